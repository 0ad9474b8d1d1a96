import type { PolicyRule } from "./policy.ts";

/** Demand of a policy: nothing, approvals, or denial. */
export type Demand =
  | { readonly kind: "allow" }
  | { readonly kind: "approvals"; readonly approvals: number; readonly reason: boolean }
  | { readonly kind: "deny" };

/** Demand of one rule. A reason needs an approver who gives it, so it implies at least one approval. */
export function demandOf({ demand }: Pick<PolicyRule, "demand">): Demand {
  if (demand === "allow" || demand === "deny") return { kind: demand };
  const reason = demand.reason === true;
  const approvals = reason ? Math.max(1, demand.approvals) : demand.approvals;
  return approvals === 0 ? { kind: "allow" } : { kind: "approvals", approvals, reason };
}

/** The stricter of two demands: deny, then more approvals. A reason is required where either requires it. */
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

/** The strictest of any number of demands, in any order; `allow` for none. */
export function strictest(demands: Iterable<Demand>): Demand {
  let all: Demand = { kind: "allow" };
  for (const demand of demands) all = stricter(all, demand);
  return all;
}

/**
 * Whether a demand decides how strict the whole is. Its kind is the same. For approvals, their number is the same, or
 * it requires a reason.
 */
export function contributesTo(part: Demand, whole: Demand): boolean {
  if (part.kind !== whole.kind) return false;
  if (part.kind !== "approvals" || whole.kind !== "approvals") return true;
  return part.approvals === whole.approvals || part.reason;
}
