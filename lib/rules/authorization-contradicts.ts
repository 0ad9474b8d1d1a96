import type { Authorization } from "../delegation/offer.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { planVersions, roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH023: authorizations of one principal and role have the same delegated role definitions. */
export const authorizationContradicts: OfferRule = {
  code: "LH023",
  kind: "authorization-contradicts",
  severity: "error",
  judges: "offer",
  title: "One principal has one role in one plan version with one list of delegated role definitions",
  what: "Two authorizations of one plan version name the same principal and role, and their delegated role definitions differ. Exact repetitions, such as from a set that is included twice, are allowed.",
  harm: "It is not documented which list the service keeps. The principal may be able to assign fewer roles than the offer says, or the registration definition may be refused.",
  fix: "Write one authorization with all the delegated role definitions.",
  accept: "Never: it would not be known which roles the principal may assign.",
  source: "Inference: Microsoft documents no meaning for two authorizations of one principal and role",
  *check({ value: offer, file }, { catalogue }) {
    for (const { version } of planVersions(offer)) {
      const firsts = new Map<string, { readonly authorization: Authorization; readonly delegated: string }>();
      for (const authorization of version.authorizations) {
        const { principal, path } = authorization;
        const role = resolveRole(catalogue, authorization.role);
        const delegated = delegatedRoleIds(authorization, catalogue)?.join(" ");
        if (role === undefined || delegated === undefined) continue;
        const key = `${principal.objectId} ${role.id}`;
        const first = firsts.get(key);
        if (first === undefined) {
          firsts.set(key, { authorization, delegated });
          continue;
        }
        if (first.delegated === delegated) continue;
        const [expected, received] = [first.authorization, authorization].map((each) =>
          namesOf(each, catalogue),
        );
        yield {
          at: { file, path },
          problem: `The ${principalText(principal)} is given ${role.name} twice with different delegated role definitions`,
          received: listText(received),
          allowed: `the delegated role definitions of the first such authorization: ${listText(expected)}`,
          fix: "write one authorization with all the delegated role definitions",
          facts: {
            principal: principalFacts(principal),
            role: role.name,
            roleDefinitionId: role.id,
            delegatedRoles: [...(received ?? [])],
            first: { path: [...first.authorization.path], delegatedRoles: [...(expected ?? [])] },
          },
        };
      }
    }
  },
};

/** Sorted GUIDs of the delegated role definitions; undefined where the catalogue lacks one. */
function delegatedRoleIds(
  authorization: Authorization,
  catalogue: RoleCatalogue,
): readonly Guid[] | undefined {
  const ids = new Set<Guid>();
  for (const reference of authorization.delegatedRoleDefinitions) {
    const role = resolveRole(catalogue, reference);
    if (role === undefined) return undefined;
    ids.add(role.id);
  }
  return [...ids].sort(compareText);
}

function namesOf(authorization: Authorization, catalogue: RoleCatalogue): readonly string[] {
  return authorization.delegatedRoleDefinitions.map((reference) => roleName(catalogue, reference));
}

function listText(names: readonly string[] = []): string {
  return names.length === 0 ? "none" : names.join(", ");
}
