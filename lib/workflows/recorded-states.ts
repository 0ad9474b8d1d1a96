import type { HistorySource, RecordedState, UnknownAccess } from "../history/recorded.ts";
import type { GitRepository } from "../repository/git.ts";
import {
  type AppliedRecord,
  appliedRecords,
  approversOf,
  definingCommits,
} from "../repository/recorded-commits.ts";
import { type PrintedSide, runRevision } from "../repository/run-definitions.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";

/** Most commits whose definitions are run: each takes about a second. */
const MOST_COMMITS = 500;

/** Definitions that run at the same time. */
const AT_ONCE = 2;

/** A commit at a time, with the customers that it describes. Where it describes nothing, the reason. */
export interface DatedCommit {
  readonly at: number;
  readonly commit: string;
  readonly about: "all" | readonly string[];
  /** Why nothing is known from then on. @default - the commit's definitions say what was in force */
  readonly unknown?: UnknownAccess;
  /** The commit before it on the same branch. */
  readonly before: string | undefined;
}

/** Commits that say who had access, oldest first. */
export interface RecordedCommits {
  readonly source: HistorySource;
  /** The branch that was read. */
  readonly branch: string;
  readonly commits: readonly DatedCommit[];
}

/** Finds the commits that say who had access. They say what was applied, else what the default branch defined. */
export function recordedCommits(repository: GitRepository, root: string): Outcome<RecordedCommits> {
  const records = appliedRecords(repository);
  if (!records.ok) return records;
  if (records.value !== undefined && records.value.length > 0)
    return success({
      source: "applied",
      branch: "lighthouse-records",
      commits: records.value.map((each, index, all) => appliedCommit(each, all.slice(0, index))),
    });
  const branch = repository.defaultBranch();
  if (!branch.ok) return branch;
  const logged = definingCommits(repository, root, branch.value);
  if (!logged.ok) return logged;
  const commits = logged.value.map((each): DatedCommit => ({ ...each, about: "all" }));
  return success({ source: "default-branch", branch: branch.value, commits });
}

const UNKNOWN_STATES = {
  started: { kind: "apply-started" },
  abandoned: { kind: "apply-abandoned" },
} as const;

function appliedCommit(
  { at, customer, commit, state }: AppliedRecord,
  earlier: readonly AppliedRecord[],
): DatedCommit {
  const former = earlier.filter((each) => each.customer === customer && each.commit !== commit).at(-1);
  return {
    at,
    commit,
    about: [customer],
    before: former?.commit,
    ...(state === "done" ? {} : { unknown: UNKNOWN_STATES[state] }),
  };
}

/** What runs the definitions of commits. */
export interface RunningContext {
  readonly repository: GitRepository;
  readonly root: string;
  /** The command that starts this keeper again. */
  readonly keeper: readonly string[];
  /** Called with the numbers of commits done and in total. */
  readonly progress: (done: number, of: number) => void;
}

/** States, and what the newest commit that could be run defined. */
export interface RanStates {
  readonly states: readonly RecordedState[];
  readonly newest: PrintedSide | undefined;
}

/** Commits whose definitions say what was in force, each once. */
function commitsToRun(commits: readonly DatedCommit[]): string[] {
  return [...new Set(commits.flatMap((each) => (each.unknown === undefined ? [each.commit] : [])))];
}

/** Whether so many definitions can be run. */
export function canRun(commits: readonly DatedCommit[]): boolean {
  return commitsToRun(commits).length <= MOST_COMMITS;
}

/** Runs the definitions of each commit once. A commit whose definitions cannot be run is a state that is not known. */
export function ranStates(
  commits: readonly DatedCommit[],
  { repository, root, keeper, progress }: RunningContext,
): Promise<Outcome<RanStates>> {
  const wanted = commitsToRun(commits);
  return attemptAsync(async function* () {
    if (wanted.length > MOST_COMMITS) yield* take(tooMany(wanted.length));
    const sides = new Map<string, Outcome<PrintedSide>>();
    const left = [...wanted];
    const work = async () => {
      for (let commit = left.shift(); commit !== undefined; commit = left.shift()) {
        sides.set(commit, await runRevision(repository, commit, root, { keeper }));
        progress(sides.size, wanted.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const states: RecordedState[] = [];
    for (const { at, commit, about, unknown, before } of commits) {
      const side = sides.get(commit);
      const approvers = yield* take(await approversOf(repository, root, { before, commit }));
      const access: RecordedState["access"] =
        unknown !== undefined
          ? { ok: false, error: unknown }
          : side?.ok === true
            ? success(side.value.side.customers)
            : {
                ok: false,
                error: { kind: "not-run", problem: side?.error.problem ?? "there is no such commit" },
              };
      states.push({ at, commit, about, access, approvers });
    }
    const newest = commits
      .toReversed()
      .flatMap(({ commit }) => {
        const side = sides.get(commit);
        return side?.ok === true ? [side.value] : [];
      })
      .at(0);
    return { states, newest };
  });
}

/** Ids of the customers that definitions define; none where no commit could be run. */
export function definedCustomers(newest: PrintedSide | undefined): readonly string[] {
  return (newest?.side.customers ?? []).map(({ customer }) => customer);
}

/** A customer of which nothing was recorded, and why. */
export interface CustomerWithoutRecord {
  readonly customer: string;
  readonly why: UnknownAccess;
}

/**
 * Customers without a recorded apply in some commits. They were defined at that time, or the estate has them and never
 * applied them. None where the commits say what was defined.
 *
 * @param synthesized customers of the last synthesis
 */
export function customersWithoutRecord(
  { source, commits: all }: RecordedCommits,
  commits: readonly DatedCommit[],
  defined: readonly string[],
  synthesized: Iterable<string>,
): CustomerWithoutRecord[] {
  if (source !== "applied") return [];
  const about = (some: readonly DatedCommit[]) => new Set(some.flatMap((each) => each.about));
  const ever = about(all);
  const recorded = about(commits);
  const never = [...new Set([...defined, ...synthesized])].filter((id) => !ever.has(id));
  const later = defined.filter((id) => ever.has(id) && !recorded.has(id));
  return [
    ...never.map((customer) => ({ customer, why: { kind: "never-applied" } as const })),
    ...later.map((customer) => ({ customer, why: { kind: "not-applied-yet" } as const })),
  ].sort((a, b) => compareText(a.customer, b.customer));
}

function tooMany(commits: number): Outcome<never> {
  const problem = `${commits} commits changed the definitions, and at most ${MOST_COMMITS} are run`;
  return failure("bad-arguments", problem, "name a later day with --since");
}
