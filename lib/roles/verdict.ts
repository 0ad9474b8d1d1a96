import { compareText } from "../values/compare-text.ts";
import { deprecationOf } from "./deprecated-roles.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import { restrictedActionsOf } from "./restricted-actions.ts";
import type { BuiltInRole } from "./role-catalogue.ts";
import type { RoleVerdict } from "./role-verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "./well-known-roles.ts";

export { explainVerdict } from "./explain-verdict.ts";
export { canReadEverything } from "./reader-access.ts";
export { type RefusalReason, refusalSentence } from "./refusal-reason.ts";
export { hasDataActions, type RoleVerdict, refusedOnlyForData } from "./role-verdict.ts";

function dataReason(role: BuiltInRole, kind: "dataActions" | "notDataActions"): readonly RefusalReason[] {
  const actions = [...new Set(role.permissions.flatMap((block) => block[kind]))].sort(compareText);
  return actions.length === 0 ? [] : [{ kind, actions }];
}

// the documentation names Owner and User Access Administrator for these actions: the restricted list adds nothing
function accessReasons(role: BuiltInRole): readonly RefusalReason[] {
  if (role.id === OWNER_ROLE_ID) return [{ kind: "owner" }];
  if (role.id === USER_ACCESS_ADMINISTRATOR_ROLE_ID) return [];
  const actions = restrictedActionsOf(role);
  return actions.length === 0 ? [] : [{ kind: "restrictedAction", actions }];
}

function computeVerdict(role: BuiltInRole): RoleVerdict {
  const deprecation = deprecationOf(role);
  const reasons: readonly RefusalReason[] = [
    ...accessReasons(role),
    ...dataReason(role, "dataActions"),
    ...dataReason(role, "notDataActions"),
    ...(deprecation === undefined ? [] : [{ kind: "deprecated" as const, ...deprecation }]),
  ];
  if (reasons.length > 0) return { kind: "refused", reasons };
  if (role.id !== USER_ACCESS_ADMINISTRATOR_ROLE_ID) return { kind: "supported" };
  return { kind: "conditional", condition: "delegatedRoleDefinitions" };
}

// memoized: all customers of an estate use the same few roles
const verdicts: WeakMap<BuiltInRole, RoleVerdict> = new WeakMap();

/**
 * Computes from a role's permissions whether Azure Lighthouse accepts it. Source: Microsoft page "Tenants, users, and
 * roles in Azure Lighthouse scenarios". The service also refuses notDataActions, which that page does not name. Only
 * Owner and User Access Administrator are recognized by GUID, as on that page.
 */
export function verdictOf(role: BuiltInRole): RoleVerdict {
  const known = verdicts.get(role);
  if (known !== undefined) return known;
  const verdict = computeVerdict(role);
  verdicts.set(role, verdict);
  return verdict;
}
