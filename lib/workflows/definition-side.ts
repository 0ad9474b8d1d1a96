import type { AccessSide } from "../access/access-side.ts";
import { definedAccess } from "../access/defined-access.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { registerCustomer } from "../delegation/register.ts";
import { factsOfEstate } from "../estate/facts-of-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { checkRules } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import { compareText } from "../values/compare-text.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";

/** The access that definitions ask for, with how everything in them is called. */
export interface DefinedSide {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/**
 * Runs an estate's definitions in this process, and returns the access that they request. Definitions are programs:
 * only the child process of a review calls this.
 */
export async function readDefinitions(root: string): Promise<Outcome<DefinedSide>> {
  const read = await readEstate({ root, records: root }, "complete", false);
  return read.ok ? definedSide(read.value, root) : read;
}

function definedSide(estate: Estate, root: string): Outcome<DefinedSide> {
  const sound = brokenRules(checkRules(estate, RULES).findings);
  return sound.ok ? success(sideOfEstate(estate, root)) : sound;
}

/** The access that definitions ask for. Expects that no rule finds an error. */
export function sideOfEstate(estate: Estate, root: string): DefinedSide {
  const offers = offersById(estate);
  const customers = estate.customers
    .map(({ value }) => definedAccess(value.id, registerCustomer(value, offers, estate.catalogue)))
    .sort((a, b) => compareText(a.customer, b.customer));
  return {
    side: { source: "definitions", selection: "complete", customers },
    facts: factsOfEstate(root, estate),
  };
}
