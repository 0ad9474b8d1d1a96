import paths from "node:path";
import { definedAccess } from "../access/defined-access.ts";
import type { SourcedDelegation } from "../adoption/adoption.ts";
import { delegationKey } from "../adoption/adoption.ts";
import { describedAccess, differenceOf } from "../adoption/described-access.ts";
import type { Customer } from "../delegation/customer.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { Registration } from "../delegation/registration.ts";
import { type EstateFolders, findEstate, inSandbox } from "../estate/find-estate.ts";
import { stackResources } from "../formats/stack/stack-resources.ts";
import type { StateResource } from "../formats/terraform/state-resources.ts";
import {
  type InAzure,
  type InState,
  type RepairStep,
  type ResourceFacts,
  repairSteps,
} from "../repair/repair-steps.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { slashPath } from "../values/path-below.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";
import { checkedEstate } from "./checked-estate.ts";
import { type LoadedLists, loadEvidence, loadLocalState } from "./load-states.ts";
import type { World } from "./world.ts";

/** Request to work out the repair of one customer. */
export interface RepairRequest {
  readonly customer: string;
  /** States of the customer's stack, and folders with Azure's lists. */
  readonly from: readonly string[];
  /** Whether the state is known to be lost: there is none to be read. */
  readonly stateLost: boolean;
}

/** An offer on a subscription of the customer: what stands or falls with its resources. */
export interface RepairedDelegation {
  readonly registration: Registration;
  /** Parts in which Azure differs from the definitions, in words. Undefined where none does, or none was read. */
  readonly difference: string | undefined;
}

/** What a customer needs, and what depends on it. Nothing was run. */
export interface Repair {
  readonly customer: string;
  /** The customer's tenant. */
  readonly tenantId: Guid;
  /** Folder of the stack, relative to the working folder. */
  readonly stack: string;
  readonly steps: readonly RepairStep[];
  readonly delegations: readonly RepairedDelegation[];
  /** Names of the states and lists that were read. */
  readonly read: readonly string[];
}

/** Works out which commands bring a customer's state back to what Azure has. Runs nothing. */
export function repair(request: RepairRequest, world: World): Promise<Outcome<Repair>> {
  return attemptAsync(async function* () {
    const found = yield* take(findEstate(world.folder, undefined));
    const folders = inSandbox(found, world.environment["KEEPER_SANDBOX"]);
    const { customer, estate } = yield* take(await definedCustomer(request.customer, folders, world));
    const evidence = yield* take(loadEvidence(request.from, world.folder));
    const state = yield* take(stateOf(request, estate.defaults.value, folders, evidence.states));
    const offers = offersById(estate);
    const subscriptions = registerCustomer(customer, offers, estate.catalogue);
    const registrations = subscriptions.flatMap((each) => each.registrations);
    const defined = describedAccess(definedAccess(customer.id, subscriptions));
    return {
      customer: customer.id,
      tenantId: customer.tenantId,
      stack: slashPath(paths, world.folder, `${folders.output}/stacks/${customer.id}`),
      steps: repairSteps(resourcesOf(registrations, state.resources, evidence.lists)),
      delegations: registrations.map((registration) => ({
        registration,
        difference: differenceIn(registration, defined, evidence.lists),
      })),
      read: [...state.names, ...evidence.lists.map(({ name }) => name)],
    };
  });
}

function definedCustomer(
  id: string,
  folders: EstateFolders,
  world: World,
): Promise<Outcome<{ readonly customer: Customer; readonly estate: Estate }>> {
  return attemptAsync(async function* () {
    const { estate, result } = yield* take(await checkedEstate(folders, [id], world));
    yield* take(brokenRules(result.findings));
    const customer = estate.customers.find(({ value }) => value.id === id);
    if (customer === undefined) throw new Error("a customer was selected, checked, and is not there");
    return { customer: customer.value, estate };
  });
}

interface KnownState {
  readonly resources: ReadonlyMap<string, StateResource>;
  readonly names: readonly string[];
}

