import { resolve } from "node:path";
import type { Customer } from "../delegation/customer.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { parseRegistrationAssignmentId, parseRegistrationDefinitionId } from "../delegation/registration.ts";
import { problemText } from "../documents/problem-text.ts";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { readWhole } from "../drift/unread.ts";
import { parseReadBack, type ReadBack } from "../onboarding/read-back.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, success, take } from "../values/result.ts";
import { type LoadedSnapshot, loadSnapshot } from "./load-snapshot.ts";
import type { World } from "./world.ts";

/** What is known of Azure, as it was passed. */
export interface EvidenceSources {
  /** Folder of a snapshot, relative to the working folder. @default - none */
  readonly from: string | undefined;
  /** Files that the customer's removal scripts wrote, relative to the working folder. */
  readonly readBack: readonly string[];
}

/** What shows that delegations of a subscription are gone, or that they are not. */
export type Evidence =
  /** The customer's removal script read back that nothing of these delegations is left. */
  | { readonly kind: "read-back"; readonly at: string; readonly resources: ReadBack["resources"] }
  /** A snapshot, asked from the customer's own tenant, has no delegation to this estate. */
  | { readonly kind: "customer-snapshot"; readonly at: string }
  /**
   * The provider's own side does not see the subscription. This shows nothing about what the customer's tenant still
   * has.
   */
  | { readonly kind: "not-visible"; readonly at: string }
  /** The state of the provider's own deployment has nothing left. */
  | { readonly kind: "local-state" }
  /** A source shows that something is left. */
  | { readonly kind: "present"; readonly at: string };

/** What keeper knows of the delegations that a subscription had. */
export interface KnownResources {
  /** The day of the first step, YYYY-MM-DD in UTC; undefined before it. */
  readonly since: string | undefined;
  /** ARM ids of the registration definitions and assignments. */
  readonly resources: readonly string[];
}

/** Whose evidence is read, and what it is compared with. */
export interface EvidenceSubject {
  readonly customer: Customer;
  /** By subscription id. Without an entry where nothing is delegated, and the lock has no record of the first step. */
  readonly known: ReadonlyMap<Guid, KnownResources>;
  /** Ids of the subscriptions that leave. */
  readonly leaving: readonly Guid[];
}

/** Reads what was passed; by subscription id. Read-backs of the customer go before a snapshot. */
export function readEvidence(
  { from, readBack }: EvidenceSources,
  subject: EvidenceSubject,
  { folder, today }: Pick<World, "folder" | "today">,
): Outcome<Map<Guid, Evidence>> {
  return attempt(function* () {
    const loaded = from === undefined ? undefined : yield* take(loadSnapshot(from, folder));
    if (from !== undefined && loaded !== undefined)
      yield* take(snapshotInTime(from, loaded.snapshot.ended, subject, today));
    const found = inSnapshots(subject.leaving, loaded);
    for (const file of readBack) {
      const read = yield* take(readBackOf(file, subject.customer, folder));
      const known = subject.known.get(read.subscription);
      yield* take(inTime(file, read.at, known?.since, today));
      yield* take(ofKnown(file, read, known));
      // a snapshot that shows something may be newer, or about another delegation: it stays
      if (found.get(read.subscription)?.kind !== "present") found.set(read.subscription, inReadBack(read));
    }
    return found;
  });
}

/** Requires a snapshot in time for each subscription that leaves. Without a record of the first step, none is. */
function snapshotInTime(
  name: string,
  at: string,
  { leaving, known }: EvidenceSubject,
  today: string,
): Outcome<undefined> {
  return attempt(function* () {
    for (const id of leaving) {
      const had = known.get(id);
      if (had === undefined) return yield* take(noRecord(name, id));
      yield* take(inTime(name, at, had.since, today));
    }
    return undefined;
  });
}

function noRecord(name: string, subscription: Guid): Outcome<never> {
  return failure(
    "unreadable-input",
    `${name} cannot be compared: ${LOCK_FILE} does not say what was delegated on ${subscription}, nor the day of step 1`,
    `restore ${LOCK_FILE} as step 1 of keeper leave wrote it, or delegate the subscription again and run keeper leave; what was never delegated, remove by hand`,
  );
}

