import type { Estate } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { success } from "../values/result.ts";

/** Most names that a message lists. */
const MOST_NAMES = 10;

/**
 * Fix for an unknown name: names the most similar one, or lists the known ones.
 *
 * @param otherwise the fix where nothing is known. @default - `name one that is there`
 */
export function fixOfName(
  wanted: string,
  known: readonly string[],
  otherwise = "name one that is there",
): string {
  const near = nearest(wanted, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? otherwise : `name one of: ${listed(known, MOST_NAMES)}`;
}

/** Fails where an estate does not define all of these customers. The failure names the first missing one. */
export function customersAreKnown(
  ids: readonly string[],
  { customers }: Pick<Estate, "customers">,
): Outcome<undefined> {
  const known = customers.map(({ value }) => value.id);
  const unknown = ids.find((id) => !known.includes(id));
  return unknown === undefined ? success(undefined) : unknownCustomer(unknown, known);
}

/** The failure for a customer that no definition has, with the id that was meant. */
export function unknownCustomer(id: string, known: readonly string[]): Outcome<never> {
  return failure(
    "unknown-customer",
    `no file in customers/ defines the customer ${JSON.stringify(id)}`,
    fixOfName(id, known, "define a customer first"),
  );
}
