import { delegationName } from "../delegation/customer.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { Breach } from "./finding.ts";
import type { CustomerRule } from "./rule.ts";

/** LH071: a delegated offer keeps its name and its managing tenant. */
export const offerRenamed: CustomerRule = {
  code: "LH071",
  kind: "offer-renamed",
  severity: "warning",
  judges: "customer",
  title: "Every offer keeps its name and managing tenant while it is delegated",
  what: `In \`${LOCK_FILE}\` an offer that the customer still takes has another name or managing tenant than in its definition.`,
  harm: "Azure cannot rename a delegation or move it to another managing tenant: Terraform removes the definition with its assignments and creates new ones. In between, the managing tenant has no access by that offer. If creating them fails, the access stays missing. A new managing tenant is another company's directory: all access goes there.",
  fix: "Keep the name and the managing tenant. If one has to change, do it in two phases that leave no time without access: `keeper new offer <id>-next --from <id>`, add the new offer to the customers, deploy, then remove the old one, deploy (`docs/how-to/planned-change.md`). Only where the same groups must stay under another name, change it in place: deploy while the access is not needed, and watch the deployment until it has finished.",
  accept:
    "Not needed: synthesis writes the new values into the lock, and the warning ends. Agree on the interruption with the customer first.",
  source:
    "azurerm: `name` and `managing_tenant_id` of azurerm_lighthouse_definition force a new resource; Microsoft: Update a delegation (another mspOfferName or managing tenant is another delegation)",
  *check({ value: customer, file }, estate) {
    const locked = own(estate.lock, customer.id) ?? own(estate.lock, customer.formerId ?? "");
    if (locked === undefined) return;
    for (const { delegation, offer, path } of takenOffers(customer, estate)) {
      const at = { file, path: [...path, "offer"] };
      const [before, name] = [own(locked.names ?? {}, offer.id), delegationName(delegation, offer)];
      if (before !== undefined && before !== name)
        yield { at, ...renamed(customer.id, offer.id, { before, after: name }) };
      const tenant = own(locked.managingTenants ?? {}, offer.id);
      if (tenant !== undefined && tenant !== offer.managingTenant.tenantId)
        yield { at, ...moved(customer.id, offer, tenant) };
    }
  },
};

/** The page that says how to change either without an interruption. */
const PLANNED = "docs/how-to/planned-change.md";

type Change = Omit<Breach, "at">;

function renamed(
  customer: string,
  offer: string,
  { before, after }: { readonly before: string; readonly after: string },
): Change {
  return {
    problem: `Offer ${offer} was named "${before}" at the last synthesis and is named "${after}" now: its delegations to ${customer} are replaced, and the managing tenant has no access by them in between`,
    received: `"${after}"`,
    allowed: `"${before}", as it is delegated`,
    fix: `write "${before}" as the name of the offer or of the customer's delegation, or change it in two phases: run \`keeper new offer ${offer}-next --from ${offer}\` and follow ${PLANNED}`,
    facts: { customer, offer, before, after },
  };
}

function moved(customer: string, offer: Offer, before: string): Change {
  const { tenantId: after, name } = offer.managingTenant;
  return {
    problem: `Offer ${offer.id} had the managing tenant ${before} at the last synthesis and has ${after} ("${name}") now: its delegations to ${customer} are replaced, and all access by them goes to the new tenant`,
    received: after,
    allowed: `${before}, as it is delegated`,
    fix: `write ${before} as the managing tenant's tenantId, and move in two phases, with no time without access: run \`keeper new offer ${offer.id}-next --from ${offer.id}\` and follow ${PLANNED}`,
    facts: { customer, offer: offer.id, before, after },
  };
}
