import { type EstateFacts, FACTS_FORMAT } from "../delegation/estate-facts.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/** What a fact is about. A fact of an estate is a name, a type or a tag, by which policies and reports go. */
export type FactSubject =
  | { readonly kind: "principal"; readonly tenantId: Guid; readonly objectId: Guid }
  | { readonly kind: "managing-tenant"; readonly tenantId: Guid }
  | { readonly kind: "customer"; readonly customer: string }
  | { readonly kind: "subscription"; readonly customer: string; readonly subscriptionId: Guid }
  | { readonly kind: "tag"; readonly customer: string; readonly key: string }
  /** That a customer deploys its stack itself: the shipped pipelines do not apply it. Without: the provider deploys. */
  | { readonly kind: "deployed-by"; readonly customer: string }
  /** A difference from Azure that is allowed, of `<subscription id>/<offer>`. */
  | { readonly kind: "deviation"; readonly customer: string; readonly delegation: string }
  /** That a customer's access may only grow as far as its acceptance is recorded. */
  | { readonly kind: "acceptance"; readonly customer: string }
  /** The same for every customer of the estate that does not say otherwise. */
  | { readonly kind: "estate-acceptance" }
  /** The format of the facts themselves, where the two sides differ in it. */
  | { readonly kind: "format" };

/** The closed list of kinds. */
export type FactKind = FactSubject["kind"];

/** The format number from which each kind of fact is in `facts.json`. */
const SINCE: Readonly<Record<Exclude<FactKind, "format">, number>> = {
  principal: 1,
  "managing-tenant": 1,
  customer: 1,
  subscription: 1,
  tag: 1,
  "deployed-by": 1,
  deviation: 1,
  acceptance: 1,
  "estate-acceptance": 1,
};

/** A name, a tag's value or a format number; of a principal, with its type. */
export interface Fact {
  readonly text: string;
  /** Type of a principal. */
  readonly type?: string | undefined;
}

/** A fact that one side has and the other has not, or has otherwise. Undefined where a side does not have it. */
export interface FactChange {
  readonly subject: FactSubject;
  readonly before: Fact | undefined;
  readonly after: Fact | undefined;
}

/** The facts of two sides; undefined where a side brings none. */
export interface FactSides {
  readonly before: EstateFacts | undefined;
  readonly after: EstateFacts | undefined;
}

/**
 * Compares the facts of two sides: every principal, managing tenant, customer, subscription, tag and deviation. Files and lines are
 * not compared, nor is anything where a side has no facts. Where the formats differ, that is one change, and what the
 * older format cannot say is not compared.
 *
 * @returns in the order of {@link factName}
 */
export function factChanges({ before, after }: FactSides): FactChange[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [factsOf(before), factsOf(after)];
  const least = Math.min(formatOf(before), formatOf(after));
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const subject = (is ?? was)?.subject;
    if (subject === undefined || isEqual(was?.fact, is?.fact)) return [];
    if (subject.kind !== "format" && SINCE[subject.kind] > least) return [];
    return [{ subject, before: was?.fact, after: is?.fact }];
  });
}

/** One text per subject: `tag/<customer>/<key>`, `principal/<tenant>/<object id>`, … */
export function factName(subject: FactSubject): string {
  switch (subject.kind) {
    case "principal":
      return `principal/${subject.tenantId}/${subject.objectId}`;
    case "managing-tenant":
      return `managing-tenant/${subject.tenantId}`;
    case "customer":
      return `customer/${subject.customer}`;
    case "subscription":
      return `subscription/${subject.customer}/${subject.subscriptionId}`;
    case "tag":
      return `tag/${subject.customer}/${subject.key}`;
    case "deployed-by":
      return `deployed-by/${subject.customer}`;
    case "deviation":
      return `deviation/${subject.customer}/${subject.delegation}`;
    case "acceptance":
      return `acceptance/${subject.customer}`;
    case "estate-acceptance":
      return "estate-acceptance";
    case "format":
      return "format";
  }
}

/** The customer that a fact is about; undefined for one of the provider's own. */
export function customerOfFact({ subject }: FactChange): string | undefined {
  return "customer" in subject ? subject.customer : undefined;
}

function formatOf({ format = FACTS_FORMAT }: EstateFacts): number {
  return format;
}

function isEqual(a: Fact | undefined, b: Fact | undefined): boolean {
  return a !== undefined && b !== undefined && a.text === b.text && a.type === b.type;
}

type NamedFacts = ReadonlyMap<string, { readonly subject: FactSubject; readonly fact: Fact }>;

function factsOf(facts: EstateFacts): NamedFacts {
  const found = new Map<string, { readonly subject: FactSubject; readonly fact: Fact }>();
  const add = (subject: FactSubject, fact: Fact) => found.set(factName(subject), { subject, fact });
  add({ kind: "format" }, { text: String(formatOf(facts)) });
  if (facts.acceptance !== undefined) add({ kind: "estate-acceptance" }, { text: facts.acceptance });
  for (const [tenantId, { name, principals }] of Object.entries(facts.managingTenants)) {
    add({ kind: "managing-tenant", tenantId }, { text: name });
    for (const [objectId, { displayName, type }] of Object.entries(principals))
      add({ kind: "principal", tenantId, objectId }, { text: displayName, type });
  }
  for (const [customer, each] of Object.entries(facts.customers)) {
    const { name, tags, subscriptions, deployedBy, acceptance, deviations = {} } = each;
    add({ kind: "customer", customer }, { text: name });
    if (deployedBy === "customer") add({ kind: "deployed-by", customer }, { text: deployedBy });
    if (acceptance !== undefined) add({ kind: "acceptance", customer }, { text: acceptance });
    for (const [key, value] of Object.entries(tags)) add({ kind: "tag", customer, key }, { text: value });
    for (const [delegation, { until, digest }] of Object.entries(deviations))
      add({ kind: "deviation", customer, delegation }, { text: `until ${until}: ${digest}` });
    for (const [subscriptionId, called] of Object.entries(subscriptions))
      add({ kind: "subscription", customer, subscriptionId }, { text: called });
  }
  return found;
}
