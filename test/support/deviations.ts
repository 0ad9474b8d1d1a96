import type { Customer } from "../../lib/delegation/customer.ts";
import { type DelegatedForm, type Deviation, formOf } from "../../lib/delegation/deviation.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { deviationDigest } from "../../lib/estate/deviation-files.ts";
import { sampleCatalogue } from "./catalogue.ts";

/** What a customer's first delegation is by its definitions. */
export function definedForm(customer: Customer, offer: Offer): DelegatedForm {
  const subscriptions = registerCustomer(customer, new Map([[offer.id, offer]]), sampleCatalogue());
  const registration = subscriptions.flatMap(({ registrations }) => registrations)[0];
  if (registration === undefined) throw new Error("nothing is delegated");
  return formOf(registration);
}

/** A deviation of a customer's first delegation: what Azure has is what is defined, changed. */
export function aDeviation(
  customer: Customer,
  offer: Offer,
  inAzure: (defined: DelegatedForm) => DelegatedForm,
  changes: Partial<Deviation> = {},
): Deviation {
  const defined = definedForm(customer, offer);
  const held = {
    customer: customer.id,
    subscriptionId: Object.values(customer.subscriptions)[0] ?? "",
    offer: offer.id,
    defined,
    azure: inAzure(defined),
  };
  const words = { reason: "asked for by the customer", by: "Kim", until: "2027-01-31" };
  return { ...held, ...words, digest: deviationDigest(held), ...changes };
}
