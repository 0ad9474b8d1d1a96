import type { AccessSide } from "../access/access-side.ts";
import type { FoundAccess } from "../access/found-access.ts";
import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { Snapshot } from "../formats/snapshot/snapshot.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { GoneByDeviation } from "./deviations.ts";
import type { RevokedSubscription, UnreadSubscription } from "./finding.ts";

/** Codes with which Azure does not show a subscription to the identity. */
const NOT_VISIBLE: readonly NotReadCode[] = ["not-delegated", "not-found", "access-denied"];

/** What a snapshot says of its own reading. */
export type ReadSnapshot = Pick<Snapshot, "subscriptions" | "removals" | "selection" | "tenants">;

/** What decides which subscriptions should have been read. */
export interface ReadingInput {
  /** The customers that are looked at. */
  readonly defined: AccessSide["customers"];
  readonly snapshot: ReadSnapshot;
  readonly earlier: FoundAccess | undefined;
  /** Managing tenants of the estate. Where all of them were listed, a subscription in no list is not visible. */
  readonly managingTenants: ReadonlySet<Guid>;
  /** Subscriptions whose delegations are gone, by deviations. */
  readonly gone: GoneByDeviation;
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
 * Decides whether Azure does not show a subscription to the identity. Its answer says so, or it is missing from the
 * lists of all managing tenants. What was not queried is not known.
 */
export function notVisibleIn(
  { subscriptions, ...listing }: ReadSnapshot,
  managingTenants: ReadonlySet<Guid>,
): (subscriptionId: Guid) => boolean {
  const codes = new Map(subscriptions.map(({ id, notRead }) => [id, notRead[0]?.code]));
  const isListed = listsEverything(listing, managingTenants);
  return (id) => {
    if (!codes.has(id)) return isListed;
    const code = codes.get(id);
    return code !== undefined && NOT_VISIBLE.includes(code);
  };
}

/** Whether a snapshot lists every subscription that the managing tenants see. */
function listsEverything(
  { selection, tenants }: Pick<Snapshot, "selection" | "tenants">,
  managingTenants: ReadonlySet<Guid>,
): boolean {
  const listed = new Set(tenants.map(({ id }) => id));
  return (
    selection === "everything" &&
    !hasUnlistedTenant({ selection, tenants }) &&
    [...managingTenants].every((id) => listed.has(id))
  );
}

/**
 * Whether a snapshot of everything could not list a tenant's subscriptions. It may lack delegations outside the estate.
 */
export function hasUnlistedTenant({ tenants, selection }: Pick<Snapshot, "tenants" | "selection">): boolean {
  if (selection === "named") return false;
  return tenants.some(({ notRead }) =>
    notRead.some(({ part }) => part === "sign-in" || part === "subscriptions"),
  );
}

/**
 * Subscriptions that the snapshot should have read and did not, sorted by id. One that Azure does not show is left out
 * where nothing is delegated on it. So is one whose delegations are gone by a deviation.
 */
export function unreadSubscriptions(input: ReadingInput): (UnreadSubscription | RevokedSubscription)[] {
  const { defined, snapshot, earlier, customerOf, isWanted } = input;
  const whole = readWhole(snapshot);
  const known: KnownOfReading = {
    ...input,
    isNotVisible: notVisibleIn(snapshot, input.managingTenants),
    removed: removedFrom(defined, snapshot),
    codes: new Map(snapshot.subscriptions.map(({ id, notRead }) => [id, notRead[0]?.code])),
    delegated: new Set(
      defined.flatMap(({ definitions }) => definitions.map(({ subscriptionId }) => subscriptionId)),
    ),
    before: new Set(earlier?.read ?? earlier?.subscriptions.map(({ customer }) => customer)),
    seen: new Set(earlier?.subscriptions.map(({ customer }) => customer)),
  };
  const expected = new Set([
    ...defined.flatMap(({ subscriptionIds }) => subscriptionIds),
    ...[...known.codes.keys(), ...known.seen].filter((id) => isWanted(customerOf(id))),
  ]);
  return [...expected]
    .filter((id) => !whole.has(id))
    .sort(compareText)
    .flatMap((id) => unreadOf(id, known) ?? []);
}

/** What decides what is said of one subscription. */
interface KnownOfReading extends Pick<ReadingInput, "earlier" | "customerOf" | "gone"> {
  readonly isNotVisible: (subscriptionId: Guid) => boolean;
  readonly removed: ReadonlyMap<Guid, string>;
  readonly codes: ReadonlyMap<Guid, NotReadCode | undefined>;
  /** Subscriptions with a definition. */
  readonly delegated: ReadonlySet<Guid>;
  /** Subscriptions that the earlier snapshot read, and those on which it found something. */
  readonly before: ReadonlySet<Guid>;
  readonly seen: ReadonlySet<Guid>;
}

function unreadOf(id: Guid, known: KnownOfReading): UnreadSubscription | RevokedSubscription | undefined {
  const { earlier, customerOf, isNotVisible, removed, codes, delegated, before, seen } = known;
  if (isSettled(id, known)) return undefined;
  const code = codes.get(id) ?? "not-asked";
  const customer = customerOf(id);
  const at = removed.get(id);
  // the fetch asked for it, or for everything that its tenant can see
  if (at !== undefined && delegated.has(id) && (code === "not-asked" || isNotVisible(id)))
    return { kind: "revoked", customer, subscriptionId: id, at };
  const isHidden = isNotVisible(id) || (code === "not-asked" && seen.has(id));
  return {
    kind: isHidden ? "not-visible" : "not-read",
    customer,
    subscriptionId: id,
    code,
    wasRead: earlier === undefined ? undefined : before.has(id),
  };
}

/**
 * Whether the reason why Azure does not show a subscription is known. Nothing is delegated on it, or a deviation says
 * it.
 */
function isSettled(
  id: Guid,
  { customerOf, gone, isNotVisible, codes, delegated, seen }: KnownOfReading,
): boolean {
  if (!isNotVisible(id)) return false;
  if (gone.inForce.has(id)) return true;
  const isIdle = customerOf(id) !== undefined && !delegated.has(id) && !seen.has(id);
  const code = codes.get(id) ?? "not-delegated";
  return isIdle && !gone.pastTheirDay.has(id) && code === "not-delegated";
}

/**
 * Time when the last delegation of each subscription was removed. Each managing tenant defined there must show a
 * removal in its activity log. Another tenant's log proves nothing.
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
