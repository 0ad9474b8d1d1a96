import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH071: an offer that is delegated keeps its name. */
export const offerRenamed: CustomerRule = {
  code: "LH071",
  kind: "offer-renamed",
  severity: "warning",
  judges: "customer",
  title: "Every offer keeps its name while it is delegated",
  what: `In \`${LOCK_FILE}\` an offer that the customer still takes has another name than the offer's definition gives it now.`,
  harm: "Azure does not rename a delegation: Terraform removes the definition with its assignments and makes new ones. Between the two nobody of the managing tenant has access by that offer, and where making them fails, not afterwards either.",
  fix: "Keep the name. Where it has to change, deploy at a time at which nobody needs the access, and stay until the deployment is done.",
  accept:
    "It need not be accepted: synthesis notes the new name in the lock, and the warning is gone. Where the interruption is agreed with the customer, nothing more is needed.",
  source:
    "azurerm: `name` of azurerm_lighthouse_definition forces a new resource; Microsoft: Update a delegation (another mspOfferName is another delegation)",
  *check({ value: customer, file }, estate) {
    const locked = own(estate.lock, customer.id) ?? own(estate.lock, customer.formerId ?? "");
    for (const { offer, path } of takenOffers(customer, estate)) {
      const before = own(locked?.names ?? {}, offer.id);
      if (before === undefined || before === offer.name) continue;
      yield {
        at: { file, path: [...path, "offer"] },
        problem: `Offer ${offer.id} was named "${before}" at the last synthesis and is named "${offer.name}" now: its delegations to ${customer.id} are replaced, and the managing tenant is without access by them in between`,
        received: `"${offer.name}"`,
        allowed: `"${before}", as it is delegated`,
        fix: "keep the name, or deploy when nobody needs the access",
        facts: { customer: customer.id, offer: offer.id, before, after: offer.name },
      };
    }
  },
};
