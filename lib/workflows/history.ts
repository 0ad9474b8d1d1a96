import type { AccessSide } from "../access/access-side.ts";
import { catalogueFile, readRoleCatalogue } from "../estate/role-catalogue-file.ts";
import { type AccessHistory, historyOf, type UnrecordedStretch } from "../history/periods.ts";
import type { NamedSnapshot, RecordedHistory } from "../history/recorded-access.ts";
import { type Sighting, withSightings } from "../history/sightings.ts";
import { knownPrincipals, nameDirectoryOf } from "../review/base-names.ts";
import type { KnownPrincipal } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import { accessQuestion } from "./access-question.ts";
import { recordsOf } from "./estate-records.ts";
import { fixOfName } from "./meant-name.ts";
import { acceptancesOf, endOfDay, named, pastDay, sightingsOf } from "./recorded-evidence.ts";
import {
  type CustomerWithoutRecord,
  customersWithoutRecord,
  type DatedCommit,
  definedCustomers,
  ranStates,
  recordedCommits,
} from "./recorded-states.ts";
import { placeOf, type World } from "./world.ts";

/** Whose history to show, and of which days. */
export interface HistoryRequest {
  /** A principal by its GUID or registered name. @default - all */
  readonly principal: string | undefined;
  /** A customer by its id. @default - all */
  readonly customer: string | undefined;
  /** First day, YYYY-MM-DD (UTC). @default - the beginning of the record */
  readonly since: string | undefined;
  /** Last day, YYYY-MM-DD (UTC). @default - today */
  readonly until: string | undefined;
  /** Folders of snapshots, relative to the working folder. */
  readonly from: readonly string[];
  /** Whether definitions may be run under continuous integration too. */
  readonly executeDefinitions: boolean;
}

/** Works out who had access from when until when. */
export function accessHistory(request: HistoryRequest, world: World): Promise<Outcome<RecordedHistory>> {
  return attemptAsync(async function* () {
    const { root, repository: open } = placeOf(world);
    if (root === undefined) return yield* take(noEstate());
    if (world.continuousIntegration && !request.executeDefinitions) return yield* take(notExecuted());
    const { since, until } = yield* take(daysOf(request, world.today));
    const repository = yield* take(open());
    const recorded = yield* take(recordedCommits(repository, root));
    const commits = within(recorded.commits, since, until);
    const progress = (done: number, of: number) => world.progress("reading-history", done, of);
    const context = { repository, root, keeper: world.keeper, progress };
    const { states, newest } = yield* take(await ranStates(commits, context));
    const catalogue = yield* take(readRoleCatalogue(catalogueFile(root)));
    const sightings = yield* take(sightingsOf(request.from, { root, folder: world.folder, states }));
    const recordedHistory = historyOf(states);
    const unrecorded = [
      ...recordedHistory.unrecorded,
      ...wholeStretches(
        commits,
        customersWithoutRecord(recorded, commits, definedCustomers(newest), recordsOf(root).tenants.keys()),
      ),
    ];
    const history = { ...recordedHistory, unrecorded };
    const known = [...history.customers, ...unrecorded.flatMap(({ customer }) => customer ?? [])];
    // a commit that could not be run may have defined any customer
    const isAnyPossible = unrecorded.some(({ why }) => why.kind === "not-run");
    if (request.customer !== undefined && !known.includes(request.customer) && !isAnyPossible)
      yield* take(unknownCustomer(request.customer, known));
    const side: AccessSide = newest?.side ?? { source: "definitions", selection: "complete", customers: [] };
    const principals = knownPrincipals(newest?.facts, side);
    const principalId = yield* take(principalOf(request.principal, side, principals, catalogue));
    const asked: AskedAccess = { customer: request.customer, principalId, since };
    const isOfTheseDays = ({ at }: NamedSnapshot) => at >= startOf(since) && at < endOfDay(until);
    const compared = sightings.filter(isOfTheseDays);
    const others = sightings.filter((each) => !isOfTheseDays(each));
    return {
      source: recorded.source,
      branch: recorded.branch,
      since,
      until,
      ...selected(history, compared, asked),
      acceptances: yield* take(acceptancesOf(context, request.customer)),
      snapshots: compared.map(named),
      otherSnapshots: others.map(named),
      directory: nameDirectoryOf(catalogue, newest?.facts, side),
    };
  });
}

