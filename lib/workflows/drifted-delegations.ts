import type { Customer } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { Registration } from "../delegation/registration.ts";
import { type Allowance, allowanceOf } from "../drift/allowance.ts";
import { readWhole } from "../drift/unread.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { Guid } from "../values/guid.ts";
import type { LoadedSnapshot } from "./load-snapshot.ts";

/** A delegation of a customer that was looked at. */
export interface LookedAt {
  readonly customer: string;
  readonly subscriptionId: Guid;
  readonly offer: string;
}

/** A delegation, and how Azure differs from it. */
export interface Look extends LookedAt {
  readonly allowance: Allowance;
}

/**
 * How Azure differs from every delegation of these customers, as defined. What deviations allow counts too.
 *
 * @param gone subscriptions that the snapshot did not read, whose delegations are said to be gone
 */
export function lookedAt(
  { customers, offers, catalogue }: Pick<Estate, "customers" | "offers" | "catalogue">,
  ids: readonly string[],
  { found, snapshot }: LoadedSnapshot,
  gone: ReadonlySet<Guid> = new Set(),
): Look[] {
  const known = { read: readWhole(snapshot), gone };
  const byId = offersById({ offers });
  return customers
    .filter(({ value }) => ids.includes(value.id))
    .flatMap(({ value }) =>
      definedRegistrations(value, byId, catalogue).map((registration) => ({
        customer: value.id,
        subscriptionId: registration.definition.subscriptionId,
        offer: registration.definition.offerId,
        allowance: allowanceOf(registration, found, known),
      })),
    );
}

function definedRegistrations(
  customer: Customer,
  offers: ReturnType<typeof offersById>,
  catalogue: Estate["catalogue"],
): Registration[] {
  return registerCustomer({ ...customer, deviations: [] }, offers, catalogue).flatMap(
    ({ registrations }) => registrations,
  );
}
