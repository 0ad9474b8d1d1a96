import { roleText } from "../delegation/role-reference.ts";
import { OWNER_ROLE_ID } from "../roles/well-known-roles.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedEligible } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH009: no eligible authorization is for User Access Administrator. */
export const eligibleUserAccessAdministrator: OfferRule = {
  code: "LH009",
  kind: "eligible-user-access-administrator",
  severity: "error",
  judges: "offer",
  title: "No eligible authorization is for User Access Administrator",
  what: "An eligible authorization names User Access Administrator.",
  harm: "Azure refuses the whole registration definition, so none of its authorizations take effect.",
  fix: "Make it a standing authorization with delegated role definitions, for a principal that few people can use.",
  accept: "Never: the service refuses it.",
  source:
    "Microsoft: Create eligible authorizations (role); service error InvalidRegistrationDefinitionCreateRequest, whose restricted roles are Owner and User Access Administrator (azure-docs issue 80795)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of refusedEligible(offer, catalogue, "role-not-eligible")) {
      const { principal, role: reference, path } = authorization;
      const { role } = refusal;
      // LH001 reports Owner, which is refused in any authorization
      if (role.id === OWNER_ROLE_ID) continue;
      yield {
        at: { file, path: [...path, "role"] },
        problem: `The ${principalText(principal)} is eligible for ${role.name}, which cannot be activated`,
        received: roleText(reference),
        allowed: "any supported role except User Access Administrator",
        fix: "make it a standing authorization with `delegatedRoleDefinitions`",
        facts: { principal: principalFacts(principal), role: role.name, roleDefinitionId: role.id },
      };
    }
  },
};
