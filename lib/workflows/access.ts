import { type AccessSide, NO_ACCESS, sideOf } from "../access/access-side.ts";
import type { FoundNote } from "../access/found-access.ts";
import { KnownOperations } from "../capabilities/known-operations.ts";
import { type ReachCapabilities, reachCapabilities } from "../capabilities/reach-capabilities.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { RecordedDay } from "../history/recorded-access.ts";
import type { EstateReach } from "../reach/estate-reach.ts";
import { estateReach } from "../reach/reach-of.ts";
import { knownPrincipals, nameDirectoryOf } from "../review/base-names.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { type AccessAnswer, answerAccess } from "../review/reach.ts";
import { RoleMeaning } from "../review/role-meaning.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { type AccessOnDay, accessOnDay, type DayRequest, narrowedDay } from "./access-on.ts";
import { type AskedNames, accessQuestion } from "./access-question.ts";
import { foundTenants } from "./aligned-sides.ts";
import { cataloguesOf } from "./catalogues.ts";
import { recordsOf } from "./estate-records.ts";
import { loadSide } from "./load-side.ts";
import type { LoadContext, LoadedSide } from "./loaded-side.ts";
import { sideIsNoCustomer } from "./side-that-is-no-customer.ts";
import { placeOf, type World } from "./world.ts";

/** Request for the access to show. */
export interface AccessRequest extends AskedNames {
  /** Output folder, plan, state, folder of Azure's own lists, or definitions (`.`, `git:<revision>`). */
  readonly side: string;
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
  /** The day whose end is asked about, YYYY-MM-DD; then `side` does not count. @default - now */
  readonly on?: string | undefined;
  /** Folders of snapshots to compare the day with. @default - none */
  readonly from?: readonly string[] | undefined;
}

/** Access on one side, with its names. */
export interface AccessResult {
  readonly answer: AccessAnswer;
  readonly directory: NameDirectory;
  /** What Azure's lists show beside access. */
  readonly foundNotes: readonly FoundNote[];
  /** Capabilities of the queried principal, one for each of its reaches. Empty where the answer has no blast radius. */
  readonly capabilities: readonly ReachCapabilities[];
  /** Where the access of a day was read from. @default - no day was asked about */
  readonly on?: RecordedDay;
  /** What principals reach in the whole estate; worked out at its first use. */
  readonly reach: EstateReach;
}

/** Finds who can do what where, and the blast radius of a principal. */
export function queryAccess(request: AccessRequest, world: World): Promise<Outcome<AccessResult>> {
  return attemptAsync(async function* () {
    yield* take(sideIsNoCustomer(request.side, "access", world));
    const place = placeOf(world);
    const mayExecute = request.executeDefinitions || !world.continuousIntegration;
    const context = { ...place, keeper: world.keeper, mayExecute, gated: undefined };
    const day =
      request.on === undefined
        ? undefined
        : yield* take(await onDay({ day: request.on, from: request.from ?? [] }, context, world));
    const loaded: LoadedSide =
      day === undefined
        ? yield* take(await loadSide(request.side, request.customer, context))
        : { kind: "side", ...day };
    const { side, facts } = yield* take(answeringSide(loaded, request));
    const found = loaded.kind === "side" ? loaded.found : undefined;
    const tenants = found && foundTenants([{ found, facts }], recordsOf(place.root).managingTenants);
    // a revision is judged by its own catalogue, as in a review
    const named = day === undefined ? request.side : ".";
    const called = { before: named, after: named };
    const { catalogue } = yield* take(cataloguesOf({ ...place, commits: undefined, called }));
    const principals = knownPrincipals(facts, side);
    const question = yield* take(accessQuestion(request, askable(side, day?.on), principals, catalogue));
    const answer = answerAccess(side, question, new RoleMeaning(catalogue));
    return {
      answer,
      directory: nameDirectoryOf(catalogue, facts, side, tenants),
      foundNotes: found?.notes ?? [],
      capabilities: capabilitiesOf(answer, catalogue),
      ...(day === undefined ? {} : { on: narrowedDay(day.on, question) }),
      get reach() {
        return reachOf(side, answer, catalogue);
      },
    };
  });
}

async function onDay(
  request: DayRequest,
  { root, mayExecute, repository, folder }: LoadContext,
  { keeper, progress, today }: World,
): Promise<Outcome<AccessOnDay>> {
  const fix = "run keeper inside an estate; with --execute-definitions where a job holds no credential";
  if (root === undefined || !mayExecute)
    return failure("bad-arguments", "--on runs definitions of an earlier commit of the estate", fix);
  const opened = repository();
  if (!opened.ok) return opened;
  const done = (count: number, of: number) => progress("reading-history", count, of);
  const context = { repository: opened.value, root, folder, keeper, today, progress: done };
  return accessOnDay(request, context);
}

/** Adds customers of which nothing is known: a question may name them. */
function askable(side: AccessSide, on: RecordedDay | undefined): AccessSide {
  const known = new Set(side.customers.map(({ customer }) => customer));
  const others = (on?.unknown ?? []).filter(({ customer }) => !known.has(customer));
  return {
    ...side,
    customers: [...side.customers, ...others.map(({ customer }) => ({ ...NO_ACCESS, customer }))],
  };
}

/**
 * Reach of the principals of an answer. No reach is given for one customer, one role or a part of the estate. These are
 * not all that a principal has.
 */
function reachOf(
  side: AccessSide,
  { question, grants }: AccessAnswer,
  catalogue: RoleCatalogue,
): EstateReach {
  const { customer, roleDefinitionId } = question;
  const isNarrowed =
    customer !== undefined || roleDefinitionId !== undefined || side.selection !== "complete";
  return estateReach(side, grants, isNarrowed, catalogue);
}

function capabilitiesOf({ radius }: AccessAnswer, catalogue: RoleCatalogue): ReachCapabilities[] {
  if (radius === undefined) return [];
  const operations = new KnownOperations(catalogue);
  return radius.reaches.map(({ ways }) => reachCapabilities(ways, catalogue, operations));
}

/** The side with today's access. For a plan, what Terraform found; for the estate, all of it. */
function answeringSide(
  loaded: LoadedSide,
  { customer }: AccessRequest,
): Outcome<{ readonly side: AccessSide; readonly facts: EstateFacts | undefined }> {
  if (loaded.kind === "plan") return success({ side: sideOf("plan", loaded.plan.before), facts: undefined });
  const { side, facts } = loaded;
  if (side.source !== "synthesized" || side.selection === "complete" || customer !== undefined)
    return success({ side, facts });
  const problem = `the output holds only ${side.selection.join(", ")}, and no other customers`;
  return failure("bad-arguments", problem, "synthesize the whole estate (keeper synth), or name --customer");
}
