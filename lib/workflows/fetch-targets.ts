import type { TenantToAsk } from "../azure/ask-tenants.ts";
import type { WantedSubscription } from "../azure/subscriptions-to-ask.ts";
import type { Cloud } from "../delegation/cloud.ts";
import type { Customer } from "../delegation/customer.ts";
import {
  EXAMPLE_CUSTOMER_TENANT_ID,
  EXAMPLE_MANAGING_TENANT_ID,
  EXAMPLE_SUBSCRIPTION_ID,
} from "../delegation/example-ids.ts";
import type { Offer } from "../delegation/offer.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** What a fetch is asked for. */
export interface FetchNames {
  /** Ids of customers of the estate. */
  readonly customers: readonly string[];
  readonly subscriptions: readonly string[];
  /** Tenants to sign in to. @default - the managing tenants of the estate's offers, else the one signed in to */
  readonly tenants: readonly string[];
}

/** Tenants to sign in to, and subscriptions that must be asked. */
export interface FetchTargets {
  /** Empty where neither the estate nor the command names one. */
  readonly tenants: readonly TenantToAsk[];
  readonly wanted: readonly WantedSubscription[];
  /** Whether the command named customers or subscriptions. */
  readonly onlyWanted: boolean;
}

interface Definitions {
  readonly customers: readonly Customer[];
  readonly offers: readonly Offer[];
}

/** Works out what to ask from the command and the estate around it. Outside an estate there are no definitions. */
export function fetchTargets(names: FetchNames, world: World): Promise<Outcome<FetchTargets>> {
  return attemptAsync(async function* () {
    const [tenants, subscriptions] = [
      yield* take(guids("--tenant", names.tenants)),
      yield* take(guids("--subscription", names.subscriptions)),
    ];
    const read = yield* take(await readDefinitions(names.customers, world));
    const isSandbox = (world.environment["KEEPER_SANDBOX"] ?? "") !== "";
    const definitions = isSandbox ? read : withoutExample(read, names.customers);
    const asked = tenantsToAsk(tenants, definitions);
    const onlyWanted = names.customers.length + subscriptions.length > 0;
    const defined = definedSubscriptions(definitions, names.customers.length > 0 ? "named" : "definitions");
    const known = new Map(defined.map((each) => [each.id, each]));
    const named = subscriptions.map(
      (id): WantedSubscription => ({ managingTenantIds: [], ...known.get(id), id, foundBy: "named" }),
    );
    const ofEstate =
      names.customers.length > 0
        ? defined
        : onlyWanted
          ? []
          : defined.filter(({ tenantId }) => isAskedBy(asked, tenantId));
    const wanted = new Map([...ofEstate, ...named].map((each) => [each.id, each]));
    return { tenants: asked, wanted: [...wanted.values()], onlyWanted };
  });
}

/** Leaves out the example of `keeper init`: outside a sandbox, Azure has none of it. Named customers stay. */
function withoutExample({ customers, offers }: Definitions, named: readonly string[]): Definitions {
  const isExample = ({ tenantId, subscriptions }: Customer) =>
    tenantId === EXAMPLE_CUSTOMER_TENANT_ID || Object.values(subscriptions).includes(EXAMPLE_SUBSCRIPTION_ID);
  return {
    customers: customers.filter((each) => named.includes(each.id) || !isExample(each)),
    offers: offers.filter(({ managingTenant }) => managingTenant.tenantId !== EXAMPLE_MANAGING_TENANT_ID),
  };
}

function guids(option: string, values: readonly string[]): Outcome<readonly Guid[]> {
  const wrong = values.find((each) => !GUID_PATTERN.test(each));
  if (wrong === undefined) return success([...new Set(values.map((each) => each.toLowerCase()))]);
  const problem = `${option} is not a GUID: ${JSON.stringify(wrong)}`;
  return failure("bad-arguments", problem, "name an id such as 00000000-1111-2222-3333-444444444444");
}

async function readDefinitions(
  named: readonly string[],
  { folder, progress }: World,
): Promise<Outcome<Definitions>> {
  const found = findEstate(folder, undefined);
  if (!found.ok) return named.length > 0 ? found : success({ customers: [], offers: [] });
  const { root } = found.value;
  return attemptAsync(async function* () {
    const report = (done: number, of: number) => progress("reading-customers", done, of);
    const folders = { root, records: root };
    const selection = named.length > 0 ? named : "complete";
    const estate = yield* take(await readEstate(folders, selection, false, report));
    // a customer that leaves delegates nothing any more, and its offers are not read with it
    const isLeaving = named.length > 0 && estate.offers.length === 0;
    const { offers } = isLeaving ? yield* take(await readEstate(folders, "complete", false, report)) : estate;
    const taken = new Set(
      estate.customers.flatMap(({ value }) => value.delegations.map(({ offer }) => offer)),
    );
    return {
      customers: estate.customers.map(({ value }) => value),
      offers: offers.map(({ value }) => value).filter(({ id }) => !isLeaving || taken.has(id)),
    };
  });
}

/** Tenants to sign in to. The route of one that the definitions do not name is seen when it is asked. */
function tenantsToAsk(named: readonly Guid[], { customers, offers }: Definitions): readonly TenantToAsk[] {
  const managing = new Map(offers.map(({ managingTenant: { tenantId, cloud } }) => [tenantId, cloud]));
  const clouds = new Map<Guid, Cloud>([
    ...customers.map(({ tenantId, cloud }): [Guid, Cloud] => [tenantId, cloud]),
    ...managing,
  ]);
  const ids = named.length > 0 ? named : [...managing.keys()].sort();
  return ids.map((id): TenantToAsk => {
    const cloud = clouds.get(id);
    const route = managing.has(id) ? "managing-tenant" : clouds.has(id) ? "customer-tenant" : undefined;
    return { id, ...(route === undefined ? {} : { route }), ...(cloud === undefined ? {} : { cloud }) };
  });
}

function definedSubscriptions(
  { customers, offers }: Definitions,
  foundBy: WantedSubscription["foundBy"],
): readonly WantedSubscription[] {
  const managing = new Map(offers.map(({ id, managingTenant }) => [id, managingTenant.tenantId]));
  return customers.flatMap(({ tenantId, subscriptions, delegations }) => {
    const managingTenantIds = [...new Set(delegations.flatMap(({ offer }) => managing.get(offer) ?? []))];
    return Object.values(subscriptions).map((id) => ({ id, foundBy, tenantId, managingTenantIds }));
  });
}

/** Whether one of the tenants may answer. A managing tenant may for any subscription, a customer's for its own. */
function isAskedBy(tenants: readonly TenantToAsk[], tenantId: Guid | undefined): boolean {
  return tenants.some(({ id, route }) => route === "managing-tenant" || id === tenantId);
}
