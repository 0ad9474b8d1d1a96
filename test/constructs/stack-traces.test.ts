import { expect, test } from "vitest";
import { aCustomer, anOffer } from "../support/builders.ts";
import { DEFAULTS, stackOf } from "../support/stacks.ts";

test("errors have their stack traces again after a synthesis", () => {
  const { prepareStackTrace } = Error;
  stackOf(aCustomer(), [anOffer()]);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
  expect(new Error("later").stack).toContain("stack-traces.test.ts");
});

test("an error within a synthesis keeps its stack trace, and leaves later ones theirs", () => {
  const defective = new Proxy(DEFAULTS, {
    get: () => {
      throw new Error("defect");
    },
  });
  const { prepareStackTrace } = Error;
  let thrown: unknown;
  try {
    stackOf(aCustomer(), [anOffer()], defective);
  } catch (error) {
    thrown = error;
  }
  expect(thrown instanceof Error && thrown.stack).toContain("stack-traces.test.ts");
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});
