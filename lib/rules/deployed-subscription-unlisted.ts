import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import type { Estate } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { ContextRule } from "./rule.ts";

/** LH070: subscriptions with delegations in local state are listed, so that Terraform can remove them. */
export const deployedSubscriptionUnlisted: ContextRule = {
  code: "LH070",
  kind: "deployed-subscription-unlisted",
  severity: "error",
  judges: "context",
  title: "Every subscription on which local state still holds a delegation is listed",
  what: "The estate keeps local state. A customer's state file has a registration definition or assignment on a subscription that no definition of the customer lists and on which the lock has no offers. The delegations were removed from the definition, and that was not deployed.",
  harm: "Terraform cannot remove a delegation without the subscription's provider, and without a stack it does not try. The managing tenant keeps its access.",
  fix: "List the subscription again with nothing delegated on it (restore the customer's file if it is gone), deploy, then remove it. If the delegation is gone from Azure already, remove it from the state with `terraform state rm`.",
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

/** Path of a customer's state file, for a finding about a customer without a definition. */
function stateFile({ defaults }: Estate, id: string): string {
  const { state } = defaults.value;
  return `${state.backend === "local" ? state.folder : "state"}/${id}.tfstate`;
}

/** Whether the lock has offers on a subscription. The rules that compare with the lock then report it. */
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
    fix: `list ${subscriptionId} again with nothing delegated on it, deploy, then remove it; if the customer's id changed, move the state to the new id; if the subscription is gone from Azure, remove its resources with terraform state rm`,
    facts: { customer: id, subscriptionId },
  };
}
