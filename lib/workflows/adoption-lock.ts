import { parseCustomer } from "../definitions/customer-schema.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import type { Customer } from "../delegation/customer.ts";
import { importMark, type LockedCustomer, lockedCustomer } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Read } from "../documents/problem.ts";
import type { Estate } from "../rules/estate.ts";
import type { CheckedAdoption } from "./adoption-check.ts";
import type { CustomerEdit } from "./customer-edits.ts";

/** The lock's entries of the adopted customers, each with its import mark. */
export function lockEntries(
  { offers, customers, extensions }: CheckedAdoption,
  edits: readonly CustomerEdit[],
  estate: Estate,
): Record<string, LockedCustomer> {
  const known = new Map(estate.offers.map(({ value }) => [value.id, value]));
  for (const each of offers) known.set(each.id, defined(parseOffer(each)));
  const written = new Set(edits.flatMap(({ customer, edited }) => (edited === undefined ? [] : [customer])));
  return Object.fromEntries([
    ...customers.map((each): [string, LockedCustomer] => {
      const customer = defined(parseCustomer(each));
      return [each.id, markedEntry(customer, customer, known)];
    }),
    ...extensions
      .filter(({ combined }) => written.has(combined.id))
      .map(({ extension, combined }): [string, LockedCustomer] => {
        const added = combined.delegations.slice(extension.owner.value.delegations.length);
        return [combined.id, markedEntry(combined, { ...combined, delegations: added }, known)];
      }),
  ]);
}

/** @param adopted the part of the customer that is imported */
function markedEntry(
  customer: Customer,
  adopted: Customer,
  offers: ReadonlyMap<string, Offer>,
): LockedCustomer {
  const scopes = adopted.delegations.flatMap(({ offer, scopes: own }) =>
    own.map(({ subscription }) => [adopted.subscriptions[subscription] ?? "", offer] as const),
  );
  const imports = importMark(scopes);
  return { ...lockedCustomer(customer, offers), ...(imports === undefined ? {} : { imports }) };
}

function defined<T>(read: Read<T>): T {
  if (!read.ok) throw new Error("an adopted definition was checked before");
  return read.value;
}
