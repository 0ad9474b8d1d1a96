import { type AccessSide, type CustomerAccess, NO_ACCESS } from "../access/access-side.ts";
import { accessByCustomer, type FoundAccess } from "../access/found-access.ts";
import { restrictedTo } from "../access/restrict.ts";
import type { Guid } from "../values/guid.ts";
import { failed, type Result, success } from "../values/result.ts";
import { type NotManaged, separateUnmanaged } from "./not-managed.ts";

/** What a comparison with Azure's lists leaves out or assumes. */
export type AlignmentNote =
  | NotManaged
  /** Delegations on subscriptions that no customer of the estate has. */
  | {
      readonly kind: "outside-estate";
      readonly subscriptionIds: readonly Guid[];
      readonly definitions: number;
    }
  /** Customers of the other side of whose subscriptions none is listed: they are not compared. */
  | { readonly kind: "customers-not-listed"; readonly customers: readonly string[] }
  /** Subscriptions that were not read: nothing is said of them. */
  | {
      readonly kind: "subscriptions-not-read";
      readonly customer: string;
      readonly subscriptionIds: readonly Guid[];
    }
  /** Subscriptions without entries in lists that do not say what was read. They count as not delegated. */
  | {
      readonly kind: "subscriptions-not-listed";
      readonly customer: string;
      readonly subscriptionIds: readonly Guid[];
    };

/** Why Azure's lists cannot be compared with a side. */
export type AlignmentProblem =
  /** No subscription of the other side's customers is listed. */
  | { readonly kind: "nothing-listed" }
  /** No subscription of these customers was read. */
  | { readonly kind: "not-read"; readonly customers: readonly string[] };

/** Azure's lists, and the side that they are compared with. */
export interface ToAlign {
  readonly found: FoundAccess;
  readonly other: AccessSide;
  /** Whether the lists are the side before the change. */
  readonly isBefore: boolean;
  /** The only customers to compare; undefined for all that are listed. */
  readonly wanted: readonly string[] | undefined;
  /** Customers by subscription as of the last synthesis. Used where the other side does not name one. */
  readonly formerOwners: ReadonlyMap<Guid, string>;
  /** Managing tenants that the estate's records know. */
  readonly ownTenants: ReadonlySet<Guid>;
}

/** Both sides, made comparable. They have the same customers and subscriptions, and what is not managed is on both. */
export interface Aligned {
  readonly found: AccessSide;
  readonly other: AccessSide;
  readonly notes: readonly AlignmentNote[];
}

/**
 * Makes Azure's lists comparable with another side. Subscriptions get the customers of the other side. What was not read
 * is compared on neither side. Before a change, delegations that this estate never made stay on both.
 */
export function alignFound(input: ToAlign): Result<Aligned, AlignmentProblem> {
  const { found, other, isBefore } = input;
  const owners = ownersOf(input);
  const isWhole = wholeIn(found);
  const listed = accessByCustomer(inside(found, owners, isWhole), (id) => owners.get(id) ?? id);
  const selected = selectCustomers(listed, unreadOwners(found, owners, isWhole), input);
  if (!selected.ok) return selected;
  const { compared, notListed } = selected.value;
  const parts = compared.map((customer) => ({
    listed: listed.find((each) => each.customer === customer) ?? { customer, ...NO_ACCESS },
    defined: other.customers.find((each) => each.customer === customer),
  }));
  const reading = parts.map(({ defined }) => readPart(defined, found, isWhole));
  const ownTenants = new Set([
    ...input.ownTenants,
    ...other.customers.flatMap(({ definitions }) => definitions.map((each) => each.managingTenantId)),
  ]);
  const pairs = parts.map(({ listed }, index) => {
    const defined = reading[index]?.defined;
    return isBefore
      ? separateUnmanaged(listed, defined, ownTenants)
      : { found: listed, other: defined, notes: [] };
  });
  return success({
    found: { source: "arm", selection: compared, customers: pairs.map((each) => each.found) },
    other: { ...other, selection: compared, customers: pairs.flatMap((each) => each.other ?? []) },
    notes: [
      ...pairs.flatMap(({ notes }) => notes),
      ...outsideNotes(found, owners),
      ...reading.flatMap(({ notes }) => notes),
      ...(notListed.length === 0 ? [] : [{ kind: "customers-not-listed" as const, customers: notListed }]),
    ],
  });
}

