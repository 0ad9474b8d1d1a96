import { type AccessGrant, delegatedRoles, mediationIdentity } from "../access/access-grant.ts";
import { type AccessChange, type CustomerChange, placeOf } from "./access-change.ts";
import { reachesAsFar } from "./access-order.ts";
import { type Flag, type Grade, joinAll, joinFlags } from "./grade.ts";
import { type Shapes, shapesOf } from "./group.ts";

/** A changed grant, with all grants that cover its principal, scope and terms. */
export interface ExchangedGrant {
  readonly grant: AccessGrant;
  /** Grants of its own side, itself included. */
  readonly own: readonly AccessGrant[];
  /** Grants of the other side. */
  readonly other: readonly AccessGrant[];
}

/**
 * What a net change is about. `access`: grants of one principal. `restated`: the same access under another name or
 * from another delegation. `delegation`: scopes are delegated, listed, or no longer so. `definition`: texts or plan of
 * a definition. `left-standing`: a subscription is no longer managed here.
 */
export type NetKind = "access" | "restated" | "delegation" | "definition" | "left-standing";

/**
 * One change as a reviewer counts it, at every customer and scope where it happens. Another role counts as one change.
 */
export interface NetChange {
  readonly kind: NetKind;
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Each shape of its changes once, as the first customer has it. At least one. */
  readonly changes: readonly AccessChange[];
  /** The first customer, with both sides. */
  readonly first: CustomerChange;
  /** Grants that it takes and gives; empty where it is not about access. */
  readonly before: readonly ExchangedGrant[];
  readonly after: readonly ExchangedGrant[];
  /** Ids, sorted. At least one. */
  readonly customers: readonly string[];
  /** Number of scopes at all customers. */
  readonly scopes: number;
  /** ARM ids of the scopes at the first customer. */
  readonly places: readonly string[];
}

/** The same change at one customer, with everything by which it is compared with others. */
interface PlacedChange {
  readonly change: AccessChange;
  readonly key: string;
  readonly before: ExchangedGrant | undefined;
  readonly after: ExchangedGrant | undefined;
  readonly places: string[];
}

/** All changes of access and delegations as a reviewer counts them. In the order of their first customers. */
export function netChanges(customers: readonly CustomerChange[]): NetChange[] {
  const shapes = shapesOf(customers);
  const signatures = new Map<string, Alike>();
  for (const customer of customers) {
    const placed = placedChanges(customer, shapes);
    const signature = signatureOf(placed);
    const known = signatures.get(signature);
    if (known === undefined) signatures.set(signature, { first: customer, placed, ids: [customer.customer] });
    else known.ids.push(customer.customer);
  }
  const nets = new Map<string, [Net, ...Net[]]>();
  for (const { first, placed, ids } of signatures.values()) {
    for (const own of netParts(placed)) {
      const net = { first, placed: own, ids };
      const key = netKey(net);
      const known = nets.get(key);
      if (known === undefined) nets.set(key, [net]);
      else known.push(net);
    }
  }
  return [...nets.values()].map(netOf);
}

/** Customers with the same changes on scopes that go together in the same way. */
interface Alike {
  readonly first: CustomerChange;
  readonly placed: readonly PlacedChange[];
  readonly ids: string[];
}

/** A part of the changes of such customers that is read as one. */
type Net = Alike;

/** Equal for parts that are one change. Texts that customers read are counted, whatever they say. */
function netKey({ placed }: Net): string {
  const changes = placed.map(({ change }) => change);
  const kind = kindOf(changes);
  if (kind === "access")
    return placed
      .map(({ key }) => key)
      .sort()
      .join("\n");
  const kinds = new Set(changes.map((each) => each.kind));
  return JSON.stringify([kind, joinFlags(changes.flatMap(({ flags }) => flags)), [...kinds].sort()]);
}

function placedChanges({ changes, before, after }: CustomerChange, shapes: Shapes): PlacedChange[] {
  const found = new Map<string, PlacedChange>();
  const [old, now] = [before?.grants ?? [], after?.grants ?? []];
  for (const change of changes) {
    const was =
      "before" in change && "access" in change.before ? exchanged(change.before, old, now) : undefined;
    const is = "after" in change && "access" in change.after ? exchanged(change.after, now, old) : undefined;
    const key = [shapes.numberOf(change), rolesKey(was), rolesKey(is)].join("|");
    const place = placeOf(change);
    const placed = found.get(key);
    if (placed === undefined) found.set(key, { change, key, before: was, after: is, places: [place] });
    else if (!placed.places.includes(place)) placed.places.push(place);
  }
  return [...found.values()];
}

