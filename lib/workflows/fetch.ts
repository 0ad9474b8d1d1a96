import { createHash } from "node:crypto";
import paths, { resolve } from "node:path";
import { askSubscriptions, type SubscriptionAnswer } from "../azure/ask-subscriptions.ts";
import { askTenants, type TenantAnswer, type TenantToAsk } from "../azure/ask-tenants.ts";
import { Budgets, READS } from "../azure/budget.ts";
import type { Connection } from "../azure/connection.ts";
import { findDisagreements } from "../azure/disagreements.ts";
import { type Identity, openIdentity } from "../azure/identity.ts";
import { type SubscriptionToAsk, subscriptionsToAsk } from "../azure/subscriptions-to-ask.ts";
import { DELEGATIONS_VERSION } from "../delegation/azure-limits.ts";
import { openSnapshotFolder, type SnapshotFolder } from "../estate/snapshot-folder.ts";
import type { AskedPart, NotRead, NotReadCode } from "../formats/snapshot/not-read.ts";
import { type NotReadPlace, notReadFix, placeOfSubscription } from "../formats/snapshot/not-read-fix.ts";
import { type Snapshot, snapshotText } from "../formats/snapshot/snapshot.ts";
import { joinedList, listDigest, listText } from "../formats/snapshot/snapshot-lists.ts";
import { canonical } from "../values/canonical-json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { pathBelow } from "../values/path-below.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { type FetchNames, type FetchTargets, fetchTargets } from "./fetch-targets.ts";
import type { World } from "./world.ts";

/** What to fetch, and where to. */
export interface FetchRequest extends FetchNames {
  /** Folder of the snapshot, relative to the working folder. @default - `azure`, in a sandbox below its folder */
  readonly output: string | undefined;
  /** Whether `createdBy` and `lastModifiedBy` are kept. */
  readonly withPeople: boolean;
  /** Whether the activity logs of the managing tenants are read too. @default - they are not */
  readonly withActivityLog?: boolean;
}

/** A snapshot that was written. */
export interface Fetched {
  readonly snapshot: Snapshot;
  /** Its folder, relative to the working folder where it is below it. */
  readonly folder: string;
  readonly definitions: number;
  readonly assignments: number;
  /** How many subscriptions an unfinished fetch had read. */
  readonly resumed: number;
}

/** Reads the delegations of a fleet from Azure, and writes them as a snapshot. Azure is not changed. */
export function fetchSnapshot(
  request: FetchRequest,
  world: World,
  connection: Connection,
): Promise<Outcome<Fetched>> {
  return attemptAsync(async function* () {
    const targets = yield* take(await fetchTargets(request, world));
    const identity = yield* take(await openIdentity(world.environment, connection));
    const tenants = yield* take(tenantsOr(targets, identity));
    const path = outputFolder(request.output, world);
    const digest = digestOf(request, targets, tenants, identity);
    const folder = yield* take(openSnapshotFolder(path, digest, connection.now()));
    try {
      const asked = await ask({ ...targets, tenants }, identity, request, folder, world, connection);
      yield* take(anythingRead(asked));
      const written = yield* take(write(asked, targets.onlyWanted, identity, request.withPeople, folder));
      const inside = pathBelow(paths, world.folder, path) ?? "";
      return { ...written, folder: inside === "" ? path : inside };
    } finally {
      folder.release();
    }
  });
}

function outputFolder(output: string | undefined, { folder, environment }: World): string {
  const sandbox = environment["KEEPER_SANDBOX"] ?? "";
  return output === undefined && sandbox !== ""
    ? resolve(sandbox, "azure")
    : resolve(folder, output ?? "azure");
}

function tenantsOr(
  { tenants }: FetchTargets,
  { defaultTenantId }: Identity,
): Outcome<readonly TenantToAsk[]> {
  if (tenants.length > 0) return success(tenants);
  if (defaultTenantId !== undefined) return success([{ id: defaultTenantId }]);
  return failure(
    "not-signed-in",
    "there is no tenant to ask: no offer of an estate names one, no --tenant, and no default of the signed-in identity",
    "az login --tenant <managing tenant id>, or name a tenant with --tenant",
  );
}

/** What decides the answers: an unfinished fetch is resumed by the same request alone. */
function digestOf(
  { withPeople }: FetchRequest,
  { wanted, onlyWanted }: FetchTargets,
  tenants: readonly TenantToAsk[],
  { endpoints, kind }: Identity,
): string {
  const ids = onlyWanted ? wanted.map(({ id }) => id).sort() : "everything";
  const request = { withPeople, ids, tenants, endpoints, kind, version: DELEGATIONS_VERSION };
  return createHash("sha256").update(canonical(request)).digest("hex");
}

