import { decodeText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { APPROVALS_FOLDER } from "../gate/approval-file.ts";
import type { RecordedApprover } from "../history/recorded.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { attempt, attemptAsync, mapResult, success, take } from "../values/result.ts";
import { parseCommitted } from "./change-files.ts";
import type { GitRepository } from "./git.ts";
import type { LoggedCommit } from "./git-output.ts";

/** The branch on which the apply pipeline keeps its records (pipelines/README.md). */
export const RECORDS_BRANCHES = ["refs/remotes/origin/lighthouse-records", "refs/heads/lighthouse-records"];

/** A change of what was applied to a customer. */
export interface AppliedRecord {
  /** When it was recorded, in milliseconds since 1970. */
  readonly at: number;
  readonly customer: string;
  readonly commit: string;
  readonly state: "started" | "done" | "abandoned";
}

/** The record of a customer, with its id as the only group. */
export const APPLIED_FILE = /^applied\/([a-z][a-z0-9-]{1,49})\.json$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Whether a value is a commit's full id. */
export function isCommit(value: unknown): value is string {
  return typeof value === "string" && COMMIT.test(value);
}

const STATES: readonly string[] = ["started", "done", "abandoned"];

/** What the apply pipeline recorded, oldest first; undefined where this clone has no records. */
export function appliedRecords(repository: GitRepository): Outcome<readonly AppliedRecord[] | undefined> {
  const branch = RECORDS_BRANCHES.find((each) => repository.commit(each).ok);
  if (branch === undefined) return success(undefined);
  return attempt(function* () {
    const records: AppliedRecord[] = [];
    let before: string | undefined;
    for (const { commit, at } of yield* take(repository.firstParents(branch))) {
      for (const path of yield* take(changedRecords(repository, before, commit))) {
        const content = yield* take(repository.file(commit, path));
        const customer = APPLIED_FILE.exec(path)?.[1];
        if (customer === undefined || content === undefined) continue;
        const record = yield* take(readRecord(path, content));
        // a customer whose turn is to come: nothing was applied there
        if (record !== undefined) records.push({ at, customer, ...record });
      }
      before = commit;
    }
    return records;
  });
}

function changedRecords(
  repository: GitRepository,
  before: string | undefined,
  commit: string,
): Outcome<string[]> {
  const files: Outcome<readonly { readonly path: string }[]> =
    before === undefined ? repository.filesIn(commit, "applied") : repository.changedFiles(before, commit);
  return mapResult(files, (all) => all.map(({ path }) => path).filter((path) => APPLIED_FILE.test(path)));
}

function readRecord(
  path: string,
  content: Buffer,
): Outcome<Pick<AppliedRecord, "commit" | "state"> | undefined> {
  const text = decodeText(content, "arm-list");
  const parsed = text.ok ? parseJson(text.value) : text;
  const { commit, state } = parsed.ok && isObject(parsed.value) ? parsed.value : {};
  if (isCommit(commit) && state === "waiting") return success(undefined);
  if (isCommit(commit) && STATES.includes(String(state)))
    return success({ commit, state: state as AppliedRecord["state"] });
  const problem = `the record ${path} of the branch lighthouse-records cannot be read`;
  return failure("unreadable-input", problem, "restore the branch to the last commit of the apply pipeline");
}

/** Files that no definition can be made of, by their paths below the estate's root. Approvals are read by themselves. */
const NO_DEFINITION = /^approvals\/|\.(?:md|png|svg)$/i;

/** The same at the repository's root. */
const NO_DEFINITION_ANYWHERE = /^\.github\//i;

/** A commit that may have changed the definitions. `before` is its first parent. */
export interface DefiningCommit extends Omit<LoggedCommit, "files"> {
  readonly before: string | undefined;
}

/** Commits of a branch's first parents that may have changed the definitions, oldest first. */
export function definingCommits(
  repository: GitRepository,
  root: string,
  branch: string,
): Outcome<readonly DefiningCommit[]> {
  const below = repository
    .pathOf(root, ".")
    .replace(/\/?\.?$/, "/")
    .replace(/^\/$/, "");
  const cannotDefine = (path: string) =>
    NO_DEFINITION_ANYWHERE.test(path) ||
    NO_DEFINITION.test(path.startsWith(below) ? path.slice(below.length) : path);
  return mapResult(repository.firstParents(branch), (logged) =>
    logged.flatMap(({ commit, at, files }, index) =>
      files === undefined || files.some((path) => !cannotDefine(path))
        ? [{ commit, at, before: logged[index - 1]?.commit }]
        : [],
    ),
  );
}

/** Approvers of the files that a commit added since another. Their signatures are not verified again. */
export function approversOf(
  repository: GitRepository,
  root: string,
  { before, commit }: { readonly before: string | undefined; readonly commit: string },
): Promise<Outcome<readonly RecordedApprover[]>> {
  return attemptAsync(async function* () {
    if (before === undefined) return [];
    const folder = `${repository.pathOf(root, APPROVALS_FOLDER)}/`;
    const changed = yield* take(repository.changedFiles(before, commit));
    const added = changed.filter(
      ({ path, after }) => after !== undefined && path.startsWith(folder) && /\.ya?ml$/i.test(path),
    );
    const approvers: RecordedApprover[] = [];
    for (const { path } of added) {
      const content = yield* take(repository.file(commit, path));
      approvers.push(...(await approverIn(content ?? Buffer.alloc(0))));
    }
    return approvers.sort((a, b) => compareText(a.name, b.name));
  });
}

/** The part of a customer's change in an approval file. */
const CUSTOMER_PART = /^customer\/(.+)$/;

async function approverIn(content: Buffer): Promise<RecordedApprover[]> {
  const parsed = await parseCommitted(content, "approval");
  const { approver: name, parts } = parsed.ok && isObject(parsed.value) ? parsed.value : {};
  if (typeof name !== "string") return [];
  if (!isObject(parts)) return [{ name, customers: "all" }];
  return [{ name, customers: Object.keys(parts).flatMap((part) => CUSTOMER_PART.exec(part)?.[1] ?? []) }];
}
