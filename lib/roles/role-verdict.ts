import type { RefusalReason, RefusalReasonKind } from "./refusal-reason.ts";

/**
 * Whether Azure Lighthouse accepts a role: always, only together with delegated role definitions (User Access
 * Administrator), or not at all, with every reason.
 */
export type RoleVerdict =
  | { readonly kind: "supported" }
  | { readonly kind: "conditional"; readonly condition: "delegatedRoleDefinitions" }
  | { readonly kind: "refused"; readonly reasons: readonly RefusalReason[] };

const IS_ABOUT_DATA = {
  owner: false,
  restrictedAction: false,
  dataActions: true,
  notDataActions: true,
  deprecated: false,
} satisfies Record<RefusalReasonKind, boolean>;

/** Whether data actions or notDataActions are among the reasons of a refusal. */
export function hasDataActions(verdict: RoleVerdict): boolean {
  return verdict.kind === "refused" && verdict.reasons.some(({ kind }) => IS_ABOUT_DATA[kind]);
}

/**
 * Whether data actions or notDataActions are the only reasons of a refusal. Such a role is an error in an authorization,
 * but may work among delegated role definitions: Microsoft's text and Microsoft's samples disagree there.
 */
export function refusedOnlyForData(verdict: RoleVerdict): boolean {
  return verdict.kind === "refused" && verdict.reasons.every(({ kind }) => IS_ABOUT_DATA[kind]);
}
