import type { AccessSide } from "../access/access-side.ts";
import type { Advice } from "../advice/advice.ts";
import { adviceOn, sortAdvice } from "../advice/advise.ts";
import { grownReach } from "../advice/grown-reach.ts";
import { namedRole } from "../advice/named-role.ts";
import { narrowestCombinations } from "../advice/narrowest-combinations.ts";
import { narrowestRoles, type Want } from "../advice/narrowest-roles.ts";
import type { ProposedAdvice, ShownAdvice, WantedRoles } from "../advice/proposal.ts";
import { useOf } from "../advice/use.ts";
import { readWant } from "../advice/written-want.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { findEstate } from "../estate/find-estate.ts";
import { knownPrincipals, nameDirectoryOf } from "../review/base-names.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Estate } from "../rules/estate.ts";
import { publishedVersionChanged } from "../rules/published-version-changed.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { sideOfEstate } from "./definition-side.ts";
import { soundEstate } from "./edited-definitions.ts";
import { loadActivity, loadMembers } from "./load-activity.ts";
import { loadSide } from "./load-side.ts";
import { customersAreKnown } from "./meant-name.ts";
import { ProposedMends } from "./proposed-mends.ts";
import { placeOf, type World } from "./world.ts";

/** Request for advice on an estate. */
export interface AdviseRequest {
  /** Ids of customers; empty for all. */
  readonly customers: readonly string[];
  /** Capabilities or operations that roles must allow, as written by the user. */
  readonly wants: readonly string[];
  /** Files with activity logs, relative to the working folder. */
  readonly activity: readonly string[];
  /** A file with dated lists of members. @default - members are not known */
  readonly members: string | undefined;
  /** A revision to compare the reach of principals with. @default - it is not compared */
  readonly since: string | undefined;
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
}

/** Rules that an edit may break before `keeper new version` makes it the next version. They do not stop advice. */
const OF_RECORD: ReadonlySet<string> = new Set([publishedVersionChanged.code]);

/** Finds what could be narrower, safer or shorter in the estate around the working folder. Changes nothing. */
export function advise(request: AdviseRequest, world: World): Promise<Outcome<ShownAdvice>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const wants = yield* take(wantsOf(request.wants));
    const { estate } = yield* take(await soundEstate(folders, world, OF_RECORD));
    yield* take(customersAreKnown(request.customers, estate));
    const { catalogue } = estate;
    const members = yield* take(loadMembers(request.members, world.folder));
    const logs = yield* take(loadActivity(request.activity, world.folder));
    const { side, facts } = sideOfEstate(estate, folders.root);
    const use = logs && useOf(logs.events, side.customers, members, catalogue);
    const grown = yield* take(await grownSince(request, side, { catalogue, facts }, world));
    const { customers } = request;
    const advice = sortAdvice([...adviceOn(estate, { customers, wants, members, use }), ...grown]);
    const mends = new ProposedMends(estate, folders.root);
    const proposed: ProposedAdvice[] = [];
    for (const each of advice) proposed.push({ advice: each, mend: yield* take(mends.of(each)) });
    return {
      advice: proposed,
      wanted: wants.length === 0 ? undefined : wantedRoles(wants, estate),
      activity:
        logs === undefined || use === undefined
          ? undefined
          : { use, entries: logs.entries, leftOut: logs.leftOut, cut: logs.cut, membersOn: members?.date },
      directory: nameDirectoryOf(catalogue, facts, side),
      catalogueDate: catalogue.date,
    };
  });
}

/** Principals that reach more than at a revision. Its definitions run in a separate process. */
function grownSince(
  { since, customers, executeDefinitions }: AdviseRequest,
  after: AccessSide,
  { catalogue, facts }: { readonly catalogue: RoleCatalogue; readonly facts: EstateFacts },
  world: World,
): Promise<Outcome<Advice[]>> {
  return attemptAsync(async function* () {
    if (since === undefined) return [];
    const mayExecute = executeDefinitions || !world.continuousIntegration;
    const context = { ...placeOf(world), keeper: world.keeper, mayExecute, gated: undefined };
    const loaded = yield* take(await loadSide(`git:${since}`, undefined, context));
    if (loaded.kind === "plan") throw new Error("a revision is not a plan");
    const principals = knownPrincipals(facts, after);
    return grownReach(loaded.side, after, { since, catalogue, principals, customers });
  });
}

function wantsOf(texts: readonly string[]): Outcome<Want[]> {
  return attempt(function* () {
    const wants: Want[] = [];
    for (const text of texts) {
      const want = readWant(text);
      wants.push(
        want.ok ? want.value : yield* take(failure("bad-arguments", want.error.problem, want.error.fix)),
      );
    }
    return wants;
  });
}

function wantedRoles(wants: readonly Want[], { catalogue }: Estate): WantedRoles {
  return {
    wants,
    roles: narrowestRoles(wants, catalogue).map((each) => ({
      ...namedRole(each.role),
      knownOperations: each.size,
    })),
    combinations: narrowestCombinations(wants, catalogue)?.map(({ roles, size }) => ({
      roles: roles.map(({ role }) => namedRole(role)),
      knownOperations: size,
    })),
  };
}
