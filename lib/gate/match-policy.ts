import type { EstateFacts } from "../delegation/estate-facts.ts";
import { Pattern } from "../permissions/pattern.ts";
import type { Labels } from "../review/names.ts";
import type { Aspect } from "./aspect.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/** What a policy demands, the strictest of all rules that match: deny, then the most approvals. */
export type Demand =
  | { readonly kind: "allow" }
  | { readonly kind: "approvals"; readonly approvals: number; readonly reason: boolean }
  | { readonly kind: "deny" };

/** What is demanded for one aspect, and by which rules. */
export interface Answer {
  readonly aspect: Aspect;
  /** Undefined where no rule answers for the aspect itself. */
  readonly demand: Demand | undefined;
  /** Positions of the rules that match, from 1. */
  readonly rules: readonly number[];
}

/** By what a policy's names are understood: base's alone. */
export interface Understanding {
  readonly labels: Labels;
  readonly facts: EstateFacts | undefined;
}

/**
 * The policy's answer for an aspect. A rule answers for it only where it names what the aspect is: its grade, its flag,
 * a tooling path. A rule that names only whom or what a change concerns makes it stricter and never lets it pass: else
 * "changes of fabrikam pass" would let a lock-out of fabrikam pass, of which nobody thought.
 */
export function answerFor(aspect: Aspect, { rules }: Policy, understanding: Understanding): Answer {
  const matching = rules
    .map((rule, index) => ({ rule, number: index + 1 }))
    .filter(({ rule }) => matches(rule, aspect, understanding));
  const answered = aspect.of.kind === "breadth" || matching.some(({ rule }) => names(rule, aspect));
  const demand = matching.map(({ rule }) => demandOf(rule)).reduce(stricter, { kind: "allow" });
  return {
    aspect,
    demand: answered ? demand : demand.kind === "deny" ? demand : undefined,
    rules: matching.map(({ number }) => number),
  };
}

function demandOf({ demand }: PolicyRule): Demand {
  if (demand === "allow" || demand === "deny") return { kind: demand };
  return demand.approvals === 0 && demand.reason !== true
    ? { kind: "allow" }
    : { kind: "approvals", approvals: demand.approvals, reason: demand.reason === true };
}

/** The stricter of two demands: deny, then more approvals; a reason that either asks for is asked for. */
export function stricter(a: Demand, b: Demand): Demand {
  if (a.kind === "deny" || b.kind === "deny") return { kind: "deny" };
  if (a.kind === "allow") return b;
  if (b.kind === "allow") return a;
  return {
    kind: "approvals",
    approvals: Math.max(a.approvals, b.approvals),
    reason: a.reason || b.reason,
  };
}

function names({ when }: PolicyRule, { of }: Aspect): boolean {
  switch (of.kind) {
    case "grade":
      return when.grade !== undefined;
    case "flag":
      return when.flag !== undefined;
    case "tooling":
      return when.tooling !== undefined;
    case "breadth":
      return when.breadth !== undefined;
  }
}

function matches({ when }: PolicyRule, aspect: Aspect, understanding: Understanding): boolean {
  return isThat(when, aspect) && concerns(when, aspect, understanding);
}

/** Whether the aspect is what the rule speaks of. */
function isThat(when: PolicyRule["when"], { of, planVersion }: Aspect): boolean {
  return (
    (when.grade === undefined || (of.kind === "grade" && when.grade.includes(of.grade))) &&
    (when.flag === undefined || (of.kind === "flag" && when.flag.includes(of.flag))) &&
    (when.tooling === undefined || (of.kind === "tooling" && isPath(when.tooling, of.path))) &&
    (when.breadth === undefined || (of.kind === "breadth" && isBroad(when.breadth, of))) &&
    (when.planVersion === undefined || when.planVersion === planVersion)
  );
}

/** Whether the aspect concerns whom and what the rule names. */
function concerns(when: PolicyRule["when"], aspect: Aspect, { labels, facts }: Understanding): boolean {
  const { customer, roleDefinitionIds, principals, plans } = aspect;
  const roles = roleDefinitionIds.flatMap((id) => [id, labels.role(id)]);
  const people = principals.flatMap(({ managingTenantId, principalId }) => [
    principalId,
    labels.principal(managingTenantId, principalId, "").name,
  ]);
  const tags = customer === undefined ? undefined : facts?.customers[customer]?.tags;
  return (
    isNamed(when.role, roles) &&
    isNamed(when.principal, people) &&
    isNamed(when.plan, plans) &&
    isNamed(when.customer, customer === undefined ? [] : [customer]) &&
    Object.entries(when.tag ?? {}).every(([key, value]) => tags !== undefined && tags[key] === value)
  );
}

/** Whether one of the wanted names is among the names; true where none is wanted. */
function isNamed(wanted: readonly string[] | undefined, names: readonly string[]): boolean {
  if (wanted === undefined) return true;
  const lower = new Set(names.map((name) => name.toLowerCase()));
  return wanted.some((each) => lower.has(each.toLowerCase()));
}

function isPath(patterns: readonly string[], path: string): boolean {
  return patterns.some((each) => new Pattern(each).matches(path.toLowerCase()));
}

/** One customer is no crowd, however small the estate. */
function isBroad(
  share: number,
  { touched, estate }: { readonly touched: number; readonly estate: number },
): boolean {
  return touched > 1 && touched > share * Math.max(estate, touched);
}
