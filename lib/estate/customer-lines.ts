import type { Customer } from "../delegation/customer.ts";
import type { Located } from "../rules/context.ts";
import { locator } from "./locate.ts";

/** Customers with the lines of their delegations: what reviews point at, long after and elsewhere. */
export function withLines(
  root: string,
  customers: readonly Located<Customer>[],
): readonly (Located<Customer> & { readonly line: number | undefined })[] {
  const lineOf = locator(root);
  return customers.map(({ value, file }) => ({ value, file, line: lineOf({ file, path: ["delegations"] }) }));
}
