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

// Owner's "*" and User Access Administrator's "Microsoft.Authorization/*" are what the documentation singles them out
// for, so for these two the restricted list says nothing more
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

// an estate asks about the same few roles for every customer
const verdicts: WeakMap<BuiltInRole, RoleVerdict> = new WeakMap();

/**
 * What Azure Lighthouse does with a role, computed from its permissions by the rules of the Microsoft page "Tenants,
 * users, and roles in Azure Lighthouse scenarios"; notDataActions are refused by the service though the page does not
 * name them. Only Owner and User Access Administrator are known by their GUID, as they are on that page.
 */
export function verdictOf(role: BuiltInRole): RoleVerdict {
  const known = verdicts.get(role);
  if (known !== undefined) return known;
  const verdict = computeVerdict(role);
  verdicts.set(role, verdict);
  return verdict;
}
