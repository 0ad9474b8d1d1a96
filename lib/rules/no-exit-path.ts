import { type RoleReference, resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

const DELETE_ROLE = "Managed Services Registration assignment Delete Role";

/** LH025: the managing tenant can remove every delegation itself. */
export const noExitPath: OfferRule = {
  code: "LH025",
  kind: "no-exit-path",
  severity: "warning",
  judges: "offer",
  title: "Every plan version lets the provider remove the delegation",
  what: `No standing authorization of a plan version names the ${DELETE_ROLE}; at most an eligible one does.`,
  harm: "Only the customer tenant can remove the delegation. When the contract ends, or a principal of the managing tenant is compromised, the provider cannot remove the access itself. If the role is only eligible, removal needs an activation and perhaps an approval first.",
  fix: `Add an authorization for the ${DELETE_ROLE}, to a group with few members.`,
  accept: "When it is agreed that the customer alone ends the delegation.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (best practices); Remove access to a delegation; that the role should be standing is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { planId, number, version, path } of planVersions(offer)) {
      const roles = version.authorizations.map(({ role }) => role);
      if (roles.some((role) => mayRemove(role, catalogue) ?? true)) continue;
      const eligible = version.eligibleAuthorizations.some(({ role }) => mayRemove(role, catalogue));
      const start = `Version ${number} of plan ${planId} names the ${DELETE_ROLE}`;
      yield {
        at: { file, path },
        problem: eligible ? `${start} only in an eligible authorization` : `${start} in no authorization`,
        received: eligible ? "the role in an eligible authorization" : "no authorization for the role",
        allowed: `a standing authorization for the ${DELETE_ROLE}`,
        fix: `add an authorization for "${DELETE_ROLE}"`,
        facts: {
          plan: planId,
          version: number,
          onlyEligible: eligible,
          role: DELETE_ROLE,
          roleDefinitionId: REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID,
        },
      };
    }
  },
};

/** Whether a role may remove delegations. Undefined for an unknown role, which may be a misspelt Delete Role. */
function mayRemove(reference: RoleReference, catalogue: RoleCatalogue): boolean | undefined {
  const role = resolveRole(catalogue, reference);
  return role && role.id === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID;
}