function daysOf(
  { since, until }: HistoryRequest,
  today: string,
): Outcome<Pick<RecordedHistory, "since" | "until">> {
  const last = until === undefined ? success(today) : pastDay("--until", until, today);
  if (!last.ok || since === undefined) return last.ok ? success({ since, until: last.value }) : last;
  const first = pastDay("--since", since, last.value);
  return first.ok ? success({ since, until: last.value }) : first;
}

/** Milliseconds of the beginning of a day (UTC); 0 where the record decides. */
function startOf(since: string | undefined): number {
  return since === undefined ? 0 : Date.parse(`${since}T00:00:00Z`);
}

/** Stretches as long as the requested time. They are of customers without a record, or of all. */
function wholeStretches(
  commits: readonly DatedCommit[],
  withoutRecord: readonly CustomerWithoutRecord[],
): UnrecordedStretch[] {
  const ends = { from: undefined, until: undefined };
  if (commits.length === 0) return [{ customer: undefined, ...ends, why: { kind: "nothing-recorded-yet" } }];
  return withoutRecord.map((each) => ({ ...each, ...ends }));
}

interface AskedAccess {
  readonly customer: string | undefined;
  readonly principalId: string | undefined;
  readonly since: string | undefined;
}

/** What was asked for of a history. A stretch about all customers belongs to each of them. */
function selected(
  history: AccessHistory,
  sightings: readonly Sighting[],
  { customer, principalId, since }: AskedAccess,
): Pick<RecordedHistory, "periods" | "unrecorded" | "unexplained"> {
  const start = startOf(since);
  const isAsked = (each: string, principal: string) =>
    (customer ?? each) === each && (principalId ?? principal) === principal;
  const { periods, unexplained } = withSightings(history.periods, sightings);
  return {
    periods: periods.filter(
      (each) =>
        isAsked(each.customer, each.grant.principalId) && (each.until === undefined || each.until.at > start),
    ),
    unrecorded: history.unrecorded.filter(
      (each) =>
        (customer === undefined || each.customer === undefined || each.customer === customer) &&
        (each.until === undefined || each.until > start),
    ),
    unexplained: unexplained.filter((each) => isAsked(each.customer, each.grant.principalId)),
  };
}

/** Commits up to the last day. Of those before the first day, the ones in force on it. */
function within(
  commits: readonly DatedCommit[],
  since: string | undefined,
  until: string,
): readonly DatedCommit[] {
  const upTo = commits.filter(({ at }) => at < endOfDay(until));
  if (since === undefined) return upTo;
  const start = startOf(since);
  const before = upTo.filter(({ at }) => at <= start);
  // the last state of each customer, or of all of them
  const last = new Map(before.map((each) => [String(each.about), each]));
  const kept = new Set(last.values());
  return upTo.filter((each) => each.at > start || kept.has(each));
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A principal that is named by its GUID need not be one of today's. */
function principalOf(
  principal: string | undefined,
  side: AccessSide,
  principals: readonly KnownPrincipal[],
  catalogue: RoleCatalogue,
): Outcome<string | undefined> {
  if (principal !== undefined && GUID.test(principal)) return success(principal.toLowerCase());
  const names = { principal, customer: undefined, role: undefined };
  return mapResult(accessQuestion(names, side, principals, catalogue), ({ principalId }) => principalId);
}

function noEstate(): Outcome<never> {
  const problem = "there is no cdktf.json in this folder or above it";
  return failure("no-estate", problem, "run keeper inside an estate");
}

function notExecuted(): Outcome<never> {
  const problem = "a history runs definitions of earlier commits, which are programs";
  return failure("bad-arguments", problem, "pass --execute-definitions where this job holds no credential");
}

/** A customer that nothing was ever recorded of is no customer without access. */
function unknownCustomer(id: string, known: readonly string[]): Outcome<never> {
  const problem = `nothing is recorded of a customer ${JSON.stringify(id)}`;
  return failure(
    "unknown-customer",
    problem,
    fixOfName(id, known, "synthesize and commit, or let the apply pipeline record it"),
  );
}
