import type { Customer } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Estate, Located } from "./estate.ts";
import type { Breach, Finding, Severity } from "./finding.ts";

/** Identity of a rule, and the text of its page in `docs/rules/`. */
export interface RuleText {
  /** Stable code `LH` and three digits; never reused. */
  readonly code: `LH${number}`;
  /** Stable name in kebab case. */
  readonly kind: string;
  readonly severity: Severity;
  /** The rule as one sentence: what is true where it is kept. */
  readonly title: string;
  /** Which state of which definition breaks the rule. */
  readonly what: string;
  /** The harm: who gains or loses what access. */
  readonly harm: string;
  /** The fix: what to change or run. */
  readonly fix: string;
  /** When to accept a warning; why an error cannot be accepted. */
  readonly accept: string;
  /** Source of the fact that the rule relies on. */
  readonly source: string;
}

/** A rule that checks one offer at a time. */
export interface OfferRule extends RuleText {
  readonly judges: "offer";
  check(offer: Located<Offer>, estate: Estate): Iterable<Breach>;
}

/** A rule that checks one customer at a time, with its offers. */
export interface CustomerRule extends RuleText {
  readonly judges: "customer";
  check(customer: Located<Customer>, estate: Estate): Iterable<Breach>;
}

/** A rule that needs all definitions of the estate; skipped where customers are selected. */
export interface EstateRule extends RuleText {
  readonly judges: "estate";
  check(estate: Estate): Iterable<Breach>;
}

/** A rule about reading the estate and the environment of the run. Checked in every run, also with a selection. */
export interface ContextRule extends RuleText {
  readonly judges: "context";
  check(estate: Estate): Iterable<Breach>;
}

/** A rule about the acceptances of warnings. Checked last, with the findings of all other rules. */
export interface AcceptanceRule extends RuleText {
  readonly judges: "acceptances";
  /** `checked`: the rules of this run, by code. */
  check(estate: Estate, findings: readonly Finding[], checked: ReadonlyMap<string, Rule>): Iterable<Breach>;
}

/** A rule on definitions. */
export type Rule = OfferRule | CustomerRule | EstateRule | ContextRule | AcceptanceRule;
