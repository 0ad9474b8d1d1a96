import { ConsentAnalysis } from "../../lib/consent/consent-analysis.ts";
import { consentOf } from "../../lib/consent/consent-of.ts";
import type { ConsentSheet } from "../../lib/consent/consent-sheet.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { aCustomer, anOffer, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { registered } from "../support/stacks.ts";

/** Shared by all tests, as by all customers of a run. */
const SHARED = new ConsentAnalysis(sampleCatalogue());

/** An analysis that remembers nothing yet. */
export const newAnalysis = (): ConsentAnalysis => new ConsentAnalysis(sampleCatalogue());

/** The sheet of a customer that takes offers. */
export function sheetOf(
  customer: Customer,
  offers: readonly Offer[],
  since: string | undefined = undefined,
  analysis: ConsentAnalysis = SHARED,
): ConsentSheet {
  const sheet = consentOf({
    customer,
    subscriptions: registered(customer, offers),
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    analysis,
    since: since === undefined ? undefined : () => since,
  });
  if (sheet === undefined) throw new Error("nothing is delegated");
  return sheet;
}

/** The sheet of a plan that went from one version to another: 1.0.0, then 2.0.0. */
export function upgraded(before: object, after: object): ConsentSheet {
  const offer = anOffer({
    plans: { standard: { visibility: "public", versions: { "1.0.0": before, "2.0.0": after } } },
  });
  const customer = aCustomer({
    delegations: [
      { offer: "operations", plan: "standard", version: "2.0.0", scopes: [{ subscription: "production" }] },
    ],
  });
  return sheetOf(customer, [offer], "1.0.0");
}

/** An authorization of the engineers, standing. */
export const standing = (role: string): object => ({ principal: PRINCIPALS.engineers, role });

/** An eligible authorization of the engineers, with the approvers or without. */
export const eligible = (role: string, approvers: readonly object[] = [PRINCIPALS.approvers]): object => ({
  principal: PRINCIPALS.engineers,
  role,
  justInTimeAccessPolicy: {
    multiFactorAuthProvider: "Azure",
    maximumActivationDuration: "PT4H",
    ...(approvers.length === 0 ? {} : { approvers }),
  },
});
