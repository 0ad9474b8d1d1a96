import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import { type TakenAway, takenAway } from "../access/taken-away.ts";
import type { Customer } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { offerWithout } from "../delegation/revocation.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { Guid } from "../values/guid.ts";

/** A customer of whose access something is taken away. */
export interface RevokedCustomer {
  readonly customer: string;
  readonly deployedBy: Customer["deployedBy"];
  readonly taken: TakenAway;
  /** ARM ids of its assignments that the provider can remove afterwards: another principal has the Delete role there. */
  readonly removable: readonly string[];
  /** ARM ids of its other assignments: the customer alone can remove them. */
  readonly lasting: readonly string[];
}

/** What the customers of an estate lose without a principal; those that lose nothing are left out. */
export function revokedCustomers(before: Estate, objectId: Guid): RevokedCustomer[] {
  const offers = offersById(before);
  const gone = new Set([objectId]);
  const without = new Map([...offers].map(([id, offer]) => [id, offerWithout(offer, gone)]));
  return before.customers
    .map(({ value: customer }) => {
      const [had, left] = [offers, without].map((each) =>
        accessOf(registerCustomer(customer, each, before.catalogue)),
      ) as [AccessGrant[], AccessGrant[]];
      const taken = takenAway(had, left, objectId);
      const concerned = new Set(Object.values(taken).flatMap((grants) => grants.map(assignmentOf)));
      const removable = new Set(left.filter(mayRemove).map(assignmentOf));
      return {
        customer: customer.id,
        deployedBy: customer.deployedBy,
        taken,
        removable: [...concerned].filter((id) => removable.has(id)).sort(),
        lasting: [...concerned].filter((id) => !removable.has(id)).sort(),
      };
    })
    .filter(({ taken }) => Object.values(taken).some((grants) => grants.length > 0));
}

function mayRemove({ roleDefinitionId, access }: AccessGrant): boolean {
  return roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID && access.kind === "standing";
}

function assignmentOf({ scope, registrationAssignmentId }: AccessGrant): string {
  return registrationAssignmentResourceId(scope, registrationAssignmentId);
}
