import type { AccessGrant } from "../access/access-grant.ts";
import type { Operations } from "../permissions/block.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { AccessChange, AccessDifference } from "./access-change.ts";

/**
 * How much a change lets somebody do that he could not, for reading the worst first: 3 to hand out roles, 2 to write
 * whatever there is, 1 to write something, 0 to read or nothing.
 */
export type Severity = 0 | 1 | 2 | 3;

/** How severe a change is by what it gives. */
export function severityOf(change: AccessChange): Severity {
  const { gained } = exchangeOf(change);
  return gained === undefined ? 0 : severityOfDifference(...gained);
}

/** How severe a change is by what it takes. */
export function severityOfLoss(change: AccessChange): Severity {
  const { lost } = exchangeOf(change);
  return lost === undefined ? 0 : severityOfDifference(...lost);
}

/** How many patterns of operations that do more than read a change gives and takes; what may be handed out among them. */
export function breadthOf(change: AccessChange): number {
  const { gained, lost } = exchangeOf(change);
  const patterns = [gained, lost].flatMap((each) =>
    each === undefined ? [] : [...each[0].operations, ...each[0].delegated],
  );
  return patterns.filter(isMoreThanReading).length;
}

/** Operations that come or go, with the grant that brings them. */
export type Exchanged = readonly [AccessDifference, AccessGrant];

/** What a change gives and takes. */
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

/** How severe it is to allow and to hand out this. */
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

/** Whether operations do something, or may: `*`, `…/*`, and everything but `…/read`. */
export function isMoreThanReading({ pattern }: Operations): boolean {
  return !pattern.toLowerCase().endsWith("/read");
}
