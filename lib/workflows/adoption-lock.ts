import { parseCustomer } from "../definitions/customer-schema.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import type { Customer } from "../delegation/customer.ts";
import { importMark, type LockedCustomer, lockedCustomer } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Read } from "../documents/problem.ts";
import { type AddedVersions, takenVersions } from "../estate/updated-record.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { CheckedAdoption } from "./adoption-check.ts";
import type { CustomerEdit } from "./customer-edits.ts";

/** The lock's entries of the adopted customers, each with its import mark. */
export function lockEntries(
  { offers, customers, extensions }: CheckedAdoption,
  edits: readonly CustomerEdit[],
  estate: Estate,
): Record<string, LockedCustomer> {
  const known = knownOffers(offers, estate);
  const written = writtenCustomers(edits);
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

/** The versions that adopted customers take: they are recorded as they were found. */
export function adoptedVersions(
  { offers, customers, extensions }: CheckedAdoption,
  edits: readonly CustomerEdit[],
  estate: Estate,
): AddedVersions[] {
  const written = writtenCustomers(edits);
  const extended = extensions.map(({ combined }) => combined).filter(({ id }) => written.has(id));
  return takenVersions({
    customers: [...customers.map((each) => defined(parseCustomer(each))), ...extended],
    offers: knownOffers(offers, estate),
  });
}

function knownOffers(adopted: CheckedAdoption["offers"], estate: Estate): ReadonlyMap<string, Offer> {
  const known = new Map(offersById(estate));
  for (const each of adopted) known.set(each.id, defined(parseOffer(each)));
  return known;
}

/** Customers of the estate whose files get the additions. */
function writtenCustomers(edits: readonly CustomerEdit[]): ReadonlySet<string> {
  return new Set(edits.flatMap(({ customer, edited }) => (edited === undefined ? [] : [customer])));
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
