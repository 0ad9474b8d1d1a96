import { type NotRead, type NotReadCode, notRead } from "../formats/snapshot/not-read.ts";
import type { AskedSubscription } from "../formats/snapshot/snapshot.ts";
import { type ListedResource, withoutPeople } from "../formats/snapshot/snapshot-lists.ts";
import type { SnapshotPart } from "../formats/snapshot/snapshot-part.ts";
import type { Guid } from "../values/guid.ts";
import type { TenantAnswer } from "./ask-tenants.ts";
import type { Budgets } from "./budget.ts";
import { type ReadDelegations, readDelegations } from "./delegations.ts";
import type { SubscriptionToAsk } from "./subscriptions-to-ask.ts";

/** Subscriptions that are asked at the same time. */
const AT_ONCE = 8;

/** Keeps what was read, so that a fetch can resume. */
export interface Journal {
  /** What an unfinished fetch read of a subscription. Undefined where it read nothing, or not everything. */
  kept(subscriptionId: Guid): SnapshotPart | undefined;
  keep(part: SnapshotPart): void;
}

/** Clock, progress and settings of a fetch. */
export interface FetchSettings {
  /** Whether `createdBy` and `lastModifiedBy` are kept. */
  readonly withPeople: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /** Called after each subscription, with how many are done. */
  done(count: number): void;
}

/** The answer for one subscription. */
export interface SubscriptionAnswer {
  readonly asked: AskedSubscription;
  readonly definitions: readonly ListedResource[];
  readonly assignments: readonly ListedResource[];
  /** Whether an unfinished fetch had read it. */
  readonly isResumed: boolean;
}

/** Asks every subscription for its delegations, several at once. The answers are in the order of the questions. */
export async function askSubscriptions(
  questions: readonly SubscriptionToAsk[],
  budgets: Budgets,
  journal: Journal,
  settings: FetchSettings,
): Promise<readonly SubscriptionAnswer[]> {
  const answers: SubscriptionAnswer[] = [];
  let [next, finished] = [0, 0];
  const work = async () => {
    for (let index = next++; index < questions.length; index = next++) {
      const question = questions[index] as SubscriptionToAsk;
      answers[index] = await askSubscription(question, budgets, journal, settings);
      settings.done(++finished);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

async function askSubscription(
  { subscription, tenants }: SubscriptionToAsk,
  budgets: Budgets,
  journal: Journal,
  { now, withPeople }: FetchSettings,
): Promise<SubscriptionAnswer> {
  const kept = journal.kept(subscription.id);
  if (kept !== undefined) {
    const { askedBy, at, definitions, assignments } = kept;
    return {
      asked: { ...subscription, askedBy, at, notRead: [] },
      definitions,
      assignments,
      isResumed: true,
    };
  }
  const { by, read } = await readByAny(subscription.id, tenants, budgets);
  const [definitions, assignments] = [read.definitions, read.assignments].map((list) =>
    withPeople ? list : list.map(withoutPeople),
  ) as [readonly ListedResource[], readonly ListedResource[]];
  const missing = read.notRead;
  const at = new Date(now()).toISOString();
  if (by !== undefined && missing.length === 0)
    journal.keep({ subscriptionId: subscription.id, askedBy: by, at, definitions, assignments });
  const isAsked = !missing.some(({ part }) => part === "sign-in");
  const asked = {
    ...subscription,
    ...(by === undefined ? {} : { askedBy: by }),
    ...(isAsked ? { at } : {}),
    notRead: missing,
  };
  return { asked, definitions, assignments, isResumed: false };
}

/** Codes that leave another tenant's sign-in to be tried. */
const TRY_ANOTHER: readonly NotReadCode[] = ["access-denied", "not-delegated", "not-found", "token-refused"];

/** Of these, the codes with which nothing is read. */
const NO_ACCESS: readonly NotReadCode[] = ["not-delegated", "not-found", "token-refused"];

interface AskedByAny {
  /** The tenant that answered, or whose sign-in is missing. Undefined where there is none. */
  readonly by: Guid | undefined;
  readonly read: ReadDelegations;
}

/** Asks by one tenant after the other, until one may read everything. The fullest answer counts. */
async function readByAny(
  subscriptionId: Guid,
  tenants: readonly TenantAnswer[],
  budgets: Budgets,
): Promise<AskedByAny> {
  let best: AskedByAny | undefined;
  for (const { arm, asked } of tenants) {
    if (arm === undefined) continue;
    const read = await readDelegations(arm, subscriptionId, budgets);
    if (best === undefined || isFuller(read, best.read)) best = { by: asked.id, read };
    if (!read.notRead.some(({ code }) => TRY_ANOTHER.includes(code))) break;
  }
  return withSignIn(best, tenants);
}

function isFuller(read: ReadDelegations, than: ReadDelegations): boolean {
  const size = ({ definitions, assignments }: ReadDelegations) => definitions.length + assignments.length;
  if ((read.notRead.length === 0) !== (than.notRead.length === 0)) return read.notRead.length === 0;
  return size(read) > size(than);
}

/** Gives a missing sign-in as the reason where no tenant could read anything. */
function withSignIn(best: AskedByAny | undefined, tenants: readonly TenantAnswer[]): AskedByAny {
  const missing = signInOf(tenants);
  const isEmpty = best?.read.notRead.some(({ code }) => NO_ACCESS.includes(code)) === true;
  if (best !== undefined && !(isEmpty && missing !== undefined)) return best;
  const { by, reason } = missing ?? { by: undefined, reason: notRead("sign-in", "sign-in-needed") };
  return { by, read: { definitions: [], assignments: [], notRead: [reason] } };
}

interface MissingSignIn {
  readonly by: Guid;
  readonly reason: NotRead;
}

function signInOf(tenants: readonly TenantAnswer[]): MissingSignIn | undefined {
  return tenants
    .flatMap(({ asked }) => asked.notRead.map((reason) => ({ by: asked.id, reason })))
    .find(({ reason }) => reason.part === "sign-in");
}
