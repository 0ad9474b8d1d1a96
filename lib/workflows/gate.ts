import type { Problem, Read } from "../documents/problem.ts";
import { problemText } from "../documents/problem-text.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type ApprovalFile, approvalFile } from "../gate/approval-file.ts";
import { type Decision, decide } from "../gate/decide.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { DEFAULT_POLICY, type Policy } from "../gate/policy.ts";
import { repairProblems } from "../gate/policy-repair.ts";
import {
  type ChangeCommits,
  checkHistory,
  definesCustomers,
  policyAt,
  policyPath,
  toolingFiles,
} from "../repository/change-files.ts";
import { hasSigners, presentedApprovals } from "../repository/presented-approvals.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { changeCommits, providerLocks, type Revisions } from "./change-commits.ts";
import { type ComparedSides, compareNamedSides } from "./compare-sides.ts";
import type { SidesRequest } from "./load-sides.ts";
import { placeOf, type World } from "./world.ts";

/** Request for a decision on a change. */
export interface GateRequest extends SidesRequest {
  readonly before: string;
  /** The revisions that policy, approvals, catalogues and names are read from. */
  readonly revisions: Revisions;
  /** The platform's name of the change's author; undefined where the platform gives none. */
  readonly author: string | undefined;
  /** Whether an estate without customers is intended. */
  readonly allowEmpty: boolean;
}

/** A policy, and whether it is base's own or the shipped one. */
export interface SourcedPolicy {
  readonly source: "base" | "shipped";
  readonly policy: Policy;
}

/** A decision, with everything that its report needs. */
export interface GateResult extends SourcedPolicy {
  readonly decision: Decision;
  /** Base's names. */
  readonly directory: NameDirectory;
  /** The approval file of this change, to fill in. */
  readonly file: ApprovalFile;
}

/** Decides on a change by base's policy. Never runs a definition. */
export function decideChange(request: GateRequest, world: World): Promise<Outcome<GateResult>> {
  return attemptAsync(async function* () {
    const place = placeOf(world);
    const { root } = yield* take(findEstate(world.folder, undefined));
    const commits = { ...(yield* take(changeCommits(request.revisions, place.repository))), root };
    const locks = yield* take(providerLocks(commits, root));
    const context = { ...place, keeper: world.keeper, mayExecute: false, gated: { locks } };
    const sides = yield* take(await compareNamedSides(request, commits, context));
    yield* take(checkHistory(commits));
    const policy = yield* take(await basePolicy(commits));
    const decision = yield* take(await decisionOn(sides, commits, policy.policy, request, world.today));
    const file = approvalFile(decision.digest, world.today);
    return { ...policy, decision, directory: sides.directory, file };
  });
}

function decisionOn(
  sides: ComparedSides,
  commits: ChangeCommits,
  policy: Policy,
  { author, allowEmpty }: GateRequest,
  today: string,
): Promise<Outcome<Decision>> {
  return attemptAsync(async function* () {
    const { review, before, directory, catalogue, facts, plan } = sides;
    const changePolicy = yield* take(await policyAt(commits, "head"));
    const unexpectedlyEmpty = yield* take(emptySides(sides, commits));
    const signersKnown = yield* take(hasSigners(commits));
    const files = yield* take(toolingFiles(commits));
    const approvals = yield* take(await presentedApprovals(commits, today));
    return decide({
      review,
      before,
      directory,
      catalogue,
      facts,
      files,
      policy,
      approvals,
      author,
      today,
      estateSize: Object.keys(facts?.customers ?? {}).length,
      partial: plan !== undefined,
      unexpectedlyEmpty,
      allowEmpty,
      changePolicyProblems: policyProblems(changePolicy, commits, files, sides),
      signersKnown,
    });
  });
}

/** Problems of the change's policy; an unchanged policy is not checked. */
function policyProblems(
  changePolicy: Read<Policy> | undefined,
  commits: ChangeCommits,
  files: readonly ChangedFile[],
  { catalogue, facts }: ComparedSides,
): readonly string[] {
  if (changePolicy === undefined) return [];
  if (!changePolicy.ok) return changePolicy.error.map(policyProblem);
  const path = policyPath(commits);
  if (!files.some((each) => each.path === path)) return [];
  return repairProblems(changePolicy.value, path, { catalogue, facts, changing: [] }).map(policyProblem);
}

/** Sides without customers although their commits define some: a failed synthesis, or a wrong folder. */
function emptySides(
  { before, after }: ComparedSides,
  commits: ChangeCommits,
): Outcome<("before" | "after")[]> {
  return attempt(function* () {
    const empty: ("before" | "after")[] = [];
    if (before.customers.length === 0 && (yield* take(definesCustomers(commits, commits.base))))
      empty.push("before");
    if (after.customers.length === 0 && (yield* take(definesCustomers(commits, commits.head))))
      empty.push("after");
    return empty;
  });
}

async function basePolicy(commits: ChangeCommits): Promise<Outcome<SourcedPolicy>> {
  const found = await policyAt(commits, "base");
  if (!found.ok) return found;
  if (found.value === undefined) return success({ source: "shipped", policy: DEFAULT_POLICY });
  if (found.value.ok) return success({ source: "base", policy: found.value.value });
  return failure(
    "unreadable-input",
    `base's policy.yaml is not valid: ${found.value.error.map(policyProblem).join("; ")}`,
    "have an administrator merge a change that corrects it, past this gate; docs/policy.md shows the form",
  );
}

function policyProblem(problem: Problem): string {
  return problemText(problem, "the file");
}
