import { resolveRole, roleText } from "../delegation/role-reference.ts";
import { explainVerdict, verdictOf } from "../roles/verdict.ts";
import { authorizedRoles } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH004: `keep` is used only for roles that Lighthouse refuses. */
export const keptRoleNotNeeded: OfferRule = {
  code: "LH004",
  kind: "kept-role-not-needed",
  severity: "warning",
  judges: "offer",
  title: "Only a role that Azure Lighthouse refuses is written with `keep`",
  what: "An authorization or eligible authorization writes `{ keep, onSubscriptions, reason }` for a role that the role catalogue does not refuse.",
  harm: "The plan version can be delegated only on the named subscriptions, without need. A reviewer looks for a refusal that does not exist.",
  fix: "Write the role's name instead of `keep`.",
  accept:
    "When Azure refused the role recently, or may refuse it again: roles have gained and lost data actions several times within a year.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (role support); the verdict is computed from the role catalogue",
  *check({ value: offer, file }, { catalogue }) {
    for (const { reference, path } of authorizedRoles(offer)) {
      if (reference.kind !== "kept") continue;
      const role = resolveRole(catalogue, reference);
      if (role === undefined) continue;
      const verdict = verdictOf(role);
      if (verdict.kind === "refused") continue;
      yield {
        at: { file, path },
        problem: `\`keep\` is used for a role that is not refused: ${explainVerdict(role, verdict, catalogue.date)}`,
        received: `keep ${roleText(reference)}`,
        allowed: "`keep` for a role that Azure Lighthouse refuses, the plain name for any other",
        fix: `write "${role.name}" as the role`,
        facts: {
          role: role.name,
          roleDefinitionId: role.id,
          subscriptions: [...reference.subscriptions],
          reason: reference.reason,
          catalogueDate: catalogue.date,
        },
      };
    }
  },
};
