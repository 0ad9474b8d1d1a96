import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { RecordedState, UnknownAccess } from "../history/recorded.ts";
import type { RecordedDay } from "../history/recorded-access.ts";
import { compareText } from "../values/compare-text.ts";
import type { Outcome } from "../values/failure.ts";
import { failure } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import { endOfDay, pastDay } from "./history.ts";
import {
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

/** Reads the access at the end of a day. Fails where nothing was recorded until then, or its definitions cannot be run. */
export function accessOnDay(
  day: string,
  today: string,
  context: RunningContext,
): Promise<Outcome<AccessOnDay>> {
  return attemptAsync(async function* () {
    yield* take(pastDay("--on", day, today));
    const recorded = yield* take(recordedCommits(context.repository));
    const { source, branch, commits } = recorded;
    const last = lastOfEach(commits.filter(({ at }) => at < endOfDay(day)));
    if (last.length === 0) yield* take(notRecorded(day, branch));
    const { states, newest } = yield* take(await ranStates(last, context));
    const { customers, unknown } = yield* take(joined(day, states));
    const synthesized = recordsOf(context.root).tenants.keys();
    const missing = customersWithoutRecord(recorded, last, definedCustomers(newest), synthesized);
    const inForce = last.filter(({ unknown: why }) => why === undefined);
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
        unknown: [...unknown, ...missing].sort((a, b) => compareText(a.customer, b.customer)),
      },
    };
  });
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

/** The last commit of all customers, or of each. */
function lastOfEach(commits: readonly DatedCommit[]): readonly DatedCommit[] {
  return [...new Map(commits.map((each) => [String(each.about), each])).values()];
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
