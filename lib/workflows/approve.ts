import { mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AccessSide } from "../access/access-side.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { decodeText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import { dayAfter, isDay, LONGEST_VALIDITY_DAYS } from "../gate/approval.ts";
import { APPROVALS_FOLDER, filledApproval, SHOWN_VALIDITY_DAYS } from "../gate/approval-file.ts";
import { principalsOfKey } from "../repository/allowed-signers.ts";
import type { ChangeCommits } from "../repository/change-files.ts";
import { signersOf } from "../repository/presented-approvals.ts";
import { readKeyFile, type SigningKeyFile, signApproval } from "../repository/sign-approval.ts";
import { verifySignature } from "../repository/verify-signature.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { objectAt } from "../values/json-object.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import type { Revisions } from "./change-commits.ts";
import { compareChange, type GateResult } from "./gate.ts";
import type { SidesRequest } from "./load-sides.ts";
import { placeOf, type World } from "./world.ts";

/** What to approve, and how. */
export interface ApproveRequest extends SidesRequest {
  readonly before: string;
  readonly revisions: Revisions;
  /** Key file, as `ssh-keygen -Y sign -f` takes it; relative to the working folder. */
  readonly key: string;
  /** Name in `allowed_signers`. @default - the key's first one */
  readonly approver: string | undefined;
  readonly reason: string | undefined;
  /** Last day, YYYY-MM-DD. @default - a week from today */
  readonly until: string | undefined;
  /** The digest that the platform shows: the change must have it. */
  readonly expected: string | undefined;
  /** Whether definitions may be run for a side. */
  readonly executeDefinitions: boolean;
}

/** An approval that is ready to be written and signed. */
export interface PreparedApproval {
  readonly result: GateResult;
  readonly approver: string;
  /** Below the estate's root. */
  readonly path: string;
  readonly text: string;
  readonly key: SigningKeyFile;
  /** Content of base's `allowed_signers`. */
  readonly signers: Buffer;
}

/**
 * Compares both sides as the gate does, and prepares the approval of exactly this change. Fails where the output is not
 * of `--head`, or where another digest is expected. Fails too where base does not know the key.
 */
export function prepareApproval(request: ApproveRequest, world: World): Promise<Outcome<PreparedApproval>> {
  return attemptAsync(async function* () {
    yield* take(checkExecution(request, world));
    const key = yield* take(readKeyFile(resolve(world.folder, request.key)));
    const author = { name: undefined, id: undefined };
    const asked = { ...request, author, platformApprovals: undefined, allowEmpty: false };
    const { result, commits } = yield* take(await compareChange(asked, world, request.executeDefinitions));
    yield* take(checkHead(result.after, commits));
    yield* take(checkExpected(result, request));
    const signers = yield* take(signersOf(commits));
    const approver = yield* take(approverOf(key, signers, request.approver));
    const until = yield* take(lastDay(request.until, world.today));
    const { path, text } = filledApproval(result.decision.digest, {
      approver,
      reason: request.reason,
      until,
    });
    return { result, approver, path, text, key, signers: signers ?? Buffer.alloc(0) };
  });
}

/**
 * Refuses definitions, unless they may be run. They are programs of the change's author, and the approver runs them.
 */
function checkExecution(
  { before, after = ".", ...request }: ApproveRequest,
  world: World,
): Outcome<undefined> {
  // a plan is both sides, in a file
  const isPlan = statSync(resolve(world.folder, before), { throwIfNoEntry: false })?.isFile() === true;
  const side = (isPlan ? [] : [before, after]).find((name) => name === "." || name.startsWith("git:"));
  if (side === undefined || request.executeDefinitions) return success(undefined);
  return attempt(function* () {
    const repository = yield* take(placeOf(world).repository());
    const commit = yield* take(repository.commit(side === "." ? "HEAD" : side.slice("git:".length)));
    const author = yield* take(repository.authorOf(commit));
    const problem = `${side} would run the definitions of ${commit.slice(0, 12)} by ${author} here, as you`;
    const fix = "hand over the output that the pipeline made, or pass --execute-definitions";
    return yield* take(failure("bad-arguments", problem, fix));
  });
}

