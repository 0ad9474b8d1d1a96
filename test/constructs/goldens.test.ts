import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleEstate, stackOf } from "../support/stacks.ts";

const { customers, offers, defaults } = await sampleEstate();

test("the sample estate has the customers that the goldens show", () => {
  expect(customers.map(({ value }) => value.id)).toEqual([
    "city-of-adatum",
    "contoso-retail",
    "fabrikam",
    "proseware",
    "tailwind-traders",
    "wide-world-importers",
  ]);
});

test.each(customers.map(({ value }) => value))(
  "synthesize makes the stack of $id as its golden shows it",
  async (customer) => {
    const { text } = stackOf(
      customer,
      offers.map(({ value }) => value),
      defaults.value,
    );
    await expect(text).toMatchFileSnapshot(
      join(import.meta.dirname, "..", "golden", `${customer.id}.tf.json`),
    );
  },
);
