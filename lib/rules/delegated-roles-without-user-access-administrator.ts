import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedStanding } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH006: only an authorization for User Access Administrator has delegated role definitions. */
export const delegatedRolesWithoutUserAccessAdministrator: OfferRule = {
  code: "LH006",
  kind: "delegated-roles-without-user-access-administrator",
  severity: "error",
  judges: "offer",
  title: "Only an authorization for User Access Administrator has delegated role definitions",
  what: "An authorization for another role than User Access Administrator lists delegated role definitions.",
  harm: "The list has no effect, because only User Access Administrator can assign roles. The customer still sees roles that seem to be assignable.",
  fix: "Remove `delegatedRoleDefinitions`, or move it to an authorization of the same principal for User Access Administrator.",
  accept: "Never: no other role uses the list.",
  source:
    "Microsoft: Deploy a policy that can be remediated within a delegated subscription; that the list does nothing for another role is reported for the Managed Services Registration assignment Delete Role (Azure-Lighthouse-samples pull request 82) and is inference for the rest",
  *check({ value: offer, file }, { catalogue }) {
    const kind = "delegated-roles-without-effect";
    for (const { authorization, refusal } of refusedStanding(offer, catalogue, kind)) {
      const { principal, delegatedRoleDefinitions, path } = authorization;
      const { role } = refusal;
      const names = delegatedRoleDefinitions.map((delegated) => roleName(catalogue, delegated));
      yield {
        at: { file, path: [...path, "delegatedRoleDefinitions"] },
        problem: `The ${principalText(principal)} is given ${role.name}, which assigns no roles, with delegated role definitions`,
        received: names.join(", "),
        allowed: "no delegated role definitions, except for User Access Administrator",
        fix: "remove `delegatedRoleDefinitions` or move it to an authorization for User Access Administrator",
        facts: {
          principal: principalFacts(principal),
          role: role.name,
          roleDefinitionId: role.id,
          delegatedRoles: names,
        },
      };
    }
  },
};
