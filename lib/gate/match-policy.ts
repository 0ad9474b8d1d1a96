import type { EstateFacts } from "../delegation/estate-facts.ts";
import { own } from "../values/own.ts";
import { contributesTo, type Demand, strictest } from "./demand.ts";
import type { PolicySubject } from "./policy-subject.ts";
import { type Named, policyNameForm, type ResolvedRule, type UnknownName } from "./resolved-policy.ts";

/** The policy's demand for one subject, and the rules behind it. */
export interface Answer {
  readonly subject: PolicySubject;
  /** Undefined where no rule covers the subject itself. */
  readonly demand: Demand | undefined;
  /** Positions of the deciding rules, from 1. */
  readonly rules: readonly number[];
  /** Unknown names in rules that may make the demand stricter. */
  readonly doubts: readonly UnknownName[];
}

/**
 * Matches of a rule and a subject. `none`: not at all. `doubtful`: base does not know a name in the rule. `touches`:
 * the rule names a part of what the subject affects. `covers`: the rule names all of it.
 */
const MATCHES = ["none", "doubtful", "touches", "covers"] as const;
type Match = (typeof MATCHES)[number];

/**
 * The policy's answer for a subject. Two measures, because the author of the change is the adversary:
 *
 * - a rule makes the subject **stricter** where it names any role, principal or plan that the subject affects;
 * - a rule **covers** the subject only where it names its grade, flag or path. Where it names roles, principals or
 *   plans, all of the subject's must be among them. A plan counts only where base confirms it. A subject that no rule
 *   covers does not pass.
 *
 * So a policy of rules for grades does not cover a lock-out, nor does a rule that allows all changes of one customer.
 */
export function answerFor(
  subject: PolicySubject,
  rules: readonly ResolvedRule[],
  facts: EstateFacts | undefined,
): Answer {
  const met = rules
    .filter((rule) => concerns(rule, subject))
    .map((rule) => ({ rule, match: matchOf(rule, subject, facts) }));
  const matching = met.filter(({ match }) => match === "touches" || match === "covers");
  const demand = strictest(matching.map(({ rule }) => rule.demand));
  const answered =
    subject.of.kind === "breadth" ||
    matching.some(({ rule, match }) => match === "covers" && names(rule, subject));
  return {
    subject,
    demand: answered || demand.kind === "deny" ? demand : undefined,
    rules: matching.filter(({ rule }) => contributesTo(rule.demand, demand)).map(({ rule }) => rule.number),
    doubts: met.flatMap(({ rule, match }) =>
      match === "doubtful" && rule.demand.kind !== "allow" ? doubtsOf(rule) : [],
    ),
  };
}

function doubtsOf({ roles, principals, plans, customers, unknownTags }: ResolvedRule): UnknownName[] {
  const unknown: readonly (readonly [UnknownName["of"], readonly string[]])[] = [
    ["role", roles?.unknown ?? []],
    ["principal", principals?.unknown ?? []],
    ["plan", plans?.unknown ?? []],
    ["customer", customers?.unknown ?? []],
    ["tag", unknownTags],
  ];
  return unknown.flatMap(([of, names]) => names.map((name) => ({ of, name })));
}

/** Whether a rule names the kind of the subject. The policy's schema allows one kind a rule at most. */
function names({ when }: ResolvedRule, { of }: PolicySubject): boolean {
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

/**
 * Whether a rule's conditions on the subject's kind and plan version hold. The kind is grade, flag, path or breadth.
 */
function concerns({ when, tooling }: ResolvedRule, { of, planVersion }: PolicySubject): boolean {
  return (
    (when.grade === undefined || (of.kind === "grade" && when.grade.includes(of.grade))) &&
    (when.flag === undefined || (of.kind === "flag" && when.flag.includes(of.flag))) &&
    (tooling === undefined ||
      (of.kind === "tooling" && tooling.some((each) => each.matches(of.path.toLowerCase())))) &&
    (when.breadth === undefined || (of.kind === "breadth" && isBroad(when.breadth, of))) &&
    (when.planVersion === undefined || when.planVersion === planVersion)
  );
}

/** Fewest customers that are broad: in a young estate, a share is soon reached. */
export const LEAST_BROAD = 5;

/** Whether a change touches many customers, and more than a share of the estate. */
function isBroad(
  share: number,
  { touched, estate }: { readonly touched: number; readonly estate: number },
): boolean {
  // an estate of unknown size counts as small as it can be
  const size = Number.isFinite(estate) ? Math.max(estate, touched) : touched;
  return touched >= LEAST_BROAD && touched > share * size;
}

/** How far a rule's names match the subject: the weakest match of its conditions. */
function matchOf(rule: ResolvedRule, subject: PolicySubject, facts: EstateFacts | undefined): Match {
  const { customers, roleDefinitionIds, principals } = subject;
  const matches = [
    namedMatch(rule.roles, roleDefinitionIds, (id, ids) => ids.has(id.toLowerCase())),
    namedMatch(rule.principals, principals, ({ managingTenantId, principalId }, ids) => {
      const id = principalId.toLowerCase();
      return ids.has(id) || ids.has(`${managingTenantId.toLowerCase()}/${id}`);
    }),
    planMatch(rule.plans, subject),
    namedMatch(rule.customers, customers, (id, ids) => ids.has(policyNameForm(id))),
    tagMatch(rule, customers, facts),
  ];
  return MATCHES.find((each) => matches.includes(each)) ?? "covers";
}

function namedMatch<T>(
  wanted: Named | undefined,
  concerned: readonly T[],
  isOne: (each: T, ids: ReadonlySet<string>) => boolean,
): Match {
  if (wanted === undefined) return "covers";
  const meant = concerned.filter((each) => isOne(each, wanted.ids)).length;
  if (meant > 0 && meant === concerned.length) return "covers";
  if (concerned.some((each) => isOne(each, wanted.possible))) return "touches";
  return wanted.unknown.length > 0 && concerned.length > 0 ? "doubtful" : "none";
}

function planMatch(wanted: Named | undefined, { plans, plansProven }: PolicySubject): Match {
  const match = namedMatch(wanted, plans, (plan, ids) => ids.has(policyNameForm(plan)));
  return wanted !== undefined && match === "covers" && !plansProven ? "touches" : match;
}

function tagMatch(
  { when: { tag }, unknownTags }: ResolvedRule,
  customers: readonly string[],
  facts: EstateFacts | undefined,
): Match {
  if (tag === undefined) return "covers";
  // an unknown customer has no tags, but a rule may target it by another id as well
  const known = customers.filter((id) => facts !== undefined && own(facts.customers, id) !== undefined);
  const asked = known.length > 0 ? known : customers;
  const tagged = asked.filter((id) => hasTags(tag, id, facts)).length;
  if (tagged > 0) return tagged === asked.length ? "covers" : "touches";
  return unknownTags.length > 0 && customers.length > 0 ? "doubtful" : "none";
}

/** Whether base's facts give a customer all of these tags. The change's own tags do not count. */
function hasTags(
  wanted: Readonly<Record<string, string>>,
  customer: string,
  facts: EstateFacts | undefined,
): boolean {
  const tags = facts === undefined ? undefined : own(facts.customers, customer)?.tags;
  return Object.entries(wanted).every(([key, value]) => tags !== undefined && own(tags, key) === value);
}
