import { sortGrants } from "../access/access-grant.ts";
import { definitionKey } from "../access/access-parts.ts";
import {
  type CustomerAccess,
  compareAssignments,
  compareDefinitions,
  type DelegatedDefinition,
} from "../access/access-side.ts";
import type { FoundDefinition } from "../access/found-access.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { Guid } from "../values/guid.ts";

/** A delegation in Azure that this estate never made: it stays as it is. */
export interface NotManaged {
  readonly kind: "not-managed";
  readonly customer: string;
  readonly definition: FoundDefinition;
  /** Number of scopes that it is on. */
  readonly scopes: number;
  /** Number of grants that it makes. */
  readonly grants: number;
}

/** Both sides of a customer, and what this estate does not manage. */
export interface Separated {
  readonly found: CustomerAccess;
  readonly other: CustomerAccess | undefined;
  readonly notes: readonly NotManaged[];
}

/**
 * Adds Azure's delegations that this estate never made to the other side too. A deployment leaves them as they are.
 * They count in the access that principals keep. On subscriptions that the other side lacks, they are left out.
 *
 * @param ownTenants the estate's managing tenants
 */
export function separateUnmanaged(
  found: CustomerAccess,
  other: CustomerAccess | undefined,
  ownTenants: ReadonlySet<Guid>,
): Separated {
  const defined = new Set(other?.definitions.map(keyOf));
  const isForeign = (each: DelegatedDefinition) =>
    !(defined.has(keyOf(each)) || wasWrittenHere(each, ownTenants));
  const foreign = found.definitions.filter(isForeign);
  if (foreign.length === 0) return { found, other, notes: [] };
  const part = partOf(found, new Set(foreign.map(keyOf)));
  const notes = foreign.map((each) => noteOf(each, found.customer, part));
  const listed = new Set(other?.subscriptionIds);
  const isListed = (id: Guid) => listed.has(id);
  const carried = partOf(found, new Set(foreign.filter((each) => isListed(each.subscriptionId)).map(keyOf)));
  const dropped = new Set(foreign.filter((each) => !isListed(each.subscriptionId)).map(keyOf));
  return {
    found: partOf(found, new Set(found.definitions.map(keyOf).filter((key) => !dropped.has(key)))),
    other: other === undefined ? undefined : withPart(other, carried),
    notes,
  };
}

/** A definition to a managing tenant of the estate with keeper's marker. The marker alone says nothing. */
function wasWrittenHere(
  { managingTenantId, claimedSource }: DelegatedDefinition,
  ownTenants: ReadonlySet<Guid>,
): boolean {
  return claimedSource !== undefined && ownTenants.has(managingTenantId);
}

function noteOf(each: DelegatedDefinition, customer: string, part: CustomerAccess): NotManaged {
  const { subscriptionId, registrationDefinitionId, managingTenantId, name } = each;
  const own = partOf(part, new Set([keyOf(each)]));
  return {
    kind: "not-managed",
    customer,
    definition: { subscriptionId, registrationDefinitionId, managingTenantId, name },
    scopes: own.assignments.length,
    grants: own.grants.length,
  };
}

/** The part of a customer's access that comes from these definitions. */
function partOf(access: CustomerAccess, keys: ReadonlySet<string>): CustomerAccess {
  const isPart = ({ scope, registrationDefinitionId }: { scope: string; registrationDefinitionId: Guid }) =>
    keys.has(definitionKey(subscriptionOfScope(scope), registrationDefinitionId));
  return {
    ...access,
    definitions: access.definitions.filter((each) => keys.has(keyOf(each))),
    assignments: access.assignments.filter(isPart),
    grants: access.grants.filter(isPart),
  };
}

function withPart(access: CustomerAccess, part: CustomerAccess): CustomerAccess {
  return {
    ...access,
    definitions: [...access.definitions, ...part.definitions].sort(compareDefinitions),
    assignments: [...access.assignments, ...part.assignments].sort(compareAssignments),
    grants: sortGrants([...access.grants, ...part.grants]),
  };
}

function keyOf({ subscriptionId, registrationDefinitionId }: DelegatedDefinition): string {
  return definitionKey(subscriptionId, registrationDefinitionId);
}
