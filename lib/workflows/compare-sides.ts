import { resolve } from "node:path";
import { type AccessSide, sideOf } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { decodeText } from "../documents/decode-text.ts";
import { findEstate } from "../estate/find-estate.ts";
import { PROVIDER_LOCK_FILE } from "../formats/stack/manifest.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { incomparableText } from "../report/review/describe-review.ts";
import type { Commits } from "../repository/change-files.ts";
import { GitRepository } from "../repository/git.ts";
import type { AccessReview } from "../review/access-change.ts";
import { nameDirectoryOf } from "../review/base-names.ts";
import { compareSides } from "../review/compare.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { cataloguesOf } from "./catalogues.ts";
import type { LoadedSide } from "./load-document.ts";
import { loadFacts } from "./load-output.ts";
import { type LoadContext, loadSide } from "./load-side.ts";
import { planOfOwner } from "./plan-owner.ts";

/** Which sides to compare, and by whose names and catalogue. */
export interface SidesRequest {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Revision whose catalogue judges. @default - the estate's own, or the shipped one */
  readonly base: string | undefined;
  /** Revision of the change, whose catalogue is compared with the base's. */
  readonly head: string | undefined;
  /** Output folder of the base, for its names, where the sides bring none. */
  readonly names: string | undefined;
  /** Whose plan it is; or the only customers to compare. */
  readonly customers: readonly string[];
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
  /** Whether it is to be decided on: see {@link LoadContext}. */
  readonly gated: boolean;
}

/** What loading sides needs to know of the process. */
export interface SidesContext {
  /** The working folder. */
  readonly folder: string;
  /** Environment variables, for git. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The command that starts this keeper once more. */
  readonly keeper: readonly string[];
  readonly continuousIntegration: boolean;
}

/** Two compared sides, with everything that tells about them. */
export interface ComparedSides {
  readonly review: AccessReview;
  readonly before: AccessSide;
  readonly after: AccessSide;
  readonly directory: NameDirectory;
  /** The base side's facts; undefined where nothing brought any. */
  readonly facts: EstateFacts | undefined;
  /** What the change says of its customers' files: for pointing there, and nothing else. */
  readonly changeFacts: EstateFacts | undefined;
  readonly catalogue: RoleCatalogue;
  /** How the sides were named. */
  readonly called: { readonly before: string; readonly after: string };
  readonly plan: ReadPlan | undefined;
  /** The repository with the commits of base and head, where they were named. */
  readonly commits: Commits | undefined;
}

/** Loads both sides and compares them; nothing of the change decides how. */
export async function compareNamedSides(
  request: SidesRequest,
  world: SidesContext,
): Promise<Outcome<ComparedSides>> {
  const estate = findEstate(world.folder, undefined);
  const root = estate.ok ? estate.value.root : undefined;
  const repository = () => GitRepository.of(root ?? world.folder, world.environment);
  const commits = commitsOf(request, repository);
  if (!commits.ok) return commits;
  const locks = request.gated ? providerLocks(commits.value, root) : success(undefined);
  if (!locks.ok) return locks;
  const [customer] = request.customers;
  const context: LoadContext = {
    folder: world.folder,
    root,
    customer,
    mayExecute: request.executeDefinitions || !world.continuousIntegration,
    gated: locks.value === undefined ? undefined : { locks: locks.value },
    repository,
    keeper: world.keeper,
  };
  const sides = await loadBoth(request, context);
  if (!sides.ok) return sides;
  const { called } = sides.value;
  const catalogues = cataloguesOf({ commits: commits.value, called, repository, root });
  if (!catalogues.ok) return catalogues;
  const facts = factsOf(request, sides.value, world.folder);
  if (!facts.ok) return facts;
  return compared(request, sides.value, { commits: commits.value, facts: facts.value, ...catalogues.value });
}

interface BothSides {
  readonly before: AccessSide;
  readonly after: AccessSide;
  readonly facts: EstateFacts | undefined;
  readonly changeFacts: EstateFacts | undefined;
  readonly plan: ReadPlan | undefined;
  readonly called: { readonly before: string; readonly after: string };
}