/** The state that was named, or the local one. A state that was not read is never an empty one. */
function stateOf(
  { customer, stateLost }: RepairRequest,
  { state }: EstateDefaults,
  { records }: EstateFolders,
  named: readonly { readonly name: string; readonly resources: readonly StateResource[] }[],
): Outcome<KnownState> {
  return attempt(function* () {
    const local =
      named.length > 0 || stateLost ? undefined : yield* take(loadLocalState(records, state, customer));
    const states = local === undefined ? named : [local];
    const isKnown = states.length > 0 || stateLost || state.backend === "local";
    if (!isKnown) return yield* take(noState(customer));
    if (stateLost && named.length > 0) return yield* take(bothStates());
    const all = states.flatMap(({ resources }) => resources);
    return {
      resources: new Map(all.map((each) => [each.address, each])),
      names: states.map(({ name }) => name),
    };
  });
}

function noState(customer: string): Outcome<never> {
  return failure(
    "bad-arguments",
    `the state of ${customer} is kept elsewhere, and was not passed`,
    `terraform -chdir=cdktf.out/stacks/${customer} state pull > ${customer}.json, then --from ${customer}.json; where it is lost, --state-lost`,
  );
}

function bothStates(): Outcome<never> {
  return failure(
    "bad-arguments",
    "--from names a state, and --state-lost says that there is none",
    "pass one of both",
  );
}

/** The resources of the stack. Includes what the state has left of subscriptions that Azure does not know. */
function resourcesOf(
  registrations: readonly Registration[],
  state: KnownState["resources"],
  lists: readonly LoadedLists[],
): ResourceFacts[] {
  const defined = registrations.flatMap((each) => factsOf(each, state, lists));
  const addresses = new Set(defined.map(({ address }) => address));
  const left = [...state.values()].filter(({ address }) => !addresses.has(address)).flatMap(leftover);
  const gone = left.filter(
    ({ id, subscriptionId }) => inAzure(id, subscriptionId, lists) === "subscription-gone",
  );
  return [...defined, ...gone.map((each): ResourceFacts => ({ ...each, azure: "subscription-gone" }))];
}

/** A Lighthouse resource that the state has and no definition. */
function leftover({ address, id }: StateResource): Omit<ResourceFacts, "azure">[] {
  const [, what] = /^azurerm_lighthouse_(definition|assignment)\./.exec(address) ?? [];
  const [, subscriptionId] = /^\/subscriptions\/([0-9a-f-]{36})\//.exec(id) ?? [];
  if ((what !== "definition" && what !== "assignment") || subscriptionId === undefined) return [];
  const offerId = (address.split(".")[1] ?? "").split("_")[0] ?? "";
  return [{ address, id, what, subscriptionId, offerId, state: { kind: "whole" } }];
}

function factsOf(
  registration: Registration,
  state: KnownState["resources"],
  lists: readonly LoadedLists[],
): ResourceFacts[] {
  const { subscriptionId, offerId } = registration.definition;
  return stackResources(registration).map(({ address, id }, index) => ({
    address,
    id,
    what: index === 0 ? "definition" : "assignment",
    subscriptionId,
    offerId,
    state: inState(id, state.get(address)),
    azure: inAzure(id, subscriptionId, lists),
  }));
}

function inState(id: string, held: StateResource | undefined): InState {
  if (held === undefined) return { kind: "missing" };
  if (held.id !== id.toLowerCase()) return { kind: "other-id", id: held.id };
  return { kind: held.isTainted ? "tainted" : "whole" };
}

/** What lists show of a resource; of several the last that shows anything. */
function inAzure(id: string, subscriptionId: string, lists: readonly LoadedLists[]): InAzure {
  const shown = lists.flatMap(({ states, read, snapshot }): InAzure[] => {
    const state = states.get(id.toLowerCase());
    if (state !== undefined) return [state];
    const asked = snapshot?.subscriptions.find((each) => each.id.toLowerCase() === subscriptionId);
    if (asked?.notRead.some(({ code }) => code === "not-found")) return ["subscription-gone"];
    return read === undefined || read.has(subscriptionId) ? ["missing"] : [];
  });
  return shown.at(-1) ?? "unknown";
}

function differenceIn(
  { definition }: Registration,
  defined: ReturnType<typeof describedAccess>,
  lists: readonly LoadedLists[],
): string | undefined {
  const key = `${definition.subscriptionId}/${definition.id}`;
  const found = lists
    .flatMap(({ name, found: read }) => {
      const delegations = read.ok ? read.value.delegations : [];
      return delegations.map((each): SourcedDelegation => ({ ...each, at: { file: name, path: each.path } }));
    })
    .findLast((each) => delegationKey(each) === key);
  return found === undefined ? undefined : differenceOf(found, defined.get(key));
}