/** What was read before the first step shows nothing of what was done since. @param at time in UTC */
function inTime(name: string, at: string, since: string | undefined, today: string): Outcome<undefined> {
  const day = at.slice(0, 10);
  const fix = "read Azure again: run the removal script or keeper fetch, and pass what it writes";
  if (since !== undefined && day < since)
    return failure("unreadable-input", `${name} is of ${day}, before step 1 of ${since}`, fix);
  if (day > today) return failure("unreadable-input", `${name} is of ${day}, and today is ${today}`, fix);
  return success(undefined);
}

/**
 * Requires a read-back to name all of a delegation, and nothing but delegations. Only then does it show something of
 * it.
 */
function ofKnown(
  file: string,
  { subscription, resources }: ReadBack,
  known: KnownResources | undefined,
): Outcome<undefined> {
  if (known === undefined) return noRecord(file, subscription);
  if (known.resources.length === 0)
    return failure(
      "unreadable-input",
      `${file} cannot be compared: ${LOCK_FILE} does not say what was delegated on ${subscription}`,
      `restore ${LOCK_FILE} as step 1 of keeper leave wrote it, or pass --from <snapshot>`,
    );
  const fix = "have the customer run the removal script of step 1, and pass the removed.json that it writes";
  const named = new Set(resources.map(({ id }) => id.toLowerCase()));
  const missing = known.resources.find((id) => !named.has(id.toLowerCase()));
  if (missing !== undefined)
    return failure("unreadable-input", `${file} does not name ${missing}, which was delegated`, fix);
  const other = resources.find(
    ({ id }) =>
      parseRegistrationDefinitionId(id) === undefined && parseRegistrationAssignmentId(id) === undefined,
  );
  if (other === undefined) return success(undefined);
  return failure("unreadable-input", `${file} names ${other.id}, which is no part of a delegation`, fix);
}

function inReadBack({ at, resources }: ReadBack): Evidence {
  return resources.some(({ after }) => after)
    ? { kind: "present", at }
    : { kind: "read-back", at, resources };
}

function inSnapshots(ids: readonly Guid[], loaded: LoadedSnapshot | undefined): Map<Guid, Evidence> {
  if (loaded === undefined) return new Map();
  return new Map(
    ids.flatMap((id): [Guid, Evidence][] => {
      const evidence = inSnapshot(id, loaded);
      return evidence === undefined ? [] : [[id, evidence]];
    }),
  );
}

function inSnapshot(id: Guid, { found, snapshot }: LoadedSnapshot): Evidence | undefined {
  const at = snapshot.ended;
  const access = found.subscriptions.find(({ customer }) => customer === id);
  if (access !== undefined && access.definitions.length + access.assignments.length > 0)
    return { kind: "present", at };
  const asked = snapshot.subscriptions.find((each) => each.id === id);
  const route = snapshot.tenants.find((each) => each.id === asked?.askedBy)?.route;
  if (readWhole(snapshot).has(id) && route === "customer-tenant") return { kind: "customer-snapshot", at };
  const code = asked?.notRead[0]?.code;
  const isHidden = code === "not-delegated" || code === "not-found";
  return isHidden || readWhole(snapshot).has(id) ? { kind: "not-visible", at } : undefined;
}

function readBackOf(
  file: string,
  { id, tenantId, subscriptions }: Customer,
  folder: string,
): Outcome<ReadBack> {
  const fix = "pass the removed.json that the customer's removal script wrote";
  const document = readJsonFile(resolve(folder, file), "read-back", NAMED);
  if (!document.ok)
    return failure("unreadable-input", `${file} cannot be read: ${document.error.reason}`, fix);
  const read = parseReadBack(document.value);
  if (!read.ok) {
    const [first] = read.error;
    const problem = first === undefined ? "" : problemText(first, "the file");
    return failure("unreadable-input", `${file} is no read-back: ${problem}`, fix);
  }
  const { tenant, subscription, resources } = read.value;
  const isOfCustomer = tenant === tenantId && Object.values(subscriptions).includes(subscription);
  const isOfSubscription = resources.every(({ id: resource }) =>
    resource.toLowerCase().startsWith(`/subscriptions/${subscription}/`),
  );
  if (isOfCustomer && isOfSubscription) return success(read.value);
  return failure("unreadable-input", `${file} is about another subscription than those of ${id}`, fix);
}