async function loadBoth(request: SidesRequest, context: LoadContext): Promise<Outcome<BothSides>> {
  const { before, after } = request;
  const first = before === undefined ? defaultBefore(context.repository) : success(before);
  if (!first.ok) return first;
  const loaded = await loadSide(first.value, context);
  if (!loaded.ok) return loaded;
  if (loaded.value.kind === "plan")
    return after === undefined ? planSides(first.value, loaded.value.plan, request, context) : twoPlans();
  const second = after ?? ".";
  const other: Outcome<LoadedSide> = await loadSide(second, context);
  if (!other.ok) return other;
  if (other.value.kind === "plan") return twoPlans();
  const called = { before: first.value, after: second };
  return success({
    before: loaded.value.side,
    after: other.value.side,
    facts: loaded.value.facts,
    changeFacts: other.value.facts,
    plan: undefined,
    called,
  });
}

function defaultBefore(repository: () => Outcome<GitRepository>): Outcome<string> {
  const git = repository();
  if (!git.ok) return git;
  const base = git.value.mergeBase();
  return base.ok ? success(`git:${base.value}`) : base;
}

function planSides(
  name: string,
  read: ReadPlan,
  { names }: SidesRequest,
  { customer, folder }: LoadContext,
): Outcome<BothSides> {
  const facts = names === undefined ? success(undefined) : loadFacts(resolve(folder, names), names);
  if (!facts.ok) return facts;
  const owned = planOfOwner(read, customer, facts.value);
  if (!owned.ok) return owned;
  const plan = owned.value;
  const called = { before: `${name} (found)`, after: `${name} (planned)` };
  return success({
    before: sideOf("plan", plan.before),
    after: sideOf("plan", plan.after),
    facts: facts.value,
    changeFacts: undefined,
    plan,
    called,
  });
}

function twoPlans<T>(): Outcome<T> {
  return failure(
    "bad-arguments",
    "a plan is both sides by itself",
    "name a plan alone, without another side",
  );
}

function commitsOf(
  { base, head }: SidesRequest,
  repository: () => Outcome<GitRepository>,
): Outcome<Commits | undefined> {
  if (base === undefined && head === undefined) return success(undefined);
  if (base === undefined || head === undefined)
    return failure(
      "bad-arguments",
      "one of --base and --head is missing",
      "name both revisions of the change",
    );
  const git = repository();
  if (!git.ok) return git;
  const [from, to] = [git.value.commit(base), git.value.commit(head)];
  if (!from.ok) return from;
  if (!to.ok) return to;
  return success({ repository: git.value, base: from.value, head: to.value });
}

/** The provider locks of the two commits' roots, which are files of the change like others. */
function providerLocks(commits: Commits | undefined, root: string | undefined): Outcome<string[]> {
  if (commits === undefined || root === undefined) return success([]);
  const { repository, base, head } = commits;
  const path = repository.pathOf(root, PROVIDER_LOCK_FILE);
  const [before, after] = [repository.file(base, path), repository.file(head, path)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const present = [before.value, after.value].filter((lock) => lock !== undefined);
  // one that is no text is beside no stack that is read
  const texts = present.map((lock) => decodeText(lock, "provider-lock"));
  return success(texts.flatMap((text) => (text.ok ? [text.value] : [])));
}

function factsOf(
  { names }: SidesRequest,
  { facts, plan }: BothSides,
  folder: string,
): Outcome<EstateFacts | undefined> {
  return names === undefined || plan !== undefined
    ? success(facts)
    : loadFacts(resolve(folder, names), names);
}

function compared(
  { customers }: SidesRequest,
  sides: BothSides,
  known: {
    readonly commits: Commits | undefined;
    readonly facts: EstateFacts | undefined;
    readonly catalogue: RoleCatalogue;
    readonly changeCatalogue?: RoleCatalogue;
  },
): Outcome<ComparedSides> {
  const { catalogue, changeCatalogue, facts, commits } = known;
  const { before, after, plan, called, changeFacts } = sides;
  const result = compareSides(before, after, {
    catalogue,
    ...(changeCatalogue === undefined ? {} : { changeCatalogue }),
    ...(plan === undefined ? {} : { replaced: asSets(plan) }),
    ...(customers.length === 0 || plan !== undefined ? {} : { customers }),
  });
  if (!result.ok)
    return failure(
      "bad-arguments",
      incomparableText(result.error),
      "compare two complete outputs, or name customers that both sides have (--customer)",
    );
  const directory = nameDirectoryOf(catalogue, facts, before);
  return success({
    review: result.value,
    before,
    after,
    directory,
    facts,
    changeFacts,
    catalogue,
    called,
    plan,
    commits,
  });
}

function asSets({ replaced }: ReadPlan) {
  return {
    registrationDefinitionIds: new Set(replaced.registrationDefinitionIds),
    registrationAssignmentIds: new Set(replaced.registrationAssignmentIds),
  };
}
