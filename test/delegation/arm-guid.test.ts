import { expect, test } from "vitest";
import {
  armGuid,
  registrationAssignmentGuid,
  registrationDefinitionGuid,
} from "../../lib/delegation/arm-guid.ts";

// GUIDs are a contract: a change of any of these replaces every delegation there is

test.each([
  [["Relecloud Managed Services"], "a284898a-fc04-581d-aca0-047861d06160"],
  [["Fabrikam Managed Services - Interstellar"], "ae0e3f3a-0904-5191-94d5-f0bb83930f16"],
  [["test"], "d6a5baf1-8b9b-542a-8525-2982f1f98a0c"],
])("armGuid(%j) is what ARM's guid() gives", (parts, guid) => {
  expect(armGuid(...parts)).toBe(guid);
});

const MANAGING_TENANT = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000331";
const DEFINITION = "4717a84a-d7eb-5d2c-8f40-35c850b2ac43";

test("registrationDefinitionGuid is guid(managingTenantId, subscriptionId, offerId), whatever the case", () => {
  expect(registrationDefinitionGuid(MANAGING_TENANT, SUBSCRIPTION, "managed-operations")).toBe(DEFINITION);
  expect(
    registrationDefinitionGuid(
      MANAGING_TENANT.toUpperCase(),
      SUBSCRIPTION.toUpperCase(),
      "managed-operations",
    ),
  ).toBe(DEFINITION);
});

test.each([
  ["rg-web", "e730a4c7-7f9f-52bc-b8ba-e84ba6d3afb0"],
  ["RG-Web", "e730a4c7-7f9f-52bc-b8ba-e84ba6d3afb0"],
  ["RG_Batch.Jobs", "509d24d1-e177-589f-969c-7fbf03dbcee4"],
])(
  "registrationAssignmentGuid of the resource group %s is guid(definition, its name in lower case)",
  (group, guid) => {
    expect(registrationAssignmentGuid(DEFINITION, group)).toBe(guid);
  },
);

test("registrationAssignmentGuid of a whole subscription is guid(definition, '')", () => {
  expect(registrationAssignmentGuid(DEFINITION, "")).toBe(armGuid(DEFINITION, ""));
  expect(registrationAssignmentGuid(DEFINITION, "")).not.toBe(armGuid(DEFINITION));
});
