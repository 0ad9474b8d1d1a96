import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { success } from "../values/result.ts";

/**
 * Assigns a plan to the customer that has its subscriptions in base. A plan does not name its stack, and its file name
 * is no evidence. Rules and names of another customer must not apply. For unknown subscriptions only the file name is
 * left. A named customer that base does not know is renamed, or new on known subscriptions. Base's rules for those
 * apply.
 *
 * @param named the customer that was named; undefined where the file name is used
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
    return notOf(named, owners, "name the plan's customer with --customer");
  const isKnown = named !== undefined && facts !== undefined && own(facts.customers, named) !== undefined;
  if (isKnown && owners.length > 0 && !owners.includes(named))
    return notOf(named, owners, "name the plan's customer");
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
  const claim = named === undefined ? "" : `, not to ${named}`;
  return failure(
    "bad-arguments",
    `by base's facts, the plan's subscriptions belong to ${owners.join(", ")}${claim}`,
    fix,
  );
}
