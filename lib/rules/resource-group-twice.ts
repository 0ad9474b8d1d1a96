import { delegatedParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH047: a scope lists each resource group once. */
export const resourceGroupTwice: CustomerRule = {
  code: "LH047",
  kind: "resource-group-twice",
  severity: "error",
  judges: "customer",
  title: "Every resource group is in a scope at most once",
  what: "`resourceGroups` of a scope has one resource group twice. Names that differ only in case are one resource group.",
  harm: "Both entries create a registration assignment of one registration definition at one scope. Azure refuses the second one, and the customer's deployment fails after a part of it.",
  fix: "Remove one of the two entries. If one has `registrationAssignmentId`, keep that one.",
  accept: "Never: the service refuses it.",
  source:
    "Service error MultipleRegistrationAssignmentsNotAllowed (Azure/Azure-Lighthouse-samples issue 85); Microsoft: Naming rules and restrictions for Azure resources (names of resource groups are case-insensitive)",
  *check({ value: customer, file }, estate) {
    for (const { delegation, scope, path } of delegatedParts(customer, estate)) {
      const firsts = new Map<string, string>();
      for (const [index, { name }] of (scope.resourceGroups ?? []).entries()) {
        // folds all letters, as GUIDs and addresses of assignments do: two groups must not share either
        const key = name.toLowerCase();
        const first = firsts.get(key);
        if (first === undefined) {
          firsts.set(key, name);
          continue;
        }
        yield {
          at: { file, path: [...path, "resourceGroups", index] },
          problem: `Offer ${delegation.offer} names the resource group ${name} of subscription ${scope.subscription} twice, first as ${first}`,
          received: name,
          allowed: "every resource group once (case is ignored)",
          fix: "remove one of the two entries",
          facts: { offer: delegation.offer, subscription: scope.subscription, resourceGroup: name, first },
        };
      }
    }
  },
};
