import { resolveRole } from "../delegation/role-reference.ts";
import { planVersions } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH024: no principal is eligible for a role that it holds standing. */
export const eligibleAndStanding: OfferRule = {
  code: "LH024",
  kind: "eligible-and-standing",
  severity: "warning",
  judges: "offer",
  title: "No principal is eligible for a role that it holds standing in the same plan version",
  what: "An eligible authorization names a principal and a role for which the same plan version has a standing authorization.",
  harm: "The principal holds the role at all times. Activation, multifactor authentication and approval protect nothing, but the customer sees them and believes that they do.",
  fix: "Remove the standing authorization, or the eligible one if the access has to be standing.",
  accept: "While principals are being moved from standing to eligible access.",
  source:
    "Microsoft: Create eligible authorizations (a permanent authorization with a different role); that the standing role makes activation pointless is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { version } of planVersions(offer)) {
      const standing = new Set(
        version.authorizations.map(
          ({ principal, role }) => `${principal.objectId} ${resolveRole(catalogue, role)?.id}`,
        ),
      );
      for (const { principal, role: reference, path } of version.eligibleAuthorizations) {
        const role = resolveRole(catalogue, reference);
        if (role === undefined || !standing.has(`${principal.objectId} ${role.id}`)) continue;
        yield {
          at: { file, path },
          problem: `The ${principalText(principal)} is eligible for ${role.name} and holds it standing as well`,
          received: `an eligible authorization for ${role.name}`,
          allowed: "either a standing or an eligible authorization for one principal and role",
          fix: "remove the standing authorization, or this one",
          facts: { principal: principalFacts(principal), role: role.name, roleDefinitionId: role.id },
        };
      }
    }
  },
};
