import { expect, test } from "vitest";
import { EXAMPLE_MANAGING_TENANT_ID } from "../../lib/delegation/example-ids.ts";
import { takenVersionNotRecorded } from "../../lib/rules/taken-version-not-recorded.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, MANAGING_TENANT } from "../support/builders.ts";

const plan = (...versions: readonly string[]) => ({
  standard: {
    visibility: "public" as const,
    versions: Object.fromEntries(versions.map((each) => [each, []])),
  },
});
const customers = [aCustomer()];

test("taken-version-not-recorded names what the record lacks", () => {
  const published = new Map([["operations", plan("0.9.0")]]);
  expect(theFindingOf(takenVersionNotRecorded, aContext({ customers, published }))).toMatchObject({
    code: "LH082",
    severity: "warning",
    at: { file: "published/operations.yaml", path: [] },
    facts: { versions: ["operations/standard@1.0.0"] },
  });
});

const example = anOffer({ managingTenant: { ...MANAGING_TENANT, tenantId: EXAMPLE_MANAGING_TENANT_ID } });
test.each([
  ["a recorded version", { customers, published: new Map([["operations", plan("1.0.0")]]) }],
  ["an estate without a record", { customers }],
  [
    "a delegation without a scope",
    { customers: [aCustomer({ delegations: [] })], published: new Map([["other", {}]]) },
  ],
  ["the example of a new estate", { offers: [example], customers, published: new Map([["other", {}]]) }],
])("taken-version-not-recorded passes %s", (_, context) => {
  expect(findingsOf(takenVersionNotRecorded, aContext(context))).toEqual([]);
});
