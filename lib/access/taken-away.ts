import type { Customer } from "../delegation/customer.ts";
import type { Principal, Revocation } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";
import { type AccessGrant, grantIdentity } from "./access-grant.ts";

/** What the revocation of one principal takes away from a customer's access. */
export interface TakenAway {
  /** What the principal holds. */
  readonly own: readonly AccessGrant[];
  /** Access on request of others that goes whole, because no other approver is left. */
  readonly withoutApprover: readonly AccessGrant[];
  /** Access on request of others that has fewer approvers left. */
  readonly fewerApprovers: readonly AccessGrant[];
}

/** A customer of whose access a revocation takes something away. */
export interface RevokedCustomer {
  readonly customer: string;
  readonly deployedBy: Customer["deployedBy"];
  readonly taken: TakenAway;
  /** ARM ids of its assignments that the provider can remove afterwards. Another principal has the Delete role there. */
  readonly removable: readonly string[];
  /** ARM ids of its other assignments: the customer alone can remove them. */
  readonly lasting: readonly string[];
}

/** What a revocation did to the definitions, and what it takes away. Nothing was deployed. */
export interface Revoked {
  readonly principal: Principal;
  readonly managingTenantId: Guid;
  readonly mark: Revocation;
  /** The customers at which it is revoked, by id; empty for everywhere. */
  readonly at: readonly string[];
  /** Files that got the mark, relative to the estate's root. */
  readonly edited: readonly string[];
  /**
   * Files that could not be marked. They are offers that name the principal, or files of the customers. A person adds
   * the mark.
   */
  readonly unmarked: readonly string[];
  /** Customers whose access changes, or would change with every mark in place; by id. */
  readonly customers: readonly RevokedCustomer[];
  /** Customers at which the principal keeps what it has, by id. */
  readonly elsewhere: readonly string[];
  /** Unreadable files in `offers/`. Whether they name the principal is not known, and they are not edited. */
  readonly unreadOffers: readonly string[];
  /** Files of customers that cannot be read or resolved: what they lose is not known. */
  readonly unreadCustomers: readonly string[];
  /**
   * Of `customers`, those that `keeper synth` can take alone. Undefined where no error stops a synthesis of everything.
   */
  readonly apart: readonly string[] | undefined;
  /** Customers on whose version no standing access is left now (LH014), by id. */
  readonly emptied: readonly string[];
}

/** Sorts what is missing after a revocation. @param after access of the same customer with the principal revoked */
export function takenAway(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  principalId: Guid,
): TakenAway {
  const left = new Set(after.map(grantIdentity));
  const stays = new Set(after.filter(({ access }) => access.kind === "eligible").map(placeOf));
  const gone = before.filter((grant) => !left.has(grantIdentity(grant)));
  const ofOthers = gone.filter((grant) => grant.principalId !== principalId);
  return {
    own: gone.filter((grant) => grant.principalId === principalId),
    withoutApprover: ofOthers.filter((grant) => !stays.has(placeOf(grant))),
    fewerApprovers: ofOthers.filter((grant) => stays.has(placeOf(grant))),
  };
}

/** Who has what where, whatever the terms. */
function placeOf({ principalId, roleDefinitionId, scope, registrationDefinitionId }: AccessGrant): string {
  return JSON.stringify([principalId, roleDefinitionId, scope, registrationDefinitionId]);
}
