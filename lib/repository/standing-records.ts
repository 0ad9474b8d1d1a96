import { decodeText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { attempt, success, take } from "../values/result.ts";
import type { GitRepository } from "./git.ts";
import { APPLIED_FILE, isCommit, RECORDS_BRANCHES } from "./recorded-commits.ts";

/** What the apply pipeline's record of a customer says now. */
export interface StandingRecord {
  readonly commit: string;
  /** `waiting`: the commit is to be applied, and nothing was before. */
  readonly state: "waiting" | "started" | "done" | "abandoned";
  /** Whether the apply that was started ended badly. */
  readonly hasFailed: boolean;
  /** When it ended, in milliseconds since 1970; undefined where the record does not say. */
  readonly ended: number | undefined;
  /** Whether a plan after the apply was empty. */
  readonly isSecondPlanEmpty: boolean;
}

const STATES: readonly string[] = ["waiting", "started", "done", "abandoned"];

/** The current records of all customers, by customer. Undefined where this clone has no records. */
export function standingRecords(
  repository: GitRepository,
): Outcome<ReadonlyMap<string, StandingRecord> | undefined> {
  const branch = RECORDS_BRANCHES.find((each) => repository.commit(each).ok);
  if (branch === undefined) return success(undefined);
  return attempt(function* () {
    const tip = yield* take(repository.commit(branch));
    const files = yield* take(repository.filesIn(tip, "applied"));
    const contents = yield* take(repository.contents(files));
    const records = new Map<string, StandingRecord>();
    for (const [index, { path }] of files.entries()) {
      const customer = APPLIED_FILE.exec(path)?.[1];
      if (customer !== undefined) records.set(customer, yield* take(standing(path, contents[index])));
    }
    return records;
  });
}

function standing(path: string, content: Buffer = Buffer.alloc(0)): Outcome<StandingRecord> {
  const text = decodeText(content, "arm-list");
  const parsed = text.ok ? parseJson(text.value) : text;
  const { commit, state, failed, ended, secondPlan } =
    parsed.ok && isObject(parsed.value) ? parsed.value : {};
  if (isCommit(commit) && STATES.includes(String(state))) {
    const at = typeof ended === "string" ? Date.parse(ended) : Number.NaN;
    return success({
      commit,
      state: state as StandingRecord["state"],
      hasFailed: failed === true,
      ended: Number.isNaN(at) ? undefined : at,
      isSecondPlanEmpty: secondPlan === "empty",
    });
  }
  const problem = `the record ${path} of the branch lighthouse-records cannot be read`;
  return failure("unreadable-input", problem, "restore the branch to the last commit of the apply pipeline");
}
