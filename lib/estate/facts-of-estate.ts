import type { Customer } from "../delegation/customer.ts";
import { type EstateFacts, estateFacts } from "../delegation/estate-facts.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Located } from "../rules/estate.ts";
import { locator } from "./locate.ts";

/**
 * The facts of an estate, with the lines that reviews point at, long after and elsewhere: of the delegations of every
 * customer, and of every version of a plan.
 */
export function factsOfEstate(
  root: string,
  offers: readonly Located<Offer>[],
  customers: readonly Located<Customer>[],
): EstateFacts {
  const lineOf = locator(root);
  return estateFacts(
    offers.map(({ value, file }) => ({
      value,
      file,
      lineOf: (plan: string, version: string) => lineOf({ file, path: ["plans", plan, "versions", version] }),
    })),
    customers.map(({ value, file }) => ({ value, file, line: lineOf({ file, path: ["delegations"] }) })),
  );
}
