import type { AcceptanceRecord } from "../acceptance/acceptance-record.ts";
import { accessByCustomer } from "../access/found-access.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import { readWhole } from "../drift/unread.ts";
import { readAcceptances } from "../estate/acceptance-files.ts";
import { dayAfter, isDay } from "../gate/approval.ts";
import { ownersAt } from "../history/owners-at.ts";
import type { RecordedState } from "../history/recorded.ts";
import type { NamedSnapshot } from "../history/recorded-access.ts";
import type { Sighting } from "../history/sightings.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import { loadSnapshot } from "./load-snapshot.ts";

/** Milliseconds of the end of a day (UTC): the first one of the next day. */
export function endOfDay(day: string): number {
  return Date.parse(`${dayAfter(day, 1)}T00:00:00Z`);
}

/** Refuses what is not a day, and days to come. */
export function pastDay(option: string, day: string, today: string): Outcome<string> {
  const fix = "name a day such as 2026-03-14 (UTC), today at the latest";
  if (!isDay(day)) return failure("bad-arguments", `${option} is not a day: ${JSON.stringify(day)}`, fix);
  return day > today ? failure("bad-arguments", `${option} is a day to come: ${day}`, fix) : success(day);
}

/** Records of acceptances of a customer, or of all. Those that cannot be read are left out: `keeper check` names them. */
export function acceptancesOf(root: string, customer: string | undefined): AcceptanceRecord[] {
  return [...readAcceptances(root).byCustomer].flatMap(([id, read]) =>
    read.ok && (customer ?? id) === id ? [read.value] : [],
  );
}

/** A sighting without its grants. */
export function named({ name, at }: NamedSnapshot): NamedSnapshot {
  return { name, at };
}

/** What the access of a snapshot is understood by. */
export interface SightingContext {
  readonly root: string;
  /** The working folder, which names of snapshots are relative to. */
  readonly folder: string;
  readonly states: readonly RecordedState[];
}

/** Reads snapshots by their names. Fails at the first one that cannot be read. */
export function sightingsOf(names: readonly string[], context: SightingContext): Outcome<Sighting[]> {
  return attempt(function* () {
    const sightings: Sighting[] = [];
    for (const name of names) sightings.push(yield* take(sightingOf(name, context)));
    return sightings;
  });
}

/** A snapshot's access by customer. A subscription is its owner's of that time: later ones may have left, or moved. */
function sightingOf(name: string, { root, folder, states }: SightingContext): Outcome<Sighting> {
  const loaded = loadSnapshot(name, folder);
  if (!loaded.ok) return loaded;
  const { found, snapshot } = loaded.value;
  const at = Date.parse(snapshot.ended);
  const then = ownersAt(states, at);
  const { owners: now } = recordsOf(root);
  const read = readWhole(snapshot);
  const customers = accessByCustomer(found, (id) => then.get(id) ?? now.get(id) ?? id);
  return success({
    at,
    name,
    grants: customers.flatMap(({ customer, grants }) => grants.map((grant) => ({ customer, grant }))),
    hasRead: (scope) => read.has(subscriptionOfScope(scope)),
  });
}
