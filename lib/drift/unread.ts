import type { AccessSide } from "../access/access-side.ts";
import type { FoundAccess } from "../access/found-access.ts";
import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { Snapshot } from "../formats/snapshot/snapshot.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { RevokedSubscription, UnreadSubscription } from "./finding.ts";

/** Codes with which Azure does not show a subscription to the identity. */
const NOT_VISIBLE: readonly NotReadCode[] = ["not-delegated", "not-found", "access-denied"];

/** What decides which subscriptions should have been read. */
export interface ReadingInput {
  /** The customers that are looked at. */
  readonly defined: AccessSide["customers"];
  readonly snapshot: Pick<Snapshot, "subscriptions" | "removals">;
  readonly earlier: FoundAccess | undefined;
  /** The customer of a subscription, now or at the last synthesis. */
  readonly customerOf: (subscriptionId: Guid) => string | undefined;
  /** Whether a customer is looked at; undefined is no customer. */
  readonly isWanted: (customer: string | undefined) => boolean;
}

/** Ids of the subscriptions that a snapshot read whole. */
export function readWhole({ subscriptions }: Pick<Snapshot, "subscriptions">): ReadonlySet<Guid> {
  return new Set(subscriptions.filter(({ notRead }) => notRead.length === 0).map(({ id }) => id));
}

/**
 * Whether a snapshot of everything could not list what a tenant sees: delegations outside the estate may be missing in it.
 */
export function hasUnlistedTenant({ tenants, selection }: Pick<Snapshot, "tenants" | "selection">): boolean {
  if (selection === "named") return false;
  return tenants.some(({ notRead }) =>
    notRead.some(({ part }) => part === "sign-in" || part === "subscriptions"),
  );
}

/**
 * Subscriptions that the snapshot should have read and did not, sorted by id. One that nothing is delegated on, that Azure
 * does not show either, is none of them.
 */
export function unreadSubscriptions(input: ReadingInput): (UnreadSubscription | RevokedSubscription)[] {
  const { defined, snapshot, earlier, customerOf, isWanted } = input;
  const whole = readWhole(snapshot);
  const removed = removedFrom(defined, snapshot);
  const codes = new Map(snapshot.subscriptions.map(({ id, notRead }) => [id, notRead[0]?.code]));
  const delegated = new Set(
    defined.flatMap(({ definitions }) => definitions.map(({ subscriptionId }) => subscriptionId)),
  );
  const before = new Set(earlier?.read ?? earlier?.subscriptions.map(({ customer }) => customer));
  const seen = new Set(earlier?.subscriptions.map(({ customer }) => customer));
  const expected = new Set([
    ...defined.flatMap(({ subscriptionIds }) => subscriptionIds),
    ...[...codes.keys(), ...seen].filter((id) => isWanted(customerOf(id))),
  ]);
  return [...expected]
    .filter((id) => !whole.has(id))
    .sort(compareText)
    .flatMap((id): (UnreadSubscription | RevokedSubscription)[] => {
      const code = codes.get(id) ?? "not-asked";
      const isIdle = customerOf(id) !== undefined && !delegated.has(id) && !seen.has(id);
      if (isIdle && code === "not-delegated") return [];
      const at = removed.get(id);
      // the fetch asked for it, or for everything that its tenant can see
      if (at !== undefined && delegated.has(id) && (code === "not-asked" || NOT_VISIBLE.includes(code)))
        return [{ kind: "revoked", customer: customerOf(id), subscriptionId: id, at }];
      const isHidden = code === "not-asked" ? seen.has(id) : NOT_VISIBLE.includes(code);
      return [
        {
          kind: isHidden ? "not-visible" : "not-read",
          customer: customerOf(id),
          subscriptionId: id,
          code,
          wasRead: earlier === undefined ? undefined : before.has(id),
        },
      ];
    });
}

/**
 * When the last delegation of a subscription was removed, where the activity log of each managing tenant that is defined
 * there shows a removal. Another tenant's log says nothing of it.
 */
function removedFrom(
  defined: ReadingInput["defined"],
  { removals = [] }: Pick<Snapshot, "removals">,
): ReadonlyMap<Guid, string> {
  const tenants = new Map<Guid, Set<Guid>>();
  for (const { subscriptionId, managingTenantId } of defined.flatMap(({ definitions }) => definitions))
    tenants.set(subscriptionId, (tenants.get(subscriptionId) ?? new Set()).add(managingTenantId));
  return new Map(
    [...tenants].flatMap(([id, expected]): [Guid, string][] => {
      const own = removals.filter(
        (each) => each.subscriptionId === id && expected.has(each.managingTenantId),
      );
      const isWhole = new Set(own.map(({ managingTenantId }) => managingTenantId)).size === expected.size;
      const last = own
        .map(({ at }) => at)
        .sort(compareText)
        .at(-1);
      return isWhole && last !== undefined ? [[id, last]] : [];
    }),
  );
}
