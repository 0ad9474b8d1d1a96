import { roleText } from "../delegation/role-reference.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedStanding } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH005: every authorization for User Access Administrator lists the roles that it may assign. */
export const userAccessAdministratorNeedsDelegatedRoles: OfferRule = {
  code: "LH005",
  kind: "user-access-administrator-needs-delegated-roles",
  severity: "error",
  judges: "offer",
  title: "Every authorization for User Access Administrator lists the roles that it may assign",
  what: "An authorization names User Access Administrator and has no delegated role definitions.",
  harm: "The role is supported only for assigning listed roles to managed identities in the customer tenant. Without the list the principal cannot assign any role. ARM requires the list for this role, so the registration definition is invalid.",
  fix: "List in `delegatedRoleDefinitions` the roles that the principal has to assign, or remove the authorization.",
  accept: "Never: ARM requires the list for this role.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (role support); Deploy a policy that can be remediated within a delegated subscription; ARM type Microsoft.ManagedServices/registrationDefinitions (delegatedRoleDefinitionIds)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of refusedStanding(offer, catalogue, "delegated-roles-missing")) {
      const { principal, role: reference, path } = authorization;
      const { role } = refusal;
      yield {
        at: { file, path },
        problem: `The ${principalText(principal)} is given ${role.name} without any role that it may assign`,
        received: `${roleText(reference)} without delegated role definitions`,
        allowed: "at least one role in `delegatedRoleDefinitions`",
        fix: "list in `delegatedRoleDefinitions` the roles to be assigned to managed identities",
        facts: { principal: principalFacts(principal), role: role.name, roleDefinitionId: role.id },
      };
    }
  },
};