function exchanged(
  grant: AccessGrant,
  own: readonly AccessGrant[],
  other: readonly AccessGrant[],
): ExchangedGrant {
  const reaching = (each: AccessGrant) => reachesAsFar(each, grant);
  return { grant, own: own.filter(reaching), other: other.filter(reaching) };
}

function rolesKey(exchange: ExchangedGrant | undefined): string {
  if (exchange === undefined) return "";
  const keyOf = (grants: readonly AccessGrant[]) =>
    grants.map((each) => [each.roleDefinitionId, ...delegatedRoles(each)].join("+")).sort();
  return `${keyOf(exchange.own)}>${keyOf(exchange.other)}`;
}

/**
 * Signature of a customer's changes. Equal for customers with the same changes, on scopes that go together in the same
 * way.
 */
function signatureOf(placed: readonly PlacedChange[]): string {
  const numbers = new Map<string, number>();
  const numberOf = (place: string) => {
    const known = numbers.get(place);
    if (known !== undefined) return known;
    numbers.set(place, numbers.size);
    return numbers.size - 1;
  };
  return placed.map(({ key, places }) => `${key}@${places.map(numberOf)}`).join(";");
}

/** Changes of one customer that are read as one. */
function netParts(placed: readonly PlacedChange[]): PlacedChange[][] {
  const parts = new Map<string, PlacedChange[]>();
  const swapped = swappedCells(placed);
  for (const each of placed) {
    const key = partKey(each, swapped);
    parts.set(key, [...(parts.get(key) ?? []), each]);
  }
  return [...parts.values()];
}

/** Cells of principals that lose one role and get another on the same scopes. */
function swappedCells(placed: readonly PlacedChange[]): ReadonlySet<string> {
  const of = (kind: "grant-added" | "grant-removed") =>
    new Set(placed.filter(({ change }) => change.kind === kind).map(cellOf));
  const [added, removed] = [of("grant-added"), of("grant-removed")];
  return new Set([...added].filter((cell) => removed.has(cell)));
}

function cellOf({ before, after, places }: PlacedChange): string {
  const grant = after?.grant ?? before?.grant;
  return [grant?.managingTenantId, grant?.principalId, ...[...places].sort()].join(" ");
}

function partKey(placed: PlacedChange, swapped: ReadonlySet<string>): string {
  const { change, key } = placed;
  switch (change.kind) {
    case "grant-added":
    case "grant-removed": {
      const cell = cellOf(placed);
      if (swapped.has(cell)) return `access ${cell}`;
      const { access } = change.kind === "grant-added" ? change.after : change.before;
      return JSON.stringify([change.kind, cell, mediationIdentity(access), change.grade, change.flags]);
    }
    case "assignment-added":
    case "assignment-removed":
    case "definition-added":
    case "definition-removed":
    case "subscription-added":
      return "delegation";
    case "grant-altered":
    case "grant-restated":
    case "definition-changed":
    case "subscription-vanished":
      return key;
  }
}

function netOf(nets: readonly [Net, ...Net[]]): NetChange {
  const placed = [...new Map(nets.flatMap((net) => net.placed.map((each) => [each.key, each]))).values()];
  const changes = placed.map(({ change }) => change);
  const customers = [...new Set(nets.flatMap(({ ids }) => ids))].sort();
  const placesOf = nets.map((net) => placesOfNet(net.placed));
  return {
    kind: kindOf(changes),
    grade: joinAll(changes.map(({ grade }) => grade)),
    flags: joinFlags(changes.flatMap(({ flags }) => flags)),
    changes,
    first: nets[0].first,
    before: placed.flatMap(({ before }) => before ?? []),
    after: placed.flatMap(({ after }) => after ?? []),
    customers,
    scopes: nets.reduce((sum, { ids }, at) => sum + ids.length * (placesOf[at]?.length ?? 0), 0),
    places: [...new Set(customers.length > 1 ? placesOf[0] : placesOf.flat())],
  };
}

/** Scopes of a part; of a delegation, those that are delegated. */
function placesOfNet(placed: readonly PlacedChange[]): string[] {
  const delegated = placed.filter(({ change }) => change.kind.startsWith("assignment-"));
  const placing = delegated.length > 0 ? delegated : placed;
  return [...new Set(placing.flatMap(({ places }) => places))];
}

const NET_KINDS = {
  "grant-added": "access",
  "grant-removed": "access",
  "grant-altered": "access",
  "grant-restated": "restated",
  "definition-added": "delegation",
  "definition-removed": "delegation",
  "definition-changed": "definition",
  "assignment-added": "delegation",
  "assignment-removed": "delegation",
  "subscription-added": "delegation",
  "subscription-vanished": "left-standing",
} satisfies Record<AccessChange["kind"], NetKind>;

function kindOf([first]: readonly AccessChange[]): NetKind {
  return first === undefined ? "delegation" : NET_KINDS[first.kind];
}
