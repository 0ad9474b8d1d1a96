import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";

/** Type of a principal in Microsoft Entra ID, in ARM's words (`principalType`). */
export type PrincipalType = "Group" | "User" | "ServicePrincipal";

/** Type of a principal that was adopted from a source without types. Azure stores none; rules need one. */
export const UNKNOWN_TYPE = "unknown";

/** Identity of a principal of the managing tenant. */
export interface PrincipalIdentity<T extends PrincipalType = PrincipalType> {
  /** Prefer `Group` (a security group): a change of members needs no change of delegations. */
  readonly type: T | typeof UNKNOWN_TYPE;
  /** Object id in the managing tenant; of the service principal, not of its app registration. */
  readonly objectId: Guid;
}

/**
 * The mark on a principal whose access is revoked everywhere. The principal is granted nothing, and approves nothing.
 */
export interface Revocation {
  /** The day of the revocation, as YYYY-MM-DD. */
  readonly since: string;
  /** Why: one line of text. */
  readonly reason: string;
}

/** The mark on a principal whose access is taken away at one customer. */
export interface RevokedAtCustomer extends Revocation {
  /** Object id of the principal in the managing tenant. */
  readonly objectId: Guid;
}

/** A principal of the managing tenant. */
export interface Principal<T extends PrincipalType = PrincipalType> extends PrincipalIdentity<T> {
  /** The customer sees it beside the role. Empty: none, and the customer sees the object id. */
  readonly displayName: string;
  /** That its access is taken away in every version of every plan. @default - it is not revoked */
  readonly revoked?: Revocation | undefined;
}

/** The provider's tenant. */
export interface ManagingTenantIdentity {
  readonly tenantId: Guid;
  readonly name: string;
  readonly cloud: Cloud;
}

/** The provider's tenant, with the principals that offers may name. */
export interface ManagingTenant extends ManagingTenantIdentity {
  /** Principals by a name of the author's choice. */
  readonly principals: Readonly<Record<string, Principal>>;
}

/** A principal by its display name, or by its object id where it has none. */
export function nameOfPrincipal({ displayName, objectId }: Principal): string {
  return displayName === "" ? objectId : displayName;
}
