import { roleText } from "../delegation/role-reference.ts";
import { explainVerdict } from "../roles/verdict.ts";
import { refusedEligible, refusedStanding } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH001: no authorization has a role that Lighthouse refuses, except a kept one. Owner cannot be kept. */
export const roleRefused: OfferRule = {
  code: "LH001",
  kind: "role-refused",
  severity: "error",
  judges: "offer",
  title: "Every role is one that Azure Lighthouse can delegate",
  what: "A standing or eligible authorization names a built-in role that Lighthouse refuses: Owner, a role with data actions, a role that may write or delete authorization objects, or a deprecated role. Owner is refused even where it is written with `keep`.",
  harm: "Azure refuses the whole registration definition, so none of its authorizations take effect. In an older delegation with the role, its data actions have stopped working.",
  fix: "Use a narrower role; `keeper roles <words>` finds one and shows why the other is refused.",
  accept:
    "Never for a new delegation. Keep a role that was delegated before Azure refused it with `{ keep, onSubscriptions, reason }`. Owner was never supported and cannot be kept.",
  source:
    'Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (role support); service error InvalidRegistrationDefinitionCreateRequest (azure-docs issue 117760, Azure-Lighthouse-samples issue 137); for Owner the service text "is restricted for registration" (azure-docs issue 52919)',
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of [
      ...refusedStanding(offer, catalogue, "role-refused"),
      ...refusedEligible(offer, catalogue, "role-refused"),
    ]) {
      const { role: reference, path } = authorization;
      const { role, verdict } = refusal;
      const kept = reference.kind === "kept";
      if (kept && !verdict.reasons.some(({ kind }) => kind === "owner")) continue;
      const explained = explainVerdict(role, verdict, catalogue.date);
      yield {
        at: { file, path: [...path, "role"] },
        problem: kept ? `${explained}; \`keep\` does not change that` : explained,
        received: roleText(reference),
        allowed: "a built-in role without data actions and without rights over authorization objects",
        fix: "use a narrower role; `keeper roles` searches the catalogue",
        facts: { role: role.name, roleDefinitionId: role.id, kept, catalogueDate: catalogue.date },
      };
    }
  },
};
