import type { RefusalReason, RefusalReasonKind } from "./refusal-reason.ts";

/**
 * Whether Azure Lighthouse accepts a role. `supported`, `conditional` (User Access Administrator, only with delegated
 * role definitions) or `refused`, with all reasons.
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

/** Whether a role is refused for data actions or notDataActions, possibly among other reasons. */
export function hasDataActions(verdict: RoleVerdict): boolean {
  return verdict.kind === "refused" && verdict.reasons.some(({ kind }) => IS_ABOUT_DATA[kind]);
}

/**
 * Whether a role is refused only for data actions or notDataActions. It is an error in an authorization. It may work
 * as a delegated role definition: Microsoft's text and samples disagree.
 */
export function refusedOnlyForData(verdict: RoleVerdict): boolean {
  return verdict.kind === "refused" && verdict.reasons.every(({ kind }) => IS_ABOUT_DATA[kind]);
}
