import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH071: a delegated offer keeps its name. */
export const offerRenamed: CustomerRule = {
  code: "LH071",
  kind: "offer-renamed",
  severity: "warning",
  judges: "customer",
  title: "Every offer keeps its name while it is delegated",
  what: `In \`${LOCK_FILE}\` an offer that the customer still takes has another name than in its definition.`,
  harm: "Azure cannot rename a delegation: Terraform removes the definition with its assignments and creates new ones. In between, the managing tenant has no access by that offer. If creating them fails, the access stays missing.",
  fix: "Keep the name. If it has to change, deploy while the access is not needed, and watch the deployment until it has finished.",
  accept:
    "Not needed: synthesis writes the new name into the lock, and the warning ends. Agree on the interruption with the customer first.",
  source:
    "azurerm: `name` of azurerm_lighthouse_definition forces a new resource; Microsoft: Update a delegation (another mspOfferName is another delegation)",
  *check({ value: customer, file }, estate) {
    const locked = own(estate.lock, customer.id) ?? own(estate.lock, customer.formerId ?? "");
    for (const { offer, path } of takenOffers(customer, estate)) {
      const before = own(locked?.names ?? {}, offer.id);
      if (before === undefined || before === offer.name) continue;
      yield {
        at: { file, path: [...path, "offer"] },
        problem: `Offer ${offer.id} was named "${before}" at the last synthesis and is named "${offer.name}" now: its delegations to ${customer.id} are replaced, and the managing tenant has no access by them in between`,
        received: `"${offer.name}"`,
        allowed: `"${before}", as it is delegated`,
        fix: `write "${before}" as the offer's name, or deploy while the access is not needed`,
        facts: { customer: customer.id, offer: offer.id, before, after: offer.name },
      };
    }
  },
};
