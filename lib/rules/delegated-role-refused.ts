import { resolveRole, roleText } from "../delegation/role-reference.ts";
import type { BuiltInRole } from "../roles/role-catalogue.ts";
import { explainVerdict, verdictOf } from "../roles/verdict.ts";
import { refusedStanding } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH007: delegated role definitions contain only roles that Lighthouse allows there. */
export const delegatedRoleRefused: OfferRule = {
  code: "LH007",
  kind: "delegated-role-refused",
  severity: "error",
  judges: "offer",
  title: "Every delegated role definition is a role that may be assigned to a managed identity",
  what: "Delegated role definitions list Owner, User Access Administrator, a role that may write or delete authorization objects, or a deprecated role.",
  harm: "Lighthouse does not support such a role here: either the registration definition is refused, or the principal cannot assign the role. Owner, User Access Administrator and roles over authorization objects would let a managed identity in the customer tenant grant access to others.",
  fix: "Replace it with the narrowest supported role that the managed identity needs.",
  accept: "Never: the documentation excludes the role.",
  source:
    "Microsoft: Deploy a policy that can be remediated within a delegated subscription (any supported role except User Access Administrator and Owner); what the service does with another role here is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of refusedStanding(offer, catalogue, "delegated-roles-refused")) {
      for (const index of refusal.indexes) {
        const reference = authorization.delegatedRoleDefinitions[index];
        const role = reference && resolveRole(catalogue, reference);
        // LH002 reports roles that the catalogue does not have
        if (reference === undefined || role === undefined) continue;
        yield {
          at: { file, path: [...authorization.path, "delegatedRoleDefinitions", index] },
          problem: problemWith(role, catalogue.date),
          received: roleText(reference),
          allowed: "a role that Azure Lighthouse supports, other than Owner and User Access Administrator",
          fix: "list a narrower role; `keeper roles` searches the catalogue",
          facts: { role: role.name, roleDefinitionId: role.id, catalogueDate: catalogue.date },
        };
      }
    }
  },
};

function problemWith(role: BuiltInRole, date: string): string {
  const verdict = verdictOf(role);
  if (verdict.kind === "refused")
    return `${explainVerdict(role, verdict, date)}, also as a delegated role definition`;
  return `${role.name} (${role.id}) assigns the listed roles and cannot be one of them (role catalogue of ${date})`;
}
