import type { FoundDefinition } from "../access/found-access.ts";
import { registrationDefinitionGuid } from "../delegation/arm-guid.ts";
import type { Guid } from "../values/guid.ts";
import type { Ownership } from "./finding.ts";

/** What decides whose a delegation is. */
export interface Owners {
  /** Managing tenants of the estate, now and at its last synthesis. */
  readonly managingTenants: ReadonlySet<Guid>;
  /** Offers of the estate, now and at its last synthesis. */
  readonly offers: ReadonlySet<string>;
}

/**
 * Owner of a delegation in Azure. Its description is ignored: who can write a delegation can write that too.
 *
 * @param isDefined whether the estate defines a delegation with its id
 */
export function ownershipOf(
  { managingTenantId, subscriptionId, registrationDefinitionId }: FoundDefinition,
  isDefined: boolean,
  { managingTenants, offers }: Owners,
): Ownership {
  if (!managingTenants.has(managingTenantId)) return "another-tenant";
  if (isDefined) return "ours";
  const isOwnId = [...offers].some(
    (offer) =>
      registrationDefinitionGuid(managingTenantId, subscriptionId, offer) === registrationDefinitionId,
  );
  return isOwnId ? "ours" : "unknown";
}
