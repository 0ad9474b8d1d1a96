import { resolveRole, roleText } from "../delegation/role-reference.ts";
import { explainVerdict, verdictOf } from "../roles/verdict.ts";
import { planVersions } from "./plan-versions.ts";
import type { OfferRule } from "./rule.ts";

/** LH001: a role that Lighthouse refuses is in no authorization. */
export const roleRefused: OfferRule = {
  code: "LH001",
  kind: "role-refused",
  severity: "error",
  judges: "offer",
  title: "Every role is one that Azure Lighthouse can delegate",
  what: "A standing or eligible authorization names a built-in role that Lighthouse refuses: Owner, a role with data actions, a role that may write or delete authorization objects, or a deprecated role.",
  harm: "Azure refuses the registration definition as a whole, so none of its authorizations arrive; where an older delegation has the role, its data actions have stopped working.",
  fix: "Take a narrower role; `keeper roles <words>` finds one and says why the other is refused.",
  accept:
    "Never for a new delegation. A role that was delegated before it became refused is kept with `{ keep, onSubscriptions, reason }`.",
  source: "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (role support)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { version } of planVersions(offer)) {
      for (const { role: reference, path } of [
        ...version.authorizations,
        ...version.eligibleAuthorizations,
      ]) {
        const role = reference.kind === "kept" ? undefined : resolveRole(catalogue, reference);
        if (role === undefined) continue;
        const verdict = verdictOf(role);
        if (verdict.kind !== "refused") continue;
        yield {
          at: { file, path: [...path, "role"] },
          problem: explainVerdict(role, verdict, catalogue.date),
          received: roleText(reference),
          allowed: "a built-in role without data actions and without rights over authorization objects",
          fix: "use a narrower role; `keeper roles` searches the catalogue",
          facts: { role: role.name, roleDefinitionId: role.id, catalogueDate: catalogue.date },
        };
      }
    }
  },
};
