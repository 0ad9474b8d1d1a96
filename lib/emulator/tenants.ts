import type { Cloud } from "../delegation/cloud.ts";
import type { Guid } from "../values/guid.ts";
import type {
  AzureDirectory,
  DirectoryPrincipal,
  DirectorySubscription,
  DirectoryTenant,
} from "./directory.ts";

/** Lookups in a directory; GUIDs are compared case-insensitively. */
export class Tenants {
  readonly directory: AzureDirectory;
  readonly #tenants: ReadonlyMap<string, DirectoryTenant>;
  readonly #subscriptions: ReadonlyMap<string, DirectorySubscription>;

  constructor(directory: AzureDirectory) {
    this.directory = directory;
    this.#tenants = new Map(directory.tenants.map((each) => [each.id.toLowerCase(), each]));
    this.#subscriptions = new Map(directory.subscriptions.map((each) => [each.id.toLowerCase(), each]));
  }

  tenant(id: Guid): DirectoryTenant | undefined {
    return this.#tenants.get(id.toLowerCase());
  }

  subscription(id: Guid): DirectorySubscription | undefined {
    return this.#subscriptions.get(id.toLowerCase());
  }

  principal(tenantId: Guid, id: Guid): DirectoryPrincipal | undefined {
    return this.tenant(tenantId)?.principals.find((each) => same(each.id, id));
  }

  /** The principal that signs in to a tenant with a client id or object id. Users have no client id. */
  signingIn(tenantId: Guid, clientId: string): DirectoryPrincipal | undefined {
    return this.tenant(tenantId)?.principals.find(
      (each) => same(each.id, clientId) || (each.clientId !== undefined && same(each.clientId, clientId)),
    );
  }

  /** A tenant's cloud; public by default, undefined for a missing tenant. */
  cloud(tenantId: Guid): Cloud | undefined {
    const tenant = this.tenant(tenantId);
    return tenant && (tenant.cloud ?? "public");
  }

  /** Object ids of a principal and of all its groups, nested groups included. In lower case. */
  memberships(tenantId: Guid, principalId: Guid): ReadonlySet<Guid> {
    const groups = this.tenant(tenantId)?.principals ?? [];
    const found = new Set([principalId.toLowerCase()]);
    let grown = true;
    while (grown) {
      const before = found.size;
      for (const { id, members = [] } of groups)
        if (members.some((member) => found.has(member.toLowerCase()))) found.add(id.toLowerCase());
      grown = found.size > before;
    }
    return found;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