interface Asked {
  readonly began: string;
  readonly ended: string;
  readonly tenants: readonly TenantAnswer[];
  readonly subscriptions: readonly SubscriptionAnswer[];
}

async function ask(
  { tenants, wanted, onlyWanted }: FetchTargets,
  identity: Identity,
  { withPeople, withActivityLog = false }: FetchRequest,
  folder: SnapshotFolder,
  { progress }: World,
  connection: Connection,
): Promise<Asked> {
  const time = () => new Date(connection.now()).toISOString();
  const began = time();
  const reads = new Budgets(READS, connection);
  const answers = await askTenants(tenants, identity, connection, reads, withActivityLog);
  const questions: readonly SubscriptionToAsk[] = subscriptionsToAsk(wanted, answers, onlyWanted);
  const subscriptions = await askSubscriptions(questions, reads, folder, {
    withPeople,
    now: () => connection.now(),
    done: (count) => progress("reading-subscriptions", count, questions.length),
  });
  return { began, ended: time(), tenants: answers, subscriptions };
}

/** Parts of a tenant without which its subscriptions can be read. */
const BESIDE: readonly AskedPart[] = ["resource-graph", "activity-log"];

/** Codes with which Azure answers that it does not show a subscription. Denied access is none: the identity lacks a right. */
const NOT_SHOWN: readonly NotReadCode[] = ["not-delegated", "not-found"];

/** Fails where no tenant and no subscription could be read. The snapshot before then stays as it is. */
function anythingRead({ tenants, subscriptions }: Asked): Outcome<undefined> {
  const seesAll = tenants.some(({ asked }) => asked.notRead.every(({ part }) => BESIDE.includes(part)));
  // a tenant that sees no subscription, or none of the named ones, has answered: nothing is delegated to it, or no longer
  const isNothing =
    subscriptions.length === 0 ||
    subscriptions.some(({ asked }) => asked.notRead.every(({ code }) => NOT_SHOWN.includes(code)));
  const isRead =
    (seesAll && isNothing) ||
    subscriptions.some(({ asked, definitions, assignments }) => {
      return asked.notRead.length === 0 || definitions.length + assignments.length > 0;
    });
  // an activity log is an answer too: it may say why no subscription can be read
  if (isRead || tenants.some(({ removals }) => removals !== undefined)) return success(undefined);
  const asSnapshot = { tenants: tenants.map(({ asked }) => asked) };
  const [first] = [
    ...tenants.flatMap(({ asked: { id, cloud, notRead } }): [NotRead, NotReadPlace][] =>
      notRead.map((each) => [each, { askedBy: id, cloud }]),
    ),
    ...subscriptions.flatMap(({ asked }): [NotRead, NotReadPlace][] =>
      asked.notRead.map((each) => [each, placeOfSubscription(asked, asSnapshot)]),
    ),
  ];
  if (first === undefined) return success(undefined);
  const [problem, place] = first;
  const where = place.subscriptionId ?? place.askedBy ?? "Azure";
  return failure(
    "nothing-read",
    `nothing could be read, and nothing was written: ${where}: ${problem.sentence} (${problem.code})`,
    notReadFix(problem, place),
  );
}

function write(
  { began, ended, tenants, subscriptions }: Asked,
  onlyWanted: boolean,
  { endpoints }: Identity,
  withPeople: boolean,
  folder: SnapshotFolder,
): Outcome<Omit<Fetched, "folder">> {
  const definitions = joinedList(subscriptions.flatMap((each) => each.definitions));
  const assignments = joinedList(subscriptions.flatMap((each) => each.assignments));
  const snapshot: Snapshot = {
    cloud: endpoints.cloud,
    apiVersion: DELEGATIONS_VERSION,
    began,
    ended,
    selection: onlyWanted ? "named" : "everything",
    withPeople,
    tenants: tenants.map(({ asked }) => asked),
    subscriptions: subscriptions.map(({ asked }) => asked),
    disagreements: findDisagreements(tenants, subscriptions),
    ...(tenants.some(({ removals }) => removals !== undefined)
      ? { removals: tenants.flatMap(({ removals = [] }) => removals) }
      : {}),
    digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
  };
  return attempt(function* () {
    yield* take(
      folder.write({
        snapshot: snapshotText(snapshot),
        definitions: listText(definitions),
        assignments: listText(assignments),
      }),
    );
    return {
      snapshot,
      definitions: definitions.value.length,
      assignments: assignments.value.length,
      resumed: subscriptions.filter(({ isResumed }) => isResumed).length,
    };
  });
}
