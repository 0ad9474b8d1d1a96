import type { AccessGrant } from "../access/access-grant.ts";
import type { PrincipalType } from "../delegation/principal.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { type RefusedGrant, refusedGrants } from "./refused-grant.ts";

/** A principal in the base side's registry. */
export interface KnownPrincipal {
  readonly managingTenantId: Guid;
  readonly principalId: Guid;
  readonly displayName: string;
  /** Undefined where the base side shows the principal without its type. */
  readonly type: PrincipalType | undefined;
}

/** Names from the base side alone: a change must not name itself (docs/threat-model.md). */
export interface BaseNames {
  readonly catalogue: RoleCatalogue;
  readonly principals: readonly KnownPrincipal[];
  /** Whether the principals come from access before instead of a registry. @default - false */
  readonly withoutRegistry?: boolean;
  /** Names of subscriptions by their ids. @default - none */
  readonly subscriptions?: ReadonlyMap<Guid, string>;
  /**
   * Managing tenants that the estate knows, with their names where those are known. @default - which ones it knows is not
   * known
   */
  readonly managingTenants?: ReadonlyMap<Guid, string | undefined> | undefined;
  /** Names that Azure gives to managing tenants. @default - none */
  readonly claimedTenants?: ReadonlyMap<Guid, string> | undefined;
  /** Names of customers by their ids. @default - none */
  readonly customers?: ReadonlyMap<string, string>;
}

/** Name of a principal, and whether base or the change gave it. */
export interface PrincipalLabel {
  /** The base side's name. Where base has none, the name that the change claims, or the GUID. */
  readonly name: string;
  /**
   * `known`: base knows this GUID. `new`: it does not. `changed`: it does not, and the claimed name is that of another
   * principal of base.
   */
  readonly mark: "known" | "new" | "changed";
}

/** How a managing tenant is shown. */
export interface TenantLabel {
  /** The estate's name, or the one that Azure gives; undefined where neither has one. */
  readonly name: string | undefined;
  /** Whether the name is the estate's. */
  readonly isOwnName: boolean;
  /** `unlisted`: nothing says which tenants the estate knows. */
  readonly mark: "known" | "unknown" | "unlisted";
}

/** Looks up names of one base side. */
export class NameDirectory {
  /**
   * True: the principals are base's registry, so an unknown one is not registered. False: they are those with access
   * before, so an unknown one was just not seen.
   */
  readonly fromRegistry: boolean;
  /** Base's catalogue. */
  readonly catalogue: RoleCatalogue;
  readonly #subscriptions: ReadonlyMap<Guid, string>;
  readonly #customers: ReadonlyMap<string, string>;
  readonly #managingTenants: ReadonlyMap<Guid, string | undefined> | undefined;
  readonly #claimedTenants: ReadonlyMap<Guid, string>;
  readonly #byId: ReadonlyMap<string, KnownPrincipal>;
  /** Number of principals by their display names. */
  readonly #displayNames: ReadonlyMap<string, number>;

  constructor({ catalogue, principals, withoutRegistry = false, ...names }: BaseNames) {
    const { subscriptions, customers, managingTenants, claimedTenants } = names;
    this.fromRegistry = !withoutRegistry;
    this.catalogue = catalogue;
    this.#subscriptions = subscriptions ?? new Map();
    this.#customers = customers ?? new Map();
    this.#managingTenants = managingTenants;
    this.#claimedTenants = claimedTenants ?? new Map();
    this.#byId = new Map(principals.map((each) => [key(each.managingTenantId, each.principalId), each]));
    this.#displayNames = numbersOf([...this.#byId.values()]);
  }

  /** The role's name in base's catalogue, or undefined where base does not know it. */
  roleName(id: Guid): string | undefined {
    return roleById(this.catalogue, id)?.name;
  }

  /** The role's name in base's catalogue, or its GUID where base does not know it. */
  role(id: Guid): string {
    return this.roleName(id) ?? id;
  }

  /** Base's name of a subscription, or undefined where base does not know it. */
  subscription(id: Guid): string | undefined {
    return this.#subscriptions.get(id);
  }

  /** Base's name of a customer. Undefined where base does not know it, such as a new one. */
  customer(id: string): string | undefined {
    return this.#customers.get(id);
  }

  /** How a managing tenant is shown. */
  managingTenant(id: Guid): TenantLabel {
    const claimed = this.#claimedTenants.get(id);
    const name = this.#managingTenants?.get(id);
    const label = { name: name ?? claimed, isOwnName: name !== undefined };
    if (this.#managingTenants === undefined) return { ...label, mark: "unlisted" };
    return { ...label, mark: this.#managingTenants.has(id) ? "known" : "unknown" };
  }

  /**
   * Whether base knows a managing tenant. It does by its list, or else by a principal with access before. Where base
   * shows neither, nothing can be called new.
   */
  knowsTenant(id: Guid): boolean {
    if (this.#managingTenants !== undefined) return this.#managingTenants.has(id);
    const seen = [...this.#byId.values()];
    return seen.length === 0 || seen.some(({ managingTenantId }) => managingTenantId === id);
  }

  /**
   * Whether to show managing tenants. They are shown where there are several, or the estate does not know one of them.
   */
  showsTenants(ids: ReadonlySet<Guid>): boolean {
    return ids.size > 1 || [...ids].some((id) => this.managingTenant(id).mark === "unknown");
  }

  /** The grants that Azure refuses by base's catalogue, and why. */
  refused(grants: readonly AccessGrant[]): RefusedGrant[] {
    return refusedGrants(grants, this.catalogue);
  }

  /** @param claimed the display name that the document gives: shown only where base has none */
  principal(managingTenantId: Guid, principalId: Guid, claimed: string): PrincipalLabel {
    const known = this.#byId.get(key(managingTenantId, principalId));
    if (known !== undefined) return { name: known.displayName, mark: "known" };
    const taken = claimed !== "" && this.#displayNames.has(lookalikeForm(claimed));
    return { name: claimed === "" ? principalId : claimed, mark: taken ? "changed" : "new" };
  }

  /** Whether several principals of base have names that look the same. */
  isAmbiguous(displayName: string): boolean {
    return (this.#displayNames.get(lookalikeForm(displayName)) ?? 0) > 1;
  }

  /** Type of a principal, or undefined where base does not know it. */
  principalType(managingTenantId: Guid, principalId: Guid): PrincipalType | undefined {
    return this.#byId.get(key(managingTenantId, principalId))?.type;
  }
}

function numbersOf(principals: readonly KnownPrincipal[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { displayName } of principals) {
    const form = lookalikeForm(displayName);
    numbers.set(form, (numbers.get(form) ?? 0) + 1);
  }
  return numbers;
}

function key(managingTenantId: Guid, principalId: Guid): string {
  return `${managingTenantId}/${principalId}`;
}

/**
 * Normalized form in which names that look the same are equal. NFKC, lower case, single spaces, no format characters.
 */
export function lookalikeForm(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/\s+/gu, " ")
    .toLowerCase();
}
