import { v5 } from "uuid";
import type { Cloud } from "../delegation/cloud.ts";
import type { Customer } from "../delegation/customer.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import type { Offer } from "../delegation/offer.ts";
import { UNKNOWN_TYPE } from "../delegation/principal.ts";
import type {
  AzureDirectory,
  DirectoryPrincipal,
  DirectorySubscription,
  DirectoryTenant,
} from "../emulator/directory.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/** Client id of a sandbox's processes where a customer's definition names none. Invented. */
export const DEPLOYER_CLIENT_ID: Guid = "5a7db0e0-1c2d-4e3f-8a9b-5a7db0edeb10";

/** The parts of an estate that its sandbox is made from. */
export interface SandboxedEstate {
  readonly offers: readonly Offer[];
  readonly customers: readonly Customer[];
  readonly defaults: EstateDefaults;
}

/**
 * The Azure that an estate's definitions expect. It has managing tenants with principals, and customers' tenants with
 * subscriptions and resource groups. Each customer's tenant gets a deployer, a service principal that is Owner of the
 * subscriptions. The deployer signs in with the client id of the customer's definition. Each managing tenant gets a
 * reader: a service principal that is a member of every group.
 */
export function estateDirectory({ offers, customers, defaults }: SandboxedEstate): AzureDirectory {
  const tenants = new Map<Guid, DirectoryTenant>();
  const add = (id: Guid, name: string, cloud: Cloud, principals: readonly DirectoryPrincipal[]) => {
    const present = tenants.get(id);
    const known = new Set(present?.principals.map((each) => each.id));
    const added = principals.filter((each) => !known.has(each.id));
    tenants.set(id, {
      id,
      name: present?.name ?? name,
      cloud: present?.cloud ?? cloud,
      principals: [...(present?.principals ?? []), ...added],
    });
  };
  for (const { managingTenant } of offers)
    add(managingTenant.tenantId, managingTenant.name, managingTenant.cloud, [
      ...withReaders(principalsOf(managingTenant), readersOf(managingTenant.tenantId, customers)),
      ...readersOf(managingTenant.tenantId, customers),
    ]);
  for (const customer of customers)
    add(customer.tenantId, customer.name, customer.cloud, [
      deployer(customer.tenantId, clientIdOf(customer, defaults)),
    ]);
  return {
    tenants: [...tenants.values()].sort((a, b) => compareText(a.id, b.id)),
    subscriptions: subscriptionsOf(customers, defaults),
    signedIn: { clientId: DEPLOYER_CLIENT_ID },
  };
}

/** The deployer of a customer's tenant. Its object id differs by tenant, as in Microsoft Entra ID. */
function deployer(tenantId: Guid, clientId: Guid): DirectoryPrincipal {
  return { id: v5(tenantId, clientId), type: "ServicePrincipal", displayName: "Sandbox deployer", clientId };
}

/**
 * The identities that read from a managing tenant. One is that of every process that signs in there, such as `keeper
 * fetch`. The others are those of customers that deploy themselves, for their plans.
 */
function readersOf(tenantId: Guid, customers: readonly Customer[]): DirectoryPrincipal[] {
  const clients = customers.flatMap(({ signIn }) =>
    signIn?.method === "oidc" && signIn.tenantId === tenantId ? [signIn.clientId] : [],
  );
  return [...new Set([DEPLOYER_CLIENT_ID, ...clients])].map((clientId) => ({
    ...deployer(tenantId, clientId),
    displayName: "Sandbox reader",
    readsDirectory: true,
    readsActivityLog: true,
  }));
}

/** Principals whose groups have the readers as members. The readers can then read what is delegated to the groups. */
function withReaders(
  principals: readonly DirectoryPrincipal[],
  readers: readonly DirectoryPrincipal[],
): DirectoryPrincipal[] {
  const members = readers.map(({ id }) => id);
  return principals.map((each) => (each.type === "Group" ? { ...each, members } : each));
}

function principalsOf({ principals }: Offer["managingTenant"]): DirectoryPrincipal[] {
  return Object.values(principals).map(({ objectId, type, displayName }) => ({
    id: objectId,
    // a principal that was adopted without its type exists: of which type, its source does not say
    type: type === UNKNOWN_TYPE ? "Group" : type,
    displayName,
  }));
}

function clientIdOf({ signIn }: Customer, defaults: EstateDefaults): Guid {
  const used = signIn ?? defaults.signIn;
  // a client of another tenant is none of the customer's
  const isOwn = signIn?.tenantId === undefined;
  return used.method === "oidc" && isOwn ? used.clientId : DEPLOYER_CLIENT_ID;
}

function subscriptionsOf(customers: readonly Customer[], defaults: EstateDefaults): DirectorySubscription[] {
  const found = new Map<Guid, DirectorySubscription>();
  for (const customer of customers) {
    const owner = deployer(customer.tenantId, clientIdOf(customer, defaults));
    for (const [name, id] of Object.entries(customer.subscriptions)) {
      // two customers with one subscription are an error; the first one keeps it
      if (found.has(id)) continue;
      found.set(id, {
        id,
        name: `${customer.id}-${name}`,
        tenantId: customer.tenantId,
        resourceGroups: resourceGroupsOf(customer, name),
        roleAssignments: [{ principalId: owner.id, role: "Owner" }],
      });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

function resourceGroupsOf({ delegations }: Customer, subscription: string): string[] {
  const names = delegations
    .flatMap(({ scopes }) => scopes)
    .filter((scope) => scope.subscription === subscription)
    .flatMap(({ resourceGroups }) => resourceGroups ?? [])
    .map(({ name }) => name);
  const bySpelling = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...bySpelling.values()].sort(compareText);
}
