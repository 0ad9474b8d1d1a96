import { resolve } from "node:path";
import { type AccessSide, sideOf } from "../access/access-side.ts";
import type { FoundNote } from "../access/found-access.ts";
import { type EstateFacts, FACTS_FORMAT } from "../delegation/estate-facts.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import type { AlignmentNote } from "../review/align-found.ts";
import type { FoundTenants } from "../review/base-names.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { alignedSides } from "./aligned-sides.ts";
import { KnownStacks } from "./known-stacks.ts";
import { loadFacts } from "./load-output.ts";
import { loadSide } from "./load-side.ts";
import type { LoadContext } from "./loaded-side.ts";
import { planOfOwner } from "./plan-owner.ts";

/** The sides to compare, and the source of names. */
export interface SidesRequest {
  /** @default - the definitions of the commit where this branch left the default branch */
  readonly before: string | undefined;
  /** @default - the definitions of this checkout; where the first side is a plan, that plan */
  readonly after: string | undefined;
  /** Output folder of the base, for its names, where the sides have none. */
  readonly names: string | undefined;
  /** The customer of the plan; or the only customers to compare. */
  readonly customers: readonly string[];
}

/** Two loaded sides, with their facts. */
export interface LoadedSides {
  readonly before: AccessSide;
  readonly after: AccessSide;
  /** The base side's facts; undefined where there are none. */
  readonly facts: EstateFacts | undefined;
  /** The change's facts, used only to point to files. */
  readonly changeFacts: EstateFacts | undefined;
  /** The plan that both sides were read from. */
  readonly plan: ReadPlan | undefined;
  /** What Azure's lists show beside access, and what the comparison with them leaves out. */
  readonly foundNotes: readonly (FoundNote | AlignmentNote)[];
  /** Managing tenants that are known beside those of the facts. */
  readonly tenants: FoundTenants | undefined;
  /** Names of the sides, as passed by the user. */
  readonly called: { readonly before: string; readonly after: string };
}

/** Loads the two sides of a request. They are two named ones, or a plan, which is both. */
export function loadSides(request: SidesRequest, context: LoadContext): Promise<Outcome<LoadedSides>> {
  const [customer] = request.customers;
  const stacks = new KnownStacks();
  return attemptAsync(async function* () {
    const before = request.before ?? (yield* take(branchPoint(context)));
    const first = yield* take(await loadSide(before, customer, context, stacks));
    if (first.kind === "plan") {
      if (request.after !== undefined) return yield* take(twoPlans());
      return yield* take(planSides(before, first.plan, request, context.folder));
    }
    const after = request.after ?? ".";
    const second = yield* take(await loadSide(after, customer, context, stacks));
    if (second.kind === "plan") return yield* take(twoPlans());
    const called = { before, after };
    const facts = (yield* take(namedFacts(request, context.folder))) ?? first.facts;
    return {
      ...(yield* take(
        alignedSides(first, second, { customers: request.customers, root: context.root, called }),
      )),
      facts: yield* take(known(facts, before)),
      changeFacts: second.facts,
      plan: undefined,
      called,
    };
  });
}

/** Where this branch left the default branch, as a side. */
function branchPoint({ repository }: LoadContext): Outcome<string> {
  return attempt(function* () {
    const git = yield* take(repository());
    return `git:${yield* take(git.mergeBase())}`;
  });
}

function planSides(
  name: string,
  read: ReadPlan,
  request: SidesRequest,
  folder: string,
): Outcome<LoadedSides> {
  return attempt(function* () {
    const facts = yield* take(known(yield* take(namedFacts(request, folder)), request.names ?? name));
    const plan = yield* take(planOfOwner(read, request.customers[0], facts));
    return {
      before: sideOf("plan", plan.before),
      after: sideOf("plan", plan.after),
      facts,
      changeFacts: undefined,
      plan,
      foundNotes: [],
      tenants: undefined,
      called: { before: `${name} (found)`, after: `${name} (planned)` },
    };
  });
}

/** Base's facts, which decisions and reports use. Refuses facts of a later format, which could have another meaning. */
function known(facts: EstateFacts | undefined, name: string): Outcome<EstateFacts | undefined> {
  if (facts?.format === undefined) return success(facts);
  const problem = `${name} has facts of format ${facts.format}, and this keeper knows formats to ${FACTS_FORMAT}`;
  return failure("unreadable-input", problem, "run the keeper that the base's commit has");
}

/** The facts of the output folder that was named for its names. */
function namedFacts({ names }: SidesRequest, folder: string): Outcome<EstateFacts | undefined> {
  return names === undefined ? success(undefined) : loadFacts(resolve(folder, names), names);
}

function twoPlans(): Outcome<never> {
  const fix = "name a plan alone, without another side";
  return failure("bad-arguments", "a plan is both sides by itself", fix);
}
