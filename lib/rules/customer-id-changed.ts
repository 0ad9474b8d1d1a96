import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { listed } from "../values/listed.ts";
import { vanishedCustomers } from "./locked-customers.ts";
import type { ContextRule } from "./rule.ts";

/** LH064: a customer with a new id names its former id. */
export const customerIdChanged: ContextRule = {
  code: "LH064",
  kind: "customer-id-changed",
  severity: "error",
  judges: "context",
  title: "Every customer whose id changed names its former id",
  what: `A customer that is not in \`${LOCK_FILE}\` lists a subscription of a customer that is. That other customer had delegations and is no longer defined, and the new one does not name it as \`formerId\`.`,
  harm: "The stack under the new id would begin with an empty state. Terraform would fail to create delegations that exist already. It would not remove delegations that have to end: their access stays.",
  fix: "Add `formerId` with the old id, and move the state once with the command that `keeper synth` prints. If it is another customer, end the delegations of the old one first: restore its file, delegate nothing, deploy, then remove the file.",
  accept: "Never: the state of the old id would be lost.",
  source:
    "This project's own: the id is the stack's name and the state's key. azurerm: creating a resource that exists already is an error",
  *check(estate) {
    for (const { id: vanished, locked, successors } of vanishedCustomers(estate)) {
      const lockedIds = new Set(Object.keys(locked.subscriptions).map((each) => each.toLowerCase()));
      for (const { value: customer, file } of successors) {
        const shared = Object.values(customer.subscriptions).filter((id) => lockedIds.has(id));
        const { formerId } = customer;
        yield {
          at: { file, path: ["id"] },
          problem: `Customer ${customer.id} is new and lists ${listed(shared, 5)}, where customer ${vanished}, which no file defines now, has delegations or a listed subscription`,
          received:
            formerId === undefined
              ? `${customer.id} without formerId`
              : `${customer.id} with formerId ${formerId}`,
          allowed: `the id ${vanished}, or another id with \`formerId: "${vanished}"\``,
          fix:
            formerId === undefined
              ? `add \`formerId: "${vanished}"\``
              : `write \`formerId: "${vanished}"\`, or restore the file of ${vanished} with nothing delegated and deploy it first`,
          facts: { customer: customer.id, formerId: formerId ?? null, vanished, subscriptionIds: shared },
        };
      }
    }
  },
};