/** Customers by subscription: those of the other side come before those of the last synthesis. */
function ownersOf({ other, formerOwners }: ToAlign): ReadonlyMap<Guid, string> {
  const named = other.customers.flatMap(({ customer, subscriptionIds }) =>
    subscriptionIds.map((id): [Guid, string] => [id, customer]),
  );
  return new Map([...formerOwners, ...named]);
}

/**
 * Whether the delegations of a listed subscription are known whole. Not where lists do not say what was read, and a
 * definition has no assignment. It may then be assigned to resource groups, whose lists were not read.
 */
function wholeIn({ read, notes }: FoundAccess): (subscriptionId: Guid) => boolean {
  if (read !== undefined) return (id) => read.has(id);
  const unknown = new Set(
    notes.flatMap((note) => (note.kind === "definition-unassigned" ? note.definition.subscriptionId : [])),
  );
  return (id) => !unknown.has(id);
}

/** Customers of listed subscriptions that are not known whole. */
function unreadOwners(
  { subscriptions }: FoundAccess,
  owners: ReadonlyMap<Guid, string>,
  isWhole: (subscriptionId: Guid) => boolean,
): ReadonlySet<string> {
  return new Set(subscriptions.flatMap(({ customer: id }) => (isWhole(id) ? [] : (owners.get(id) ?? []))));
}

function inside(
  { subscriptions, read }: FoundAccess,
  owners: ReadonlyMap<Guid, string>,
  isWhole: (subscriptionId: Guid) => boolean,
): Pick<FoundAccess, "subscriptions" | "read"> {
  return {
    subscriptions: subscriptions.filter(({ customer }) => owners.has(customer) && isWhole(customer)),
    read: read === undefined ? undefined : new Set([...read].filter((id) => owners.has(id))),
  };
}

function outsideNotes({ subscriptions }: FoundAccess, owners: ReadonlyMap<Guid, string>): AlignmentNote[] {
  const outside = subscriptions.filter(({ customer }) => !owners.has(customer));
  if (outside.length === 0) return [];
  const definitions = outside.reduce((sum, each) => sum + each.definitions.length, 0);
  return [{ kind: "outside-estate", subscriptionIds: outside.map(({ customer }) => customer), definitions }];
}

/** The customers to compare: the wanted ones, or all that are listed. */
function selectCustomers(
  listed: readonly CustomerAccess[],
  unread: ReadonlySet<string>,
  { found: { read }, other, wanted }: ToAlign,
): Result<{ readonly compared: readonly string[]; readonly notListed: readonly string[] }, AlignmentProblem> {
  const ids = new Set(listed.map(({ customer }) => customer));
  if (wanted !== undefined) {
    const missing = wanted.filter((id) => !ids.has(id) && (read !== undefined || unread.has(id)));
    return missing.length > 0
      ? failed({ kind: "not-read", customers: missing })
      : success({ compared: [...wanted], notListed: [] });
  }
  if (ids.size === 0)
    return failed(
      unread.size > 0 ? { kind: "not-read", customers: [...unread] } : { kind: "nothing-listed" },
    );
  const notListed = other.customers.map(({ customer }) => customer).filter((id) => !ids.has(id));
  return success({ compared: [...ids], notListed });
}

/** The part of a customer's other side that was read, and what was not. */
function readPart(
  defined: CustomerAccess | undefined,
  { read, subscriptions }: FoundAccess,
  isWhole: (subscriptionId: Guid) => boolean,
): { readonly defined: CustomerAccess | undefined; readonly notes: AlignmentNote[] } {
  if (defined === undefined) return { defined, notes: [] };
  const { customer } = defined;
  const known = new Set(subscriptions.map((each) => each.customer));
  const notListed = read === undefined ? defined.subscriptionIds.filter((id) => !known.has(id)) : [];
  const notRead = defined.subscriptionIds.filter((id) => !isWhole(id));
  const note = (kind: "subscriptions-not-listed" | "subscriptions-not-read", ids: readonly Guid[]) =>
    ids.length === 0 ? [] : [{ kind, customer, subscriptionIds: ids }];
  return {
    defined: notRead.length === 0 ? defined : restrictedTo(defined, isWhole),
    notes: [...note("subscriptions-not-listed", notListed), ...note("subscriptions-not-read", notRead)],
  };
}
