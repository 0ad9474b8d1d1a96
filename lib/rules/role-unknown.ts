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
  what: "An authorization, an eligible authorization or a list of delegated role definitions names a role, or gives a role's GUID, that the role catalogue does not hold. A custom role is never in it.",
  harm: "Nothing can be said about a role that is not known, and no GUID can be written for a name that is not known. Azure Lighthouse does not support custom roles: a registration definition with one would not be accepted.",
  fix: "Correct the name or the GUID. Where Azure has the role by now, `keeper roles update` brings the catalogue up to date. Replace a custom role by a built-in one.",
  accept: "Never: without the role there is no GUID to write and no verdict to rely on.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (built-in roles only, no custom roles)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { reference, path } of [...authorizedRoles(offer), ...delegatedRoles(offer)]) {
      if (resolveRole(catalogue, reference) !== undefined) continue;
      const suggestions = suggestionsFor(catalogue, reference);
      yield {
        at: { file, path },
        problem: `"${roleText(reference)}" is no built-in role of the role catalogue of ${catalogue.date}`,
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
  const update = "run `keeper roles update` if Azure has the role by now";
  if (suggestions.length === 0) return `correct it, or ${update}`;
  return `write ${suggestions.map((name) => `"${name}"`).join(" or ")}, or ${update}`;
}
