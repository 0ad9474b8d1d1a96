import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { type KnownPrincipal, NameDirectory } from "./name-directory.ts";

/** Managing tenants beside those of facts. */
export interface FoundTenants {
  /** Tenants that the estate knows, with their names where known. Undefined where nothing was found in Azure. */
  readonly recorded: ReadonlyMap<Guid, string | undefined> | undefined;
  /** Names that Azure gives. */
  readonly claimed: ReadonlyMap<Guid, string>;
}

/**
 * Names by the base side's facts, or else by the side itself.
 *
 * @param tenants @default - none but those of the facts
 */
export function nameDirectoryOf(
  catalogue: RoleCatalogue,
  facts: EstateFacts | undefined,
  before: AccessSide,
  tenants: FoundTenants = { recorded: undefined, claimed: new Map() },
): NameDirectory {
  return new NameDirectory({
    catalogue,
    managingTenants: knownTenants(facts, tenants),
    claimedTenants: tenants.claimed,
    principals: knownPrincipals(facts, before),
    withoutRegistry: facts === undefined,
    subscriptions: subscriptionNames(facts),
    customers: customerNames(facts),
  });
}

/** Principals that base knows, by its registry. Without a registry, those with access before and their approvers. */
export function knownPrincipals(facts: EstateFacts | undefined, before: AccessSide): KnownPrincipal[] {
  if (facts === undefined) {
    return before.customers.flatMap(({ grants }) =>
      grants.flatMap(({ managingTenantId, principalId, principalDisplayName, access }) => {
        const approvers = access.kind === "standing" ? [] : access.approvers;
        return [{ principalId, displayName: principalDisplayName }, ...approvers].map((each) => ({
          ...each,
          managingTenantId,
          type: undefined,
        }));
      }),
    );
  }
  return Object.entries(facts.managingTenants).flatMap(([managingTenantId, { principals }]) =>
    Object.entries(principals).map(([principalId, { displayName, type }]) => ({
      managingTenantId,
      principalId,
      displayName,
      type,
    })),
  );
}

function knownTenants(
  facts: EstateFacts | undefined,
  { recorded }: FoundTenants,
): ReadonlyMap<Guid, string | undefined> | undefined {
  if (facts === undefined && recorded === undefined) return undefined;
  const named = Object.entries(facts?.managingTenants ?? {}).map(([id, { name }]): [Guid, string] => [
    id,
    name,
  ]);
  return new Map<Guid, string | undefined>([...(recorded ?? []), ...named]);
}

function subscriptionNames(facts: EstateFacts | undefined): ReadonlyMap<Guid, string> {
  const customers = Object.values(facts?.customers ?? {});
  return new Map(customers.flatMap(({ subscriptions }) => Object.entries(subscriptions)));
}

function customerNames(facts: EstateFacts | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(facts?.customers ?? {}).map(([id, { name }]) => [id, name]));
}
