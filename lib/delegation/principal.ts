import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";

/** What a principal is in Microsoft Entra ID; ARM's `principalType` words. */
export type PrincipalType = "Group" | "User" | "ServicePrincipal";

/** A principal of the managing tenant. */
export interface Principal<T extends PrincipalType = PrincipalType> {
  /** `Group` is best: membership then changes without touching any delegation. Security groups only. */
  readonly type: T;
  /** Object id in the managing tenant; of the service principal, not of its app registration. */
  readonly objectId: Guid;
  /** Shown to the customer beside the role. */
  readonly displayName: string;
}

/** The provider's tenant, with the registry of the principals that offers may name. */
export interface ManagingTenant {
  readonly tenantId: Guid;
  readonly name: string;
  readonly cloud: Cloud;
  /** Principals by your name for them. */
  readonly principals: Readonly<Record<string, Principal>>;
}
