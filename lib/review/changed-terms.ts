import type { AccessGrant, EligibleAccess } from "../access/access-grant.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";

/** A changed term of access. It gives and takes no permission. */
export type TermChange =
  /** Standing instead of on request. */
  | { readonly kind: "activation-dropped" }
  /** On request instead of standing. */
  | { readonly kind: "activation-demanded" }
  | { readonly kind: "multi-factor-authentication-dropped" }
  | { readonly kind: "multi-factor-authentication-demanded" }
  | { readonly kind: "activation-longer" }
  | { readonly kind: "activation-shorter" }
  /** One of both durations cannot be read; durations are as in the documents. */
  | { readonly kind: "activation-not-comparable"; readonly before: string; readonly after: string }
  | { readonly kind: "approval-dropped" }
  | { readonly kind: "approval-demanded" }
  | { readonly kind: "approvers-added"; readonly number: number }
  | { readonly kind: "approvers-removed"; readonly number: number };

/** Whether access is easier or harder to use than before. `other` where they are not comparable. */
export type TermDirection = "easier" | "stricter" | "other";

/** The direction of every kind. More approvers are easier: each of them can approve. */
export const TERM_DIRECTIONS: Readonly<Record<TermChange["kind"], TermDirection>> = {
  "activation-dropped": "easier",
  "activation-demanded": "stricter",
  "multi-factor-authentication-dropped": "easier",
  "multi-factor-authentication-demanded": "stricter",
  "activation-longer": "easier",
  "activation-shorter": "stricter",
  "activation-not-comparable": "other",
  "approval-dropped": "easier",
  "approval-demanded": "stricter",
  "approvers-added": "easier",
  "approvers-removed": "stricter",
};

/** Differences between the terms of two grants; delegated roles are no terms. */
export function changedTerms(before: AccessGrant["access"], after: AccessGrant["access"]): TermChange[] {
  if (before.kind === "standing") return after.kind === "standing" ? [] : [{ kind: "activation-demanded" }];
  if (after.kind === "standing") return [{ kind: "activation-dropped" }];
  return [
    ...changedAuthentication(before, after),
    ...changedDuration(before.maximumActivationDuration, after.maximumActivationDuration),
    ...changedApprovers(before, after),
  ];
}

function changedAuthentication(before: EligibleAccess, after: EligibleAccess): TermChange[] {
  if (before.multiFactorAuthProvider === after.multiFactorAuthProvider) return [];
  return after.multiFactorAuthProvider === "None"
    ? [{ kind: "multi-factor-authentication-dropped" }]
    : [{ kind: "multi-factor-authentication-demanded" }];
}

function changedDuration(before: string, after: string): TermChange[] {
  if (before === after) return [];
  const [old, now] = [activationMinutes(before), activationMinutes(after)];
  if (old === undefined || now === undefined) return [{ kind: "activation-not-comparable", before, after }];
  if (old === now) return [];
  return [{ kind: now > old ? "activation-longer" : "activation-shorter" }];
}

function changedApprovers(before: EligibleAccess, after: EligibleAccess): TermChange[] {
  const [old, now] = [approverIds(before), approverIds(after)];
  const added = [...now].filter((id) => !old.has(id)).length;
  const removed = [...old].filter((id) => !now.has(id)).length;
  if (now.size === 0 && removed > 0) return [{ kind: "approval-dropped" }];
  if (old.size === 0 && added > 0) return [{ kind: "approval-demanded" }];
  return [
    ...(added > 0 ? [{ kind: "approvers-added" as const, number: added }] : []),
    ...(removed > 0 ? [{ kind: "approvers-removed" as const, number: removed }] : []),
  ];
}

function approverIds({ approvers }: EligibleAccess): ReadonlySet<string> {
  return new Set(approvers.map(({ principalId }) => principalId));
}
