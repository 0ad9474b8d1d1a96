import type { AccessGrant } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { canonical } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import type { RecordedState, UnknownAccess } from "./recorded.ts";

/** A time at which a period begins or ends. Milliseconds since 1970. */
export interface PeriodEdge {
  readonly at: number;
  /** Whether access changed then. Else the record begins or ends there, and what lies beyond is not known. */
  readonly isKnown: boolean;
}

/** A grant in force without interruption, as far as it was recorded. */
export interface AccessPeriod {
  readonly customer: string;
  readonly grant: AccessGrant;
  readonly from: PeriodEdge;
  /** Undefined where it is in force at the end of the record. */
  readonly until: PeriodEdge | undefined;
  /** The commit that it begins with, and who approved its change of this customer. Sorted. */
  readonly commit: string;
  readonly approvers: readonly string[];
}

/** A stretch of which nothing is recorded. Without both ends it is the whole time. */
export interface UnrecordedStretch {
  /** Undefined where it is about every customer. */
  readonly customer: string | undefined;
  /** Undefined where nothing was ever recorded before. */
  readonly from: number | undefined;
  /** Undefined where it lasts to the end of the record. */
  readonly until: number | undefined;
  readonly why: UnknownAccess;
}

/** Periods of access, and what is not recorded. */
export interface AccessHistory {
  /** By customer, scope, principal, role and beginning. */
  readonly periods: readonly AccessPeriod[];
  readonly unrecorded: readonly UnrecordedStretch[];
  /** Customers of which something was recorded, sorted. */
  readonly customers: readonly string[];
}

interface Open {
  readonly period: Omit<AccessPeriod, "until">;
}

/** Everything that is in force or unknown while states are read. */
interface Reading {
  readonly open: Map<string, Map<string, Open>>;
  /** Beginnings of stretches of single customers. */
  readonly unknown: Map<string, { readonly from: number; readonly why: UnknownAccess }>;
  allUnknown: { readonly from: number; readonly why: UnknownAccess } | undefined;
  readonly seen: Set<string>;
  readonly periods: AccessPeriod[];
  readonly unrecorded: UnrecordedStretch[];
}

/** Joins states into periods. @param states sorted by time */
export function historyOf(states: readonly RecordedState[]): AccessHistory {
  const reading: Reading = {
    open: new Map(),
    unknown: new Map(),
    allUnknown: undefined,
    seen: new Set(),
    periods: [],
    unrecorded: [],
  };
  const [first] = states;
  if (first?.about === "all")
    reading.unrecorded.push({
      customer: undefined,
      from: undefined,
      until: first.at,
      why: { kind: "nothing-recorded-before" },
    });
  for (const state of states) {
    if (state.access.ok) readKnown(state, state.access.value, reading, state === first);
    else readUnknown(state, state.access.error, reading);
  }
  return finished(reading);
}

function readKnown(
  state: RecordedState,
  customers: readonly CustomerAccess[],
  reading: Reading,
  isFirst: boolean,
): void {
  const byId = new Map(customers.map((each) => [each.customer, each]));
  const about =
    state.about === "all"
      ? [...new Set([...reading.open.keys(), ...reading.unknown.keys(), ...byId.keys()])]
      : state.about;
  const afterGap = reading.allUnknown;
  for (const customer of about) {
    const isNew = !reading.seen.has(customer);
    const gap = reading.unknown.get(customer) ?? afterGap;
    // a customer's first applied record does not say what stood before
    const isKnown = gap === undefined && !isFirst && !(isNew && state.about !== "all");
    if (isNew && state.about !== "all")
      reading.unrecorded.push({
        customer,
        from: undefined,
        until: state.at,
        why: { kind: "customer-not-recorded-before" },
      });
    reading.seen.add(customer);
    change(customer, byId.get(customer)?.grants ?? [], state, isKnown, reading);
    const own = reading.unknown.get(customer);
    if (own !== undefined) reading.unrecorded.push({ customer, ...own, until: state.at });
    reading.unknown.delete(customer);
  }
  if (state.about === "all" && afterGap !== undefined) {
    reading.unrecorded.push({ customer: undefined, ...afterGap, until: state.at });
    reading.allUnknown = undefined;
  }
}

function change(
  customer: string,
  grants: readonly AccessGrant[],
  { at, commit, approvers }: RecordedState,
  isKnown: boolean,
  { open, periods }: Reading,
): void {
  const names = namesFor(customer, approvers);
  const before = open.get(customer) ?? new Map<string, Open>();
  const after = new Map<string, Open>();
  for (const grant of grants) {
    const key = grantKey(grant);
    const from = { at, isKnown };
    after.set(key, before.get(key) ?? { period: { customer, grant, from, commit, approvers: names } });
  }
  for (const [key, { period }] of before)
    if (!after.has(key)) periods.push({ ...period, until: { at, isKnown: true } });
  open.set(customer, after);
}

function namesFor(customer: string, approvers: RecordedState["approvers"]): string[] {
  const own = approvers.filter(({ customers }) => customers === "all" || customers.includes(customer));
  return [...new Set(own.map(({ name }) => name))].sort(compareText);
}

function readUnknown({ at, about }: RecordedState, why: UnknownAccess, reading: Reading): void {
  const customers = about === "all" ? [...reading.open.keys()] : about;
  for (const customer of customers) {
    for (const { period } of reading.open.get(customer)?.values() ?? [])
      reading.periods.push({ ...period, until: { at, isKnown: false } });
    reading.open.set(customer, new Map());
    reading.seen.add(customer);
    if (about !== "all" && !reading.unknown.has(customer)) reading.unknown.set(customer, { from: at, why });
  }
  if (about === "all") reading.allUnknown ??= { from: at, why };
}

function finished({ open, unknown, allUnknown, seen, periods, unrecorded }: Reading): AccessHistory {
  const standing = [...open.values()].flatMap((each) =>
    [...each.values()].map(({ period }): AccessPeriod => ({ ...period, until: undefined })),
  );
  const still = [...unknown].map(([customer, own]) => ({ customer, ...own, until: undefined }));
  return {
    customers: [...seen].sort(compareText),
    periods: [...periods, ...standing].sort(comparePeriods),
    unrecorded: [
      ...unrecorded,
      ...still,
      ...(allUnknown === undefined ? [] : [{ customer: undefined, ...allUnknown, until: undefined }]),
    ],
  };
}

/** What makes a grant another one: ids of definitions and assignments do not. */
export function grantKey({
  principalId,
  roleDefinitionId,
  scope,
  access,
  managingTenantId,
}: AccessGrant): string {
  return canonical({ principalId, roleDefinitionId, scope: scope.toLowerCase(), access, managingTenantId });
}

function comparePeriods(a: AccessPeriod, b: AccessPeriod): number {
  return (
    compareText(a.customer, b.customer) ||
    compareText(a.grant.scope, b.grant.scope) ||
    compareText(a.grant.principalId, b.grant.principalId) ||
    compareText(a.grant.roleDefinitionId, b.grant.roleDefinitionId) ||
    a.from.at - b.from.at
  );
}
