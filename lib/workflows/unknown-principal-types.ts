import type { SourcedDelegation } from "../adoption/adoption.ts";
import { contentOf } from "../adoption/content.ts";
import { lookUpPrincipalTypes } from "../azure/principal-types.ts";
import type { Cloud } from "../delegation/cloud.ts";
import type { Offer } from "../delegation/offer.ts";
import type { PrincipalType } from "../delegation/principal.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { World } from "./world.ts";

/**
 * Types of principals of found delegations that no offer knows. Looked up in Microsoft Graph where Azure CLI is signed
 * in to their tenant. What is not found is left out.
 */
export async function unknownPrincipalTypes(
  delegations: readonly SourcedDelegation[],
  offers: readonly Offer[],
  { tenants, cloud }: { readonly tenants: ReadonlySet<Guid>; readonly cloud: Cloud },
  environment: World["environment"],
  now: () => number,
): Promise<ReadonlyMap<Guid, PrincipalType>> {
  const known = new Set(
    offers.flatMap(({ managingTenant }) =>
      Object.values(managingTenant.principals).map(({ objectId }) => objectId),
    ),
  );
  const types = new Map<Guid, PrincipalType>();
  for (const tenantId of tenants) {
    const own = delegations.filter(
      ({ definition }) => definition.managingTenantId.toLowerCase() === tenantId,
    );
    const ids = [...new Set(own.flatMap(principalIds))].filter((id) => !known.has(id)).sort(compareText);
    for (const [id, type] of await lookUpPrincipalTypes({ tenantId, cloud }, ids, environment, now))
      types.set(id, type);
  }
  return types;
}

function principalIds({ definition }: SourcedDelegation): Guid[] {
  return contentOf(definition).entries.flatMap(({ principalId, access }) => [
    principalId,
    ...(access.kind === "eligible" ? access.approvers.map((each) => each.principalId) : []),
  ]);
}
