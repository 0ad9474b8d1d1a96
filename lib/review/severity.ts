import type { AccessGrant } from "../access/access-grant.ts";
import type { Operations } from "../permissions/block.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { AccessChange, AccessDifference } from "./access-change.ts";

/**
 * Severity of gained permissions, for reading the worst first. 3 assigns roles, 2 writes all resources, 1 writes some,
 * 0 reads or nothing.
 */
export type Severity = 0 | 1 | 2 | 3;

/** Severity of a change's gain. */
export function severityOf(change: AccessChange): Severity {
  const { gained } = exchangeOf(change);
  return gained === undefined ? 0 : severityOfDifference(...gained);
}

/** Severity of a change's loss. */
export function severityOfLoss(change: AccessChange): Severity {
  const { lost } = exchangeOf(change);
  return lost === undefined ? 0 : severityOfDifference(...lost);
}

/** Number of patterns beyond reading that a change gives and takes. Includes those that may be handed out. */
export function breadthOf(change: AccessChange): number {
  const { gained, lost } = exchangeOf(change);
  const patterns = [gained, lost].flatMap((each) =>
    each === undefined ? [] : [...each[0].operations, ...each[0].delegated],
  );
  return patterns.filter(isMoreThanReading).length;
}

/** Gained or lost operations, with their grant. */
export type Exchanged = readonly [AccessDifference, AccessGrant];

/** Gain and loss of a change. */
export function exchangeOf(change: AccessChange): { readonly gained?: Exchanged; readonly lost?: Exchanged } {
  switch (change.kind) {
    case "grant-added":
      return { gained: [change.difference, change.after] };
    case "grant-altered":
      return { gained: [change.gained, change.after], lost: [change.lost, change.before] };
    case "grant-removed":
      return { lost: [change.difference, change.before] };
    case "grant-restated":
    case "definition-added":
    case "definition-removed":
    case "definition-changed":
    case "assignment-added":
    case "assignment-removed":
    case "subscription-added":
    case "subscription-vanished":
      return {};
  }
}

/** Severity of allowing and handing out a difference. */
export function severityOfDifference(
  { operations, delegated }: AccessDifference,
  { roleDefinitionId }: Pick<AccessGrant, "roleDefinitionId">,
): Severity {
  if (operations.length + delegated.length === 0) return 0;
  if (delegated.length > 0 || roleDefinitionId === USER_ACCESS_ADMINISTRATOR_ROLE_ID) return 3;
  const writing = operations.filter(isMoreThanReading);
  if (writing.some(({ pattern }) => pattern.startsWith("*"))) return 2;
  return writing.length > 0 ? 1 : 0;
}

/** Whether operations can do more than read: everything but `…/read`. */
export function isMoreThanReading({ pattern }: Operations): boolean {
  return !pattern.toLowerCase().endsWith("/read");
}
