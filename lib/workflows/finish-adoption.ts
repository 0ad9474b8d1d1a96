import type { FoundDelegation } from "../access/found-delegation.ts";
import { type RegisteredCustomer, registerCustomer } from "../delegation/register.ts";
import type { Registration } from "../delegation/registration.ts";
import { claimedSource, offerOfSource } from "../delegation/version-marker.ts";
import { writeLock } from "../estate/adopted-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { lockWithoutMarks, type MarkedDelegation, markedDelegations } from "../estate/import-marks.ts";
import { stackResources } from "../formats/stack/stack-resources.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";
import { checkedEstate } from "./checked-estate.ts";
import {
  type LoadedEvidence,
  type LoadedLists,
  type LoadedState,
  loadEvidence,
  loadLocalState,
} from "./load-states.ts";
import type { World } from "./world.ts";

/** Request to finish imports that took effect. */
export interface FinishRequest {
  /** States of Terraform, and folders with Azure's lists. Local state of the estate is read too. */
  readonly from: readonly string[];
}

/** Why an import mark stands. */
export type StandingReason =
  /** The definitions no longer have the delegation: the next synthesis drops the mark. */
  | { readonly code: "not-defined" }
  /** No state that was read has anything of the delegation. */
  | { readonly code: "no-state" }
  /** A state lacks a resource of it, or holds it tainted or under another id. */
  | { readonly code: "not-in-state"; readonly state: string; readonly address: string }
  /** Azure's lists show that the definition is gone. */
  | { readonly code: "gone"; readonly lists: string };

/** An import mark, and how it was found. */
export type MarkResult =
  | { readonly mark: MarkedDelegation; readonly isFinished: true; readonly by: string }
  | { readonly mark: MarkedDelegation; readonly isFinished: false; readonly why: StandingReason };

/** Result of finishing: every mark that the lock had, in its order. */
export interface FinishedImports {
  readonly marks: readonly MarkResult[];
}

/**
 * Removes import marks from the lock where the import took effect. It did where a state has every resource at its
 * address under its id. It also did where Azure shows the marker line that only a deployment after the import writes.
 */
export function finishAdoption(request: FinishRequest, world: World): Promise<Outcome<FinishedImports>> {
  return attemptAsync(async function* () {
    if (world.environment["KEEPER_SANDBOX"]) return yield* take(onlyOutside());
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate, result } = yield* take(await checkedEstate(folders, "complete", world));
    yield* take(brokenRules(result.findings));
    const evidence = yield* take(evidenceFor(request, estate, folders.records, world.folder));
    const registered = registeredById(estate);
    const marks = markedDelegations(estate.lock).map((mark) => markResult(mark, registered, evidence));
    const finished = marks.flatMap(({ mark, isFinished }) => (isFinished ? [mark] : []));
    yield* take(writeLock(folders, () => lockWithoutMarks(folders.root, finished)));
    return { marks };
  });
}

function onlyOutside(): Outcome<never> {
  const problem = "a sandbox's state shows nothing about the estate's own imports";
  return failure("bad-arguments", problem, "run keeper adopt --finish outside the sandbox");
}

/** What was named, and the local state of every customer with a mark. */
function evidenceFor(
  { from }: FinishRequest,
  { lock, defaults }: Estate,
  records: string,
  folder: string,
): Outcome<LoadedEvidence> {
  return attempt(function* () {
    const named = yield* take(loadEvidence(from, folder));
    for (const { found } of named.lists) yield* take(found);
    const states: LoadedState[] = [...named.states];
    for (const customer of new Set(markedDelegations(lock).map((each) => each.customer))) {
      const local = yield* take(loadLocalState(records, defaults.value.state, customer));
      if (local !== undefined) states.push(local);
    }
    return { states, lists: named.lists };
  });
}

function registeredById({ customers, offers, catalogue }: Estate): ReadonlyMap<string, RegisteredCustomer> {
  const byId = offersById({ offers });
  return new Map(
    customers.map(({ value }) => [
      value.id,
      { customer: value, subscriptions: registerCustomer(value, byId, catalogue) },
    ]),
  );
}

function markResult(
  mark: MarkedDelegation,
  registered: ReadonlyMap<string, RegisteredCustomer>,
  { states, lists }: LoadedEvidence,
): MarkResult {
  const registration = registered
    .get(mark.customer)
    ?.subscriptions.find(({ id }) => id === mark.subscriptionId)
    ?.registrations.find(({ definition }) => definition.offerId === mark.offer);
  if (registration === undefined) return { mark, isFinished: false, why: { code: "not-defined" } };
  const shown = states.map((state) => inState(registration, state));
  const whole = shown.find(({ why }) => why === undefined);
  if (whole !== undefined) return { mark, isFinished: true, by: whole.state };
  const inLists = lists.map((each) => inAzure(registration, each));
  const marked = inLists.find((each) => each?.isMarked === true);
  if (marked !== undefined) return { mark, isFinished: true, by: marked.lists };
  const gone = inLists.find((each) => each?.isMarked === false);
  if (gone !== undefined) return { mark, isFinished: false, why: { code: "gone", lists: gone.lists } };
  const partly = shown.find(({ why }) => why?.code === "not-in-state");
  return { mark, isFinished: false, why: partly?.why ?? { code: "no-state" } };
}

/** Whether a state has a registration whole. Where it has nothing of it, it is the state of something else. */
function inState(
  registration: Registration,
  { name, resources }: LoadedState,
): { readonly state: string; readonly why: StandingReason | undefined } {
  const byAddress = new Map(resources.map((each) => [each.address, each]));
  const wanted = stackResources(registration);
  const missing = wanted.find(({ address, id }) => {
    const held = byAddress.get(address);
    return held === undefined || held.isTainted || held.id !== id.toLowerCase();
  });
  if (missing === undefined) return { state: name, why: undefined };
  const hasNone = wanted.every(({ address }) => !byAddress.has(address));
  return {
    state: name,
    why: hasNone ? { code: "no-state" } : { code: "not-in-state", state: name, address: missing.address },
  };
}

/** Whether Azure shows that keeper has written the definition, or that it is gone. Undefined where neither is shown. */
function inAzure(
  { definition }: Registration,
  { name, found, read }: LoadedLists,
): { readonly lists: string; readonly isMarked: boolean } | undefined {
  const delegations = found.ok ? found.value.delegations : [];
  const own = delegations.find(isOf(definition));
  if (own !== undefined) {
    const source = claimedSource(own.definition.description);
    const isMarked = source !== undefined && offerOfSource(source) === definition.offerId;
    return isMarked ? { lists: name, isMarked } : undefined;
  }
  const isRead = read === undefined || read.has(definition.subscriptionId);
  return isRead ? { lists: name, isMarked: false } : undefined;
}

function isOf({ id, subscriptionId }: Registration["definition"]): (found: FoundDelegation) => boolean {
  return ({ definition }) =>
    definition.subscriptionId === subscriptionId &&
    definition.registrationDefinitionId.toLowerCase() === id.toLowerCase();
}