/** Writes the approval and its signature, and verifies it as the gate does. Removes both where it does not count. */
export function writeApproval(
  { result, path, text, key, signers }: PreparedApproval,
  { today }: World,
): Outcome<readonly string[]> {
  const file = join(result.root, path);
  const remove = () => {
    for (const each of [file, `${file}.sig`]) rmSync(each, { force: true });
  };
  return attempt(function* () {
    try {
      mkdirSync(join(result.root, APPROVALS_FOLDER), { recursive: true });
      // ssh-keygen asks before it overwrites a signature
      remove();
      writeFileAtomically(file, text);
    } catch (error) {
      const fix = "make the folder approvals/ writable";
      return yield* take(
        failure("output-not-writable", `${path} cannot be written: ${reasonOf(error)}`, fix),
      );
    }
    const signed = signApproval(file, key);
    const check = signed.ok ? verifySignature(Buffer.from(text), signed.value, signers, today) : undefined;
    if (check?.kind === "verified") return [path, `${path}.sig`];
    remove();
    yield* take(signed);
    const why = check === undefined ? "" : `: ${check.why}`;
    const fix = "correct the key's line in allowed_signers, in a change of its own";
    return yield* take(failure("unreadable-input", `the gate would not count the signature${why}`, fix));
  });
}

/**
 * Whether synthesized output can be of a commit. It can where it has the customers and subscriptions of the commit's
 * lock. An output does not contain its commit.
 */
function checkHead(after: AccessSide, { repository, head, root }: ChangeCommits): Outcome<undefined> {
  if (after.source !== "synthesized") return success(undefined);
  return attempt(function* () {
    const file = yield* take(repository.file(head, repository.pathOf(root, LOCK_FILE)));
    const text = file === undefined ? undefined : decodeText(file, "lock");
    const lock = text?.ok === true ? parseJson(text.value) : undefined;
    const locked = objectAt(lock?.ok === true ? lock.value : undefined, "customers");
    const other = after.customers.find(({ customer, subscriptionIds }) => {
      const known = Object.keys(objectAt(locked, customer, "subscriptions"));
      return known.sort().join() !== [...subscriptionIds].sort().join();
    });
    const gone = Object.keys(locked).find((id) => !after.customers.some(({ customer }) => customer === id));
    const differing = other?.customer ?? gone;
    if (differing === undefined) return undefined;
    const problem = `the output is not of --head: its customer ${JSON.stringify(differing)} is another one in ${LOCK_FILE} of that commit`;
    const fix = "hand over the output that the pipeline made of --head";
    return yield* take(failure("bad-arguments", problem, fix));
  });
}

function checkExpected({ decision }: GateResult, { expected }: ApproveRequest): Outcome<undefined> {
  const { change } = decision.digest;
  if (expected === undefined || expected === change) return success(undefined);
  const problem = `the platform shows ${JSON.stringify(expected.slice(0, 80))}, and this change is ${change}`;
  return failure("bad-arguments", problem, "do not approve: find out which of the two is wrong");
}

function approverOf(
  { key, file }: SigningKeyFile,
  signers: Buffer | undefined,
  wanted: string | undefined,
): Outcome<string> {
  const names = signers === undefined ? [] : principalsOfKey(signers.toString("utf8"), key);
  const name = wanted === undefined ? names[0] : names.find((each) => each === wanted);
  if (name !== undefined) return success(name);
  const known = names.length === 0 ? "no line for" : `other names for: ${names.join(", ")}:`;
  const fix = "add your line to allowed_signers, in a change of its own";
  return failure("bad-arguments", `base's allowed_signers has ${known} the key ${file}`, fix);
}

function lastDay(until: string | undefined, today: string): Outcome<string> {
  if (!isDay(today)) return failure("bad-arguments", "today's date is unknown", "set the clock");
  if (until === undefined) return success(dayAfter(today, SHOWN_VALIDITY_DAYS));
  const latest = dayAfter(today, LONGEST_VALIDITY_DAYS);
  if (isDay(until) && until >= today && until <= latest) return success(until);
  const problem = `--until ${JSON.stringify(until)} is not a day from ${today} to ${latest}`;
  return failure("bad-arguments", problem, `write --until ${dayAfter(today, SHOWN_VALIDITY_DAYS)}`);
}
