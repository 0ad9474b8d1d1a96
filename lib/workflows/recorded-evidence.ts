import { accessByCustomer } from "../access/found-access.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import { readWhole } from "../drift/unread.ts";
import { readAcceptances } from "../estate/acceptance-files.ts";
import { dayAfter, isDay } from "../gate/approval.ts";
import { ownersAt } from "../history/owners-at.ts";
import type { RecordedState } from "../history/recorded.ts";
import type { KnownAcceptance, NamedSnapshot } from "../history/recorded-access.ts";
import type { Sighting } from "../history/sightings.ts";
import { formerAcceptances } from "../repository/former-acceptances.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, mapResult, success, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import type { RunningContext } from "./recorded-states.ts";

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

/**
 * Records of acceptances of a customer, or of all. They are those of today, and earlier ones that git shows. Those that cannot
 * be read are left out: `keeper check` names them.
 */
export function acceptancesOf(
  { root, repository }: Pick<RunningContext, "root" | "repository">,
  customer: string | undefined,
): Outcome<KnownAcceptance[]> {
  const isAsked = (id: string) => (customer ?? id) === id;
  const today = [...readAcceptances(root).byCustomer].flatMap(([id, read]) =>
    read.ok && isAsked(id) ? [read.value] : [],
  );
  const current = new Set(today.map((each) => each.customer));
  return mapResult(formerAcceptances(repository, root, { isAsked, current }), (former) =>
    [
      ...former.map((each) => ({ ...each, isCurrent: false })),
      ...today.map((each) => ({ ...each, isCurrent: true })),
    ].sort((a, b) => compareText(a.customer, b.customer) || compareText(a.recordedOn, b.recordedOn)),
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
