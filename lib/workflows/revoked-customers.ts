import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import { type RevokedCustomer, takenAway } from "../access/taken-away.ts";
import { registerCustomer } from "../delegation/register.ts";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import { offerWithout } from "../delegation/revocation.ts";
import { stemOf } from "../estate/read-definitions.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { Guid } from "../values/guid.ts";

/** A customer's file, with the customer's id, or the id in the file name. */
export interface UnresolvedCustomer {
  readonly id: string;
  readonly file: string;
}

/** Customers whose files cannot be read, or name something that is not defined. What they have is not known. */
export function unresolvedCustomers({
  customers,
  offers,
  unreadable,
  catalogue,
}: Estate): UnresolvedCustomer[] {
  const known = offersById({ offers });
  const unread = unreadable.map(({ at }) => at.file).filter((file) => file.startsWith("customers/"));
  return [
    ...[...new Set(unread)].map((file) => ({ id: stemOf(file), file })),
    ...customers
      .filter(({ value }) => !isResolvable(value, known, catalogue))
      .map(({ value: { id }, file }) => ({ id, file })),
  ];
}

/** What the customers of an estate lose without a principal. Without those that lose nothing or are not resolved. */
export function revokedCustomers(before: Estate, objectId: Guid): RevokedCustomer[] {
  const offers = offersById(before);
  const gone = new Set([objectId]);
  const without = new Map([...offers].map(([id, offer]) => [id, offerWithout(offer, gone)]));
  return before.customers
    .filter(({ value }) => isResolvable(value, offers, before.catalogue))
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
