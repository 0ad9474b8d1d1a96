import type { AccessGrant } from "../access/access-grant.ts";
import type { FoundAccess } from "../access/found-access.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { DriftFinding, UnreadSubscription } from "./finding.ts";

/** What Azure still grants a principal on a subscription, or lets it approve. */
export interface StillGranted {
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** Grants that it holds, and those of others that it approves, in their canonical order. */
  readonly grants: readonly AccessGrant[];
  /** Whether the definitions name it on the subscription too: then a deployment takes nothing away. */
  readonly isDefined: boolean;
}

/** A subscription on which nothing can be said of a principal. */
export interface NotKnown {
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** Reason, as in the drift finding. `failed` means that Azure failed to write an assigned delegation. */
  readonly code: UnreadSubscription["code"] | "failed";
}

/** A subscription on which Azure grants a principal nothing. */
export interface Gone {
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** Whether the earlier snapshot shows it there. @default - there is no earlier snapshot */
  readonly wasThere: boolean | undefined;
}

/** Where a principal's access ended, by a snapshot; each list by customer and subscription. */
export interface PrincipalEnd {
  readonly granted: readonly StillGranted[];
  readonly gone: readonly Gone[];
  /** What was not read is never "gone". */
  readonly notKnown: readonly NotKnown[];
}

/** What the end of a principal's access is read from. */
export interface PrincipalEndInput {
  readonly found: FoundAccess;
  readonly earlier: FoundAccess | undefined;
  /** Subscriptions that the snapshot read whole. */
  readonly read: ReadonlySet<Guid>;
  /** Findings of drift: they name what was not read, and what failed. */
  readonly findings: readonly DriftFinding[];
  /** What the definitions grant. */
  readonly defined: readonly AccessGrant[];
  readonly customerOf: (subscriptionId: Guid) => string | undefined;
  readonly isWanted: (customer: string | undefined) => boolean;
}

/** Sorts the subscriptions of a snapshot by what Azure still grants a principal there. */
export function principalEndOf(principalId: Guid, input: PrincipalEndInput): PrincipalEnd {
  const { found, earlier, read, findings, customerOf, isWanted } = input;
  const had = earlier && new Set(subscriptionsOf(namedIn(earlier, principalId)));
  const defined = new Set(subscriptionsOf(input.defined.filter((each) => isNamed(each, principalId))));
  const granted = found.subscriptions
    .filter(({ customer: id }) => isWanted(customerOf(id)))
    .map(({ customer: id, grants }) => ({
      customer: customerOf(id),
      subscriptionId: id,
      grants: grants.filter((each) => isNamed(each, principalId)),
      isDefined: defined.has(id),
    }))
    .filter(({ grants }) => grants.length > 0);
  const unread = findings.flatMap((each): NotKnown[] =>
    each.kind === "not-read" || each.kind === "not-visible"
      ? [{ customer: each.customer, subscriptionId: each.subscriptionId, code: each.code }]
      : [],
  );
  const failed = found.notes.flatMap((note): NotKnown[] => {
    if (note.kind !== "definition-failed" || note.assignmentIds.length === 0) return [];
    const { subscriptionId } = note.definition;
    const customer = customerOf(subscriptionId);
    return isWanted(customer) ? [{ customer, subscriptionId, code: "failed" }] : [];
  });
  const notKnown = [...unread, ...failed];
  const other = new Set([...granted, ...notKnown].map(({ subscriptionId }) => subscriptionId));
  // the customer ended the whole delegation there, by the activity log
  const ended = findings.flatMap((each) => (each.kind === "revoked" ? [each.subscriptionId] : []));
  const gone = [...new Set([...read, ...ended])]
    .filter((id) => !other.has(id) && isWanted(customerOf(id)))
    .map((id) => ({ customer: customerOf(id), subscriptionId: id, wasThere: had?.has(id) }));
  return { granted: inOrder(granted), gone: inOrder(gone), notKnown: inOrder(notKnown) };
}

function isNamed({ principalId, access }: AccessGrant, id: Guid): boolean {
  return (
    principalId === id ||
    (access.kind === "eligible" && access.approvers.some((approver) => approver.principalId === id))
  );
}

function namedIn({ subscriptions }: FoundAccess, id: Guid): AccessGrant[] {
  return subscriptions.flatMap(({ grants }) => grants.filter((each) => isNamed(each, id)));
}

function subscriptionsOf(grants: readonly AccessGrant[]): Guid[] {
  return grants.map(({ scope }) => subscriptionOfScope(scope));
}

interface Placed {
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
}

function inOrder<T extends Placed>(places: readonly T[]): T[] {
  return [...places].sort(
    (a, b) =>
      compareText(a.customer ?? "", b.customer ?? "") || compareText(a.subscriptionId, b.subscriptionId),
  );
}
