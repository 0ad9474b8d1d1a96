import type { Cloud } from "../delegation/cloud.ts";
import type { PrincipalType } from "../delegation/principal.ts";

/** A principal of the managing tenant, as an author writes it. */
export interface PrincipalDefinition<T extends PrincipalType = PrincipalType> {
  /** `Group` is best: membership then changes without touching any delegation. Security groups only. */
  readonly type: T;
  /** Object id in the managing tenant; of the service principal, not of its app registration. */
  readonly objectId: string;
  /** Shown to the customer beside the role. */
  readonly displayName: string;
}

/** The provider's tenant and the principals that offers may name, as an author writes it. */
export interface ManagingTenantDefinition {
  readonly tenantId: string;
  readonly name: string;
  readonly cloud: Cloud;
  readonly principals: Readonly<Record<string, PrincipalDefinition>>;
}
