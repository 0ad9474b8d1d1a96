import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { success } from "../values/result.ts";

/**
 * A plan as that of the customer whose subscriptions base knows it to be of: a plan does not name its stack, and the name
 * of its file is no evidence. Rules and names that go by the customer must not be somebody else's. Of subscriptions that
 * base does not know the file's name is all there is; and who is named and base does not know is a renamed customer, or a
 * new one on known subscriptions, whom base's rules for those subscriptions hold all the same.
 *
 * @param named the customer that was named; undefined where the file's name stands in for it
 */
export function planOfOwner(
  plan: ReadPlan,
  named: string | undefined,
  facts: EstateFacts | undefined,
): Outcome<ReadPlan> {
  const ids = plan.before.subscriptionIds;
  const owners = Object.entries(facts?.customers ?? {})
    .filter(([, { subscriptions }]) => ids.some((id) => Object.hasOwn(subscriptions, id)))
    .map(([customer]) => customer);
  if (named === undefined && owners.length > 1)
    return notOf(named, owners, "name the one whose plan it is with --customer");
  const isKnown = named !== undefined && facts !== undefined && own(facts.customers, named) !== undefined;
  if (isKnown && owners.length > 0 && !owners.includes(named))
    return notOf(named, owners, "name the customer whose plan it is");
  const customer = named ?? owners[0] ?? plan.before.customer;
  const { before, after, recorded } = plan;
  return success({
    ...plan,
    before: { ...before, customer },
    after: { ...after, customer },
    recorded: { ...recorded, customer },
  });
}

function notOf(named: string | undefined, owners: readonly string[], fix: string): Outcome<ReadPlan> {
  const claim = named === undefined ? "" : `, not of ${named}`;
  return failure(
    "bad-arguments",
    `the plan is of subscriptions of ${owners.join(", ")} by base's facts${claim}`,
    fix,
  );
}
