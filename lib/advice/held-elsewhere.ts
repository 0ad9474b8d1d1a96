import type { Customer, DelegatedScope, Delegation } from "../delegation/customer.ts";
import type { Authorization, EligibleAuthorization } from "../delegation/offer.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type AdvisedGrant, type AdvisedVersion, isSamePrincipal, replaceable } from "./advised-version.ts";

/** A standing grant of a plan version. */
export interface HeldGrant {
  readonly grant: AdvisedGrant<Authorization>;
  readonly version: AdvisedVersion;
}

/**
 * Standing grants that customers have beside a version. They come from other offers, plans and versions that the
 * customers take.
 */
export class HeldElsewhere {
  readonly #versions: ReadonlyMap<string, AdvisedVersion>;
  readonly #catalogue: RoleCatalogue;
  /** Worked out once for each version: the sets of other versions beside it. */
  readonly #beside = new Map<AdvisedVersion, readonly (readonly AdvisedVersion[])[]>();

  /** @param versions all versions that customers take */
  constructor(versions: readonly AdvisedVersion[], catalogue: RoleCatalogue) {
    this.#versions = new Map(versions.map((each) => [keyOf(each.offer.id, each.plan, each.number), each]));
    this.#catalogue = catalogue;
  }

  /** What a principal of a version holds on its scopes by other versions. Equal lists are given once. */
  grantsBeside(
    advised: AdvisedVersion,
    authorization: Authorization | EligibleAuthorization,
  ): readonly (readonly HeldGrant[])[] {
    return this.#setsBeside(advised).map((versions) =>
      versions.flatMap((version) =>
        replaceable(version.version.authorizations, this.#catalogue)
          .filter((grant) => isSamePrincipal(grant.authorization, authorization))
          .map((grant) => ({ grant, version })),
      ),
    );
  }

  #setsBeside(advised: AdvisedVersion): readonly (readonly AdvisedVersion[])[] {
    const known = this.#beside.get(advised);
    if (known !== undefined) return known;
    const sets = new Map<string, readonly AdvisedVersion[]>();
    for (const customer of advised.takers) {
      for (const scope of scopesOf(customer, advised)) {
        const keys = keysCovering(customer, scope, advised);
        const versions = keys.flatMap((key) => this.#versions.get(key) ?? []).filter(isOfTenant(advised));
        sets.set(JSON.stringify(keys), versions);
      }
    }
    const found = [...sets.values()];
    this.#beside.set(advised, found);
    return found;
  }
}

function isOfTenant({ offer }: AdvisedVersion): (other: AdvisedVersion) => boolean {
  return (other) => other.offer.managingTenant.tenantId === offer.managingTenant.tenantId;
}

function scopesOf({ delegations }: Customer, advised: AdvisedVersion): DelegatedScope[] {
  return delegations.filter((each) => isOf(each, advised)).flatMap(({ scopes }) => scopes);
}

/** Other versions that the customer has delegated on the whole of a scope, sorted. */
function keysCovering({ delegations }: Customer, scope: DelegatedScope, advised: AdvisedVersion): string[] {
  const keys = delegations
    .filter((each) => !isOf(each, advised) && each.scopes.some((other) => covers(other, scope)))
    .map(({ offer, plan, version }) => keyOf(offer, plan, version));
  return [...new Set(keys)].sort();
}

/** Whether the delegation of one scope reaches all of another one. */
function covers(scope: DelegatedScope, other: DelegatedScope): boolean {
  if (scope.subscription !== other.subscription) return false;
  if (scope.resourceGroups === undefined) return true;
  const names = new Set(scope.resourceGroups.map(({ name }) => name.toLowerCase()));
  return other.resourceGroups?.every(({ name }) => names.has(name.toLowerCase())) ?? false;
}

function isOf({ offer, plan, version }: Delegation, advised: AdvisedVersion): boolean {
  return keyOf(offer, plan, version) === keyOf(advised.offer.id, advised.plan, advised.number);
}

function keyOf(offer: string, plan: string, version: string): string {
  return JSON.stringify([offer, plan, version]);
}
