import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";

/** What a principal is in Microsoft Entra ID; ARM's `principalType` words. */
export type PrincipalType = "Group" | "User" | "ServicePrincipal";

/** A principal of the managing tenant. `displayName` is shown to the customer. */
export interface Principal {
  readonly type: PrincipalType;
  readonly objectId: Guid;
  readonly displayName: string;
}

/** The provider's tenant, with the registry of the principals that offers may name. */
export interface ManagingTenant {
  readonly tenantId: Guid;
  readonly name: string;
  readonly cloud: Cloud;
  readonly principals: Readonly<Record<string, Principal>>;
}
