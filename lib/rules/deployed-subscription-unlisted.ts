import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import type { Estate } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { ContextRule } from "./rule.ts";

/** LH070: what the local state still holds is listed, so that Terraform can remove it. */
export const deployedSubscriptionUnlisted: ContextRule = {
  code: "LH070",
  kind: "deployed-subscription-unlisted",
  severity: "error",
  judges: "context",
  title: "Every subscription on which local state still holds a delegation is listed",
  what: "The estate keeps local state, and a customer's state file holds a registration definition or assignment on a subscription that no definition of that customer lists, though the lock no longer has it: the delegations were emptied, but that was not deployed.",
  harm: "Terraform cannot remove what is there without the subscription's provider, and without a stack it never tries: the managing tenant keeps its access.",
  fix: "List the subscription again with nothing delegated on it (put the customer's file back if it is gone), deploy, then drop it. If the delegation is gone from Azure already, remove it from the state with `terraform state rm`.",
  accept: "Never: access would remain that no definition shows.",
  source:
    "Terraform: Provider configuration (a provider must remain until everything that it made has been destroyed)",
  *check(estate) {
    for (const [id, subscriptions] of estate.deployed) {
      const customer = estate.customers.find(({ value }) => value.id === id || value.formerId === id);
      const listed = new Set(Object.values(customer?.value.subscriptions ?? {}));
      const unlisted = subscriptions.filter((each) => !listed.has(each) && !lockHas(estate, id, each));
      for (const subscriptionId of unlisted)
        yield breach(id, subscriptionId, customer?.file, stateFile(estate, id));
    }
  },
};

/** Where no file defines the customer, its state is what there is to look at. */
function stateFile({ defaults }: Estate, id: string): string {
  const { state } = defaults.value;
  return `${state.backend === "local" ? state.folder : "state"}/${id}.tfstate`;
}

/** What the lock still has is found by the rules that compare with it. */
function lockHas({ lock }: Estate, id: string, subscriptionId: Guid): boolean {
  const offers = own(own(lock, id)?.subscriptions ?? {}, subscriptionId);
  return offers !== undefined && offers.length > 0;
}

function breach(id: string, subscriptionId: Guid, file: string | undefined, stateFile: string): Breach {
  return {
    at: file === undefined ? { file: stateFile, path: [] } : { file, path: ["subscriptions"] },
    problem: `The local state of ${id} still holds a delegation on the subscription ${subscriptionId}, which no definition lists`,
    received:
      file === undefined ? "no definition of the customer" : `subscriptions without ${subscriptionId}`,
    allowed: "the subscription with nothing delegated on it, until that has been deployed",
    fix: `list ${subscriptionId} again with nothing delegated on it, deploy, then drop it; if the customer's id changed, move the state to the new id; if the subscription is gone from Azure, remove its resources with terraform state rm`,
    facts: { customer: id, subscriptionId },
  };
}
