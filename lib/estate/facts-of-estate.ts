import { type EstateFacts, estateFacts } from "../delegation/estate-facts.ts";
import type { Estate } from "../rules/estate.ts";
import { locator } from "./locate.ts";

/**
 * Collects the facts of an estate, with line numbers for later reviews. They describe each customer's delegations, and
 * each version of a plan.
 */
export function factsOfEstate(
  root: string,
  { offers, customers, defaults }: Pick<Estate, "offers" | "customers" | "defaults">,
): EstateFacts {
  const lineOf = locator(root);
  return estateFacts(
    offers.map(({ value, file }) => ({
      value,
      file,
      lineOf: (plan: string, version: string) => lineOf({ file, path: ["plans", plan, "versions", version] }),
    })),
    customers.map(({ value, file }) => ({ value, file, line: lineOf({ file, path: ["delegations"] }) })),
    defaults.value,
  );
}
