import type { AccessSide } from "../access/access-side.ts";

/** Two sides, and the customers to compare. */
export interface OwnedSides {
  readonly before: AccessSide;
  readonly after: AccessSide;
  /** Empty for all. */
  readonly customers: readonly string[];
}

/**
 * Compares a state with an estate for the state's one customer. It is the other side's customer with the same
 * subscriptions. A state names no customer, and its file's name is no evidence. Changes nothing where customers are
 * named. Changes nothing either where no customer or several have these subscriptions.
 */
export function withOwnerOfState(sides: OwnedSides): OwnedSides {
  const { before, after, customers } = sides;
  if (customers.length > 0) return sides;
  const [state, other] = before.source === "state" ? [before, after] : [after, before];
  // lists of Azure name no customer either
  if (state.source !== "state" || other.source === "state" || other.source === "arm") return sides;
  const [access] = state.customers;
  const owners = other.customers.filter(({ subscriptionIds }) =>
    subscriptionIds.some((id) => access?.subscriptionIds.includes(id) === true),
  );
  const [owner] = owners;
  if (access === undefined || owner === undefined || owners.length > 1) return sides;
  const owned: AccessSide = {
    ...state,
    selection: [owner.customer],
    customers: [{ ...access, customer: owner.customer }],
  };
  return before === state
    ? { before: owned, after, customers: [owner.customer] }
    : { before, after: owned, customers: [owner.customer] };
}
