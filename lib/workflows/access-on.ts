import { rolesOf } from "../access/access-grant.ts";
import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { historyOf } from "../history/periods.ts";
import type { RecordedState, UnknownAccess } from "../history/recorded.ts";
import type { RecordedDay } from "../history/recorded-access.ts";
import { type Sighting, withSightings } from "../history/sightings.ts";
import type { AccessQuestion, CustomerGrant } from "../review/reach.ts";
import { compareText } from "../values/compare-text.ts";
import type { Outcome } from "../values/failure.ts";
import { failure } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import {
  acceptancesOf,
  endOfDay,
  named,
  pastDay,
  type SightingContext,
  sightingsOf,
} from "./recorded-evidence.ts";
import {
  canRun,
  customersWithoutRecord,
  type DatedCommit,
  definedCustomers,
  type RunningContext,
  ranStates,
  recordedCommits,
} from "./recorded-states.ts";

/** The access at the end of a day, by what was recorded. */
export interface AccessOnDay {
  readonly side: AccessSide;
  readonly facts: EstateFacts | undefined;
  readonly on: RecordedDay;
}

/** The day and the snapshots to compare with it. */
export interface DayRequest {
  /** YYYY-MM-DD (UTC). */
  readonly day: string;
  /** Folders of snapshots, relative to the working folder. */
  readonly from: readonly string[];
}

/** What reads a recorded day. */
export interface DayContext extends RunningContext, Pick<SightingContext, "folder"> {
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Reads the access at the end of a day. Fails where nothing was recorded until then, or its definitions cannot be run. */
export function accessOnDay({ day, from }: DayRequest, context: DayContext): Promise<Outcome<AccessOnDay>> {
  return attemptAsync(async function* () {
    yield* take(pastDay("--on", day, context.today));
    const recorded = yield* take(recordedCommits(context.repository, context.root));
    const { source, branch, commits } = recorded;
    const upTo = commits.filter(({ at }) => at < endOfDay(day));
    const last = lastOfEach(upTo);
    if (last.length === 0) yield* take(notRecorded(day, branch));
    // beginnings and approvers are those of `history`; beyond its limit only what was in force is read
    const isWhole = canRun(upTo);
    const { states, newest } = yield* take(await ranStates(isWhole ? upTo : last, context));
    const { customers, unknown } = yield* take(joined(day, lastOfEach(states)));
    const synthesized = recordsOf(context.root).tenants.keys();
    const missing = customersWithoutRecord(recorded, last, definedCustomers(newest), synthesized);
    const inForce = last.filter(({ unknown: why }) => why === undefined);
    const sightings = yield* take(sightingsOf(from, { ...context, states }));
    return {
      side: {
        source: "definitions",
        selection: source === "applied" ? customers.map(({ customer }) => customer) : "complete",
        customers,
      },
      facts: newest?.facts,
      on: {
        day,
        source,
        branch,
        commits: inForce.map(({ commit, at, about }) => ({ commit, at, about })),
        isWhole,
        unknown: [...unknown, ...missing].sort((a, b) => compareText(a.customer, b.customer)),
        ...evidenceOf(isWhole ? states : states.map(withoutApprovers), sightings, day),
        acceptances: yield* take(acceptancesOf(context, undefined)),
      },
    };
  });
}

/** A later commit than the one that a grant came with has other approvers. */
function withoutApprovers(state: RecordedState): RecordedState {
  return { ...state, approvers: [] };
}

/** Periods in force at the end of a day, compared with the snapshots until then. */
function evidenceOf(
  states: readonly RecordedState[],
  sightings: readonly Sighting[],
  day: string,
): Pick<RecordedDay, "periods" | "unexplained" | "snapshots" | "otherSnapshots"> {
  const isUntilThen = ({ at }: Sighting) => at < endOfDay(day);
  const compared = sightings.filter(isUntilThen);
  const { periods, unexplained } = withSightings(historyOf(states).periods, compared);
  return {
    periods: periods.filter(({ until }) => until === undefined),
    unexplained,
    snapshots: compared.map(named),
    otherSnapshots: sightings.filter((each) => !isUntilThen(each)).map(named),
  };
}

/** The part of a recorded day that a question is about. */
export function narrowedDay(
  on: RecordedDay,
  { customer, principalId, roleDefinitionId }: AccessQuestion,
): RecordedDay {
  const isAsked = (id: string) => (customer ?? id) === id;
  const isAskedGrant = (each: CustomerGrant) =>
    isAsked(each.customer) &&
    (principalId ?? each.grant.principalId) === each.grant.principalId &&
    (roleDefinitionId === undefined || rolesOf(each.grant).includes(roleDefinitionId));
  return {
    ...on,
    commits: on.commits.filter(({ about }) => about === "all" || about.some(isAsked)),
    unknown: on.unknown.filter((each) => isAsked(each.customer)),
    periods: on.periods.filter(isAskedGrant),
    unexplained: on.unexplained.filter(isAskedGrant),
    acceptances: on.acceptances.filter((each) => isAsked(each.customer)),
  };
}

/** Access of the states, of each its own customers. A state of all customers must be known. */
function joined(
  day: string,
  states: readonly RecordedState[],
): Outcome<{ readonly customers: readonly CustomerAccess[]; readonly unknown: RecordedDay["unknown"] }> {
  const lost = states.find(({ about, access }) => about === "all" && !access.ok);
  if (lost?.access.ok === false) return notRun(day, lost.access.error);
  const customers = states.flatMap(({ about, access }) =>
    access.ok ? access.value.filter(({ customer }) => about === "all" || about.includes(customer)) : [],
  );
  const unknown = states.flatMap(({ about, access }) => {
    if (about === "all" || access.ok) return [];
    return about.map((customer) => ({ customer, why: access.error }));
  });
  const sorted = customers.toSorted((a, b) => compareText(a.customer, b.customer));
  return success({ customers: sorted, unknown });
}

/** The last commit or state of all customers, or of each. */
function lastOfEach<T extends Pick<DatedCommit, "about">>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((each) => [String(each.about), each])).values()];
}

function notRecorded(day: string, branch: string): Outcome<never> {
  const problem = `nothing is recorded of ${day}: ${branch} begins later`;
  return failure("unreadable-input", problem, "name a later day; that is not the same as no access");
}

function notRun(day: string, why: UnknownAccess): Outcome<never> {
  const reason = why.kind === "not-run" ? why.problem : why.kind;
  const problem = `what was in force on ${day} is not known: ${reason}`;
  return failure("unreadable-input", problem, "check that commit out with its own version of keeper");
}
