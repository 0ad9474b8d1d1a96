import { askDirectory } from "../azure/ask-directory.ts";
import { type AskedForPreflight, askCustomer } from "../azure/ask-preflight.ts";
import type { Connection } from "../azure/connection.ts";
import type { ReadDelegations } from "../azure/delegations.ts";
import { type Identity, openIdentity } from "../azure/identity.ts";
import { type Customer, registersResourceProvider } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import { type RegisteredCustomer, registerCustomer } from "../delegation/register.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readArmLists } from "../formats/arm/lists.ts";
import { notRead } from "../formats/snapshot/not-read.ts";
import { joinedList } from "../formats/snapshot/snapshot-lists.ts";
import type {
  FoundDelegationsAnswer,
  ManagingTenantAnswers,
  PreflightAnswers,
  SubscriptionAnswers,
} from "../preflight/answers.ts";
import { type PlannedDeployment, preflight } from "../preflight/preflight.ts";
import { principalsOf } from "../preflight/principals.ts";
import type { PreflightFinding } from "../preflight/reasons.ts";
import type { OfferTenant } from "../preflight/tenants.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import { offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import type { Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attemptAsync, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** What a preflight found. */
export interface PreflightResult {
  /** Findings of the rules: an error ends the preflight before anything is asked. */
  readonly result: CheckResult;
  readonly customer: Customer | undefined;
  /** Undefined where the definitions break rules. */
  readonly findings: readonly PreflightFinding[] | undefined;
}

/** Checks in Azure whether a customer can be deployed. It reads, and changes nothing. */
export function preflightCustomer(
  id: string,
  world: World,
  connection: Connection,
): Promise<Outcome<PreflightResult>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate, result } = yield* take(await checkedForSynthesis(folders, [id], world));
    const customer = estate.customers.find(({ value }) => value.id === id)?.value;
    if (hasErrors(result.findings) || customer === undefined)
      return { result, customer, findings: undefined };
    const offers = offersById(estate);
    const planned: PlannedDeployment = {
      registered: {
        customer,
        subscriptions: registerCustomer(customer, offers, estate.catalogue),
      },
      offers: offerTenants(customer, offers),
      registersResourceProvider: registersResourceProvider(customer, estate.defaults.value),
    };
    const identity = yield* take(await openIdentity(world.environment, connection));
    const answers = await ask(planned, identity, connection);
    return { result, customer, findings: preflight(planned, answers) };
  });
}

function offerTenants({ delegations }: Customer, offers: ReadonlyMap<string, Offer>): OfferTenant[] {
  return [...new Set(delegations.map(({ offer }) => offer))].sort(compareText).flatMap((id) => {
    const offer = offers.get(id);
    if (offer === undefined) return [];
    const { tenantId, cloud } = offer.managingTenant;
    return [{ offer: id, tenantId, cloud }];
  });
}

async function ask(
  { registered, offers }: PlannedDeployment,
  identity: Identity,
  connection: Connection,
): Promise<PreflightAnswers> {
  const { customer, subscriptions } = registered;
  const { cloud } = identity.endpoints;
  const managing = [...new Set(offers.map(({ tenantId }) => tenantId))].sort(compareText);
  // an account of one cloud is unknown in every other
  const isOwnCloud = cloud === customer.cloud;
  const asked = isOwnCloud
    ? await askCustomer(
        customer.tenantId,
        subscriptions.map(({ id }) => id),
        identity,
        connection,
      )
    : { account: { ok: false, error: "other-cloud" } as const, subscriptions: [] };
  const managingTenants: ManagingTenantAnswers[] = [];
  for (const tenantId of managing)
    managingTenants.push(await askManagingTenant(tenantId, isOwnCloud, registered, identity, connection));
  return {
    cloud,
    account: asked.account,
    subscriptions: asked.subscriptions.map(subscriptionAnswers),
    managingTenants,
  };
}

async function askManagingTenant(
  tenantId: Guid,
  isOwnCloud: boolean,
  registered: RegisteredCustomer,
  identity: Identity,
  connection: Connection,
): Promise<ManagingTenantAnswers> {
  if (!isOwnCloud) return { tenantId, directory: { ok: false, error: "other-cloud" } };
  const ids = principalsOf(registered, tenantId).map(({ id }) => id);
  return { tenantId, directory: await askDirectory(tenantId, ids, identity, connection) };
}

function subscriptionAnswers({ delegations, ...asked }: AskedForPreflight): SubscriptionAnswers {
  return { ...asked, delegations: foundDelegations(asked.id, delegations) };
}

/** Lists that cannot be decoded were not read: nothing is concluded from them. */
function foundDelegations(id: Guid, read: ReadDelegations): FoundDelegationsAnswer {
  const found = readArmLists({
    definitions: joinedList(read.definitions),
    assignments: joinedList(read.assignments),
    isVersionKnown: true,
    read: new Set(read.notRead.length === 0 ? [id] : []),
  });
  if (found.ok) return { found: found.value, notRead: read.notRead };
  const unreadable = notRead("registration-definitions", "answer-unexpected");
  return { found: undefined, notRead: [...read.notRead, unreadable] };
}
