import type { PolicyRule } from "./policy.ts";

/** What a policy demands: nothing, somebody's word, or that the change does not happen. */
export type Demand =
  | { readonly kind: "allow" }
  | { readonly kind: "approvals"; readonly approvals: number; readonly reason: boolean }
  | { readonly kind: "deny" };

/** What one rule demands. A reason needs somebody who gives it: with one, no less than one approval is meant. */
export function demandOf({ demand }: Pick<PolicyRule, "demand">): Demand {
  if (demand === "allow" || demand === "deny") return { kind: demand };
  const reason = demand.reason === true;
  const approvals = reason ? Math.max(1, demand.approvals) : demand.approvals;
  return approvals === 0 ? { kind: "allow" } : { kind: "approvals", approvals, reason };
}

/** The stricter of two demands: deny, then more approvals; a reason that either asks for is asked for. */
function stricter(a: Demand, b: Demand): Demand {
  if (a.kind === "deny" || b.kind === "deny") return { kind: "deny" };
  if (a.kind === "allow") return b;
  if (b.kind === "allow") return a;
  return {
    kind: "approvals",
    approvals: Math.max(a.approvals, b.approvals),
    reason: a.reason || b.reason,
  };
}

/** The strictest of any number of demands; `allow` of none. Whatever their order, the same. */
export function strictest(demands: Iterable<Demand>): Demand {
  let all: Demand = { kind: "allow" };
  for (const demand of demands) all = stricter(all, demand);
  return all;
}

/**
 * Whether this demand is one of those that make the whole as strict as it is: of the same kind and, for approvals, with
 * the same number or with a reason.
 */
export function contributesTo(part: Demand, whole: Demand): boolean {
  if (part.kind !== whole.kind) return false;
  if (part.kind !== "approvals" || whole.kind !== "approvals") return true;
  return part.approvals === whole.approvals || part.reason;
}
