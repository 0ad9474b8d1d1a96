import { type RoleReference, resolveRole, roleText } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { similarRoleNames } from "../roles/search.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { authorizedRoles, delegatedRoles } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

const SUGGESTIONS = 3;

/** LH002: every role is a built-in role of the role catalogue. */
export const roleUnknown: OfferRule = {
  code: "LH002",
  kind: "role-unknown",
  severity: "error",
  judges: "offer",
  title: "Every role is a built-in role of the role catalogue",
  what: "An authorization, an eligible authorization or a list of delegated role definitions names a role or GUID that the role catalogue does not have. Custom roles are never in it.",
  harm: "An unknown name has no GUID that can be deployed, and an unknown role cannot be checked. Azure Lighthouse does not support custom roles: Azure refuses a registration definition with one.",
  fix: "Correct the name or the GUID. If the role is new in Azure, run `keeper roles update`. Replace a custom role with a built-in one.",
  accept: "Never: an unknown role can be neither deployed nor checked.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (built-in roles only, no custom roles)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { reference, path } of [...authorizedRoles(offer), ...delegatedRoles(offer)]) {
      if (resolveRole(catalogue, reference) !== undefined) continue;
      const suggestions = suggestionsFor(catalogue, reference);
      yield {
        at: { file, path },
        problem: `"${roleText(reference)}" is not a built-in role of the role catalogue of ${catalogue.date}`,
        received: roleText(reference),
        allowed: "the name or GUID of a built-in role; Azure Lighthouse does not support custom roles",
        fix: fixFor(suggestions),
        facts: { role: roleText(reference), suggestions: [...suggestions], catalogueDate: catalogue.date },
      };
    }
  },
};

function suggestionsFor(catalogue: RoleCatalogue, reference: RoleReference): readonly string[] {
  const text = roleText(reference);
  return GUID_PATTERN.test(text) ? [] : similarRoleNames(catalogue, text, SUGGESTIONS);
}

function fixFor(suggestions: readonly string[]): string {
  const update = "run `keeper roles update` if the role is new in Azure";
  if (suggestions.length === 0) return `write a role that \`keeper roles\` lists, or ${update}`;
  return `write ${suggestions.map((name) => `"${name}"`).join(" or ")}, or ${update}`;
}
