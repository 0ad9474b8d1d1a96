import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Synthesizer } from "../../lib/constructs/synthesize.ts";
import { encodeStack, type StackContent } from "../../lib/formats/stack/encode.ts";
import { FORM_VERSION } from "../../lib/formats/stack/stack-texts.ts";
import { verifyStack } from "../../lib/formats/stack/verify.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { anyStackContent } from "../support/stack-contents.ts";
import { DEFAULTS, registered, sampleEstate } from "../support/stacks.ts";

const scratch = mkdtempSync(join(tmpdir(), "keeper-encode-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const synthesizer = new Synthesizer(scratch);

/** The bytes that the constructs make, and those of the encoder, which must be the same. */
function encoded(content: StackContent): string {
  const text = encodeStack(content);
  expect(text).toBe(synthesizer.synthesize(content).text);
  return text;
}

test("encodeStack gives the bytes of the constructs for the sample estate, which are the golden files", async () => {
  const estate = await sampleEstate();
  const offers = estate.offers.map(({ value }) => value);
  expect(estate.customers).toHaveLength(6);
  for (const { value: customer } of estate.customers) {
    const text = encoded({
      customer,
      subscriptions: registered(customer, offers),
      defaults: estate.defaults.value,
      recordsFromStack: "../../..",
    });
    const golden = join(import.meta.dirname, "..", "golden", `${customer.id}.tf.json`);
    expect(text).toBe(readFileSync(golden, "utf8"));
  }
});

test("encodeStack gives the bytes of the constructs for any estate, and review's decoder reads the definitions in them", () => {
  fc.assert(
    fc.property(anyStackContent(), (content) => {
      const { registerResourceProvider } = content.defaults;
      expect(verifyStack(encoded(content), { ...content, registerResourceProvider })).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("encodeStack leaves out what a customer without delegations or subscriptions has not", () => {
  const content = (changes: object): StackContent => {
    const customer = aCustomer({ delegations: [], ...changes });
    const subscriptions = registered(customer, [anOffer()]);
    return { customer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." };
  };
  const idle = JSON.parse(encoded(content({})));
  expect(Object.keys(idle)).toEqual(["//", "data", "provider", "terraform"]);
  const empty = JSON.parse(encoded(content({ subscriptions: {} })));
  expect(Object.keys(empty)).toEqual(["//", "terraform"]);
});

test.each<[true | undefined, number | undefined]>([
  [true, 2],
  [undefined, undefined],
])("encodeStack imports what is pinned where import is %s", (imports, blocks) => {
  const [registrationDefinitionId, registrationAssignmentId] = [guidOf("4"), guidOf("5")];
  const groups = [{ name: "RG_(web)", registrationAssignmentId }, "other"];
  const customer = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [
          { subscription: "production", import: imports, registrationDefinitionId, resourceGroups: groups },
        ],
      },
    ],
  });
  const subscriptions = registered(customer, [anOffer()]);
  const text = encoded({ customer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." });
  expect(JSON.parse(text).import?.length).toBe(blocks);
});

test("a stack has cdktf's form of the version that is installed", () => {
  const { version } = createRequire(import.meta.url)("cdktf/package.json");
  expect(FORM_VERSION.split(".").slice(0, 2)).toEqual(version.split(".").slice(0, 2));
});
