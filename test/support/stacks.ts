import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SynthesizedStack, Synthesizer } from "../../lib/constructs/synthesize.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { EstateDefaults } from "../../lib/delegation/estate-defaults.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import type { RegisteredSubscription } from "../../lib/delegation/registration.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { aContext } from "./builders.ts";
import { sampleCatalogue } from "./catalogue.ts";

/** The sample estate of this repository, as keeper reads it. */
export async function sampleEstate(): Promise<Estate> {
  const root = join(import.meta.dirname, "..", "..");
  const read = await readEstate({ root, records: root }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
}

/** The defaults of an estate without `estate.ts`. */
export const DEFAULTS: EstateDefaults = aContext().defaults.value;

/** What these offers delegate for a customer. */
export function registered(customer: Customer, offers: readonly Offer[]): RegisteredSubscription[] {
  return registerCustomer(customer, new Map(offers.map((offer) => [offer.id, offer])), sampleCatalogue());
}

/** A customer's stack, made as `keeper synth` makes it. */
export function stackOf(
  customer: Customer,
  offers: readonly Offer[],
  defaults: EstateDefaults = DEFAULTS,
): SynthesizedStack {
  const scratch = mkdtempSync(join(tmpdir(), "keeper-test-"));
  try {
    const subscriptions = registered(customer, offers);
    return new Synthesizer(scratch).synthesize({
      customer,
      subscriptions,
      defaults,
      recordsFromStack: "../../..",
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
