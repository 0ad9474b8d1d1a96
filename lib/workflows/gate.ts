import { resolve } from "node:path";
import type { SeenDeviation } from "../delegation/deviation.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { Problem, Read } from "../documents/problem.ts";
import { problemText } from "../documents/problem-text.ts";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import { gainingCustomers } from "../gate/acceptance-reasons.ts";
import { type ApprovalFile, approvalFile } from "../gate/approval-file.ts";
import type { Author } from "../gate/author.ts";
import { type Decision, decide } from "../gate/decide.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { type PlatformApproval, readPlatformApprovals } from "../gate/platform-approvals.ts";
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
import { presentedAcceptances } from "../repository/presented-acceptances.ts";
import { hasSigners, presentedApprovals } from "../repository/presented-approvals.ts";
import { takenBackRecords } from "../repository/taken-back-records.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, mapResult, success, take } from "../values/result.ts";
import { changeCommits, providerLocks, type Revisions } from "./change-commits.ts";
import { type ComparedSides, compareNamedSides, shownNames } from "./compare-sides.ts";
import { loadFacts } from "./load-output.ts";
import type { SidesRequest } from "./load-sides.ts";
import { snapshotDeviations } from "./snapshot-deviations.ts";
import { placeOf, type World } from "./world.ts";

/** Request for a decision on a change. */
export interface GateRequest extends SidesRequest {
  readonly before: string;
  /** The revisions that policy, approvals, catalogues and names are read from. */
  readonly revisions: Revisions;
  readonly author: Author;
  /** File with the platform's reviews of the change; relative to the working folder. */
  readonly platformApprovals: string | undefined;
  /** Folder of a snapshot, which says whether deviations still hold; relative to the working folder. @default - none */
  readonly from?: string | undefined;
  /**
   * Folder with the `facts.json` of the change that a plan belongs to. Relative to the working folder.
   * @default - base's deviations
   */
  readonly deviations?: string | undefined;
  /** Whether an estate without customers is intended. */
  readonly allowEmpty: boolean;
}

/** A policy, and whether it is base's own or the shipped one. */
export interface SourcedPolicy {
  readonly source: "base" | "shipped";
  readonly policy: Policy;
}

/** A decision, with everything that its report needs. */
export interface GateResult extends SourcedPolicy, ComparedSides {
  /** The estate's root in the work tree. */
  readonly root: string;
  readonly decision: Decision;
  /** The approval file of this change, to fill in. */
  readonly file: ApprovalFile;
}

/** Decides on a change by base's policy. Never runs a definition. */
export async function decideChange(request: GateRequest, world: World): Promise<Outcome<GateResult>> {
  return mapResult(await compareChange(request, world, false), ({ result }) => result);
}

/**
 * Compares a change and decides on it, as far as possible without future approvals.
 *
 * @param runsDefinitions whether a side may be definitions, which are programs; the gate's never are
 */
export function compareChange(
  request: GateRequest,
  world: World,
  runsDefinitions: boolean,
): Promise<Outcome<{ readonly result: GateResult; readonly commits: ChangeCommits }>> {
  return attemptAsync(async function* () {
    const place = placeOf(world);
    const { root } = yield* take(findEstate(world.folder, undefined));
    const commits = { ...(yield* take(changeCommits(request.revisions, place.repository))), root };
    const gated = runsDefinitions ? undefined : { locks: yield* take(providerLocks(commits, root)) };
    const context = { ...place, keeper: world.keeper, mayExecute: runsDefinitions, gated };
    const sides = yield* take(await compareNamedSides(request, commits, context));
    yield* take(checkHistory(commits));
    const policy = yield* take(await basePolicy(commits));
    const decision = yield* take(await decisionOn(sides, commits, policy.policy, request, world));
    const file = approvalFile(decision.digest, world.today);
    return { result: { ...sides, ...policy, called: shownNames(sides), root, decision, file }, commits };
  });
}

function decisionOn(
  sides: ComparedSides,
  commits: ChangeCommits,
  policy: Policy,
  { author, platformApprovals, allowEmpty, from, deviations }: GateRequest,
  { today, folder }: World,
): Promise<Outcome<Decision>> {
  return attemptAsync(async function* () {
    const { review, before, directory, catalogue, changeCatalogue, facts, changeFacts, plan } = sides;
    const changePolicy = yield* take(await policyAt(commits, "head"));
    const unexpectedlyEmpty = yield* take(emptySides(sides, commits));
    const signersKnown = yield* take(hasSigners(commits));
    const files = yield* take(toolingFiles(commits));
    const readUnsigned = policy.unsignedApprovals?.platformEnforcesCodeOwners === true;
    const approvals = yield* take(await presentedApprovals(commits, { today, readUnsigned }));
    const reviews = yield* take(reviewsOf(platformApprovals, folder, commits.head));
    const deviationFacts = yield* take(factsOfDeviations(deviations, sides, folder));
    const place = { today, folder, root: commits.root };
    const seen = yield* take(deviationsIn(from, sides, deviationFacts, place));
    const acceptances = yield* take(presentedAcceptances(commits, gainingCustomers(review), today));
    const takenBack = yield* take(takenBackRecords(commits));
    return decide({
      review,
      before,
      directory,
      catalogue,
      changeCatalogue,
      facts,
      changeFacts,
      deviationFacts,
      acceptances,
      seenDeviations: seen,
      takenBack,
      files,
      policy,
      approvals,
      author,
      reviews,
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

/** The facts that name the deviations of a change. A plan has none of its own: they are named, or base's. */
function factsOfDeviations(
  named: string | undefined,
  { plan, facts, changeFacts }: ComparedSides,
  folder: string,
): Outcome<EstateFacts | undefined> {
  if (named === undefined) return success(changeFacts ?? facts);
  if (plan !== undefined) return loadFacts(resolve(folder, named), named);
  return failure(
    "bad-arguments",
    "--deviations belongs to a plan: an output folder names its own deviations",
    "leave --deviations out",
  );
}

/** What a snapshot shows of the change's deviations; undefined without one. */
function deviationsIn(
  from: string | undefined,
  { after, catalogue }: ComparedSides,
  facts: EstateFacts | undefined,
  { root, ...place }: Pick<World, "today" | "folder"> & Pick<ChangeCommits, "root">,
): Outcome<readonly SeenDeviation[] | undefined> {
  if (from === undefined) return success(undefined);
  return snapshotDeviations(from, { side: after, facts, catalogue, root }, place);
}

/** Accounts that approve exactly this change on the platform; none where nothing was handed over. */
function reviewsOf(file: string | undefined, folder: string, head: string): Outcome<PlatformApproval[]> {
  if (file === undefined) return success([]);
  const fix = "hand over what gh api --paginate --slurp repos/{owner}/{repo}/pulls/{number}/reviews prints";
  const document = readJsonFile(resolve(folder, file), "platform-approvals", NAMED);
  if (!document.ok)
    return failure("unreadable-input", `${file} cannot be read: ${document.error.reason}`, fix);
  const read = readPlatformApprovals(document.value, head);
  if (read.ok) return read;
  const problems = read.error.slice(0, 3).map((problem) => problemText(problem, "the file"));
  return failure("unreadable-input", `${file} is not a list of reviews: ${problems.join("; ")}`, fix);
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
