import { expect, test } from "vitest";
import { versionBelowRecorded } from "../../lib/rules/version-below-recorded.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer } from "../support/builders.ts";

const recorded = (...versions: readonly string[]) =>
  new Map([
    [
      "operations",
      {
        standard: {
          visibility: "public" as const,
          versions: Object.fromEntries(versions.map((each) => [each, []])),
        },
      },
    ],
  ]);
const customers = [aCustomer()];

test("version-below-recorded finds a customer of a new version with a low number", () => {
  const context = aContext({ customers, published: recorded("0.9.0", "1.9.0", "1.10.0") });
  expect(theFindingOf(versionBelowRecorded, context)).toMatchObject({
    code: "LH090",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "version"] },
    received: "1.0.0",
    facts: { offer: "operations", plan: "standard", version: "1.0.0", highest: "1.10.0" },
  });
});

const unknown = aCustomer({
  delegations: [
    { offer: "operations", plan: "standard", version: "0.5.0", scopes: [{ subscription: "production" }] },
  ],
});
test.each([
  ["a recorded version below others", { customers, published: recorded("1.0.0", "1.1.0") }],
  ["a new version above the record", { customers, published: recorded("0.9.0") }],
  ["an estate without a record", { customers }],
  ["a plan without a record", { customers, published: new Map([["operations", {}]]) }],
  [
    "a delegation without a scope",
    { customers: [aCustomer({ delegations: [] })], published: recorded("2.0.0") },
  ],
  ["a version that does not exist", { customers: [unknown], published: recorded("2.0.0") }],
])("version-below-recorded passes %s", (_, context) => {
  expect(findingsOf(versionBelowRecorded, aContext(context))).toEqual([]);
});
