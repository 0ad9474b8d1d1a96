import type { Customer } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Estate, Located } from "./estate.ts";
import type { Breach, Finding, Severity } from "./finding.ts";

/** What a rule is, apart from how it looks: the text of its page in `docs/rules/`. */
export interface RuleText {
  /** Stable code `LH` and three digits; never reused. */
  readonly code: `LH${number}`;
  /** Stable name in kebab case. */
  readonly kind: string;
  readonly severity: Severity;
  /** The rule as one sentence that says what holds where it is kept. */
  readonly title: string;
  /** What it is: which state of which definition breaks it. */
  readonly what: string;
  /** Why it hurts: who gains or loses what. */
  readonly harm: string;
  /** How to fix it. */
  readonly fix: string;
  /** When to accept it; for an error, why it cannot be accepted. */
  readonly accept: string;
  /** Where the fact comes from. */
  readonly source: string;
}

/** A rule that judges one offer at a time. */
export interface OfferRule extends RuleText {
  readonly judges: "offer";
  check(offer: Located<Offer>, estate: Estate): Iterable<Breach>;
}

/** A rule that judges one customer at a time, with the offers it took. */
export interface CustomerRule extends RuleText {
  readonly judges: "customer";
  check(customer: Located<Customer>, estate: Estate): Iterable<Breach>;
}

/** A rule that needs every definition of the estate; left to `keeper check` where customers were selected. */
export interface EstateRule extends RuleText {
  readonly judges: "estate";
  check(estate: Estate): Iterable<Breach>;
}

/** A rule about how the estate was read and where it runs; asked in every run, selected or whole. */
export interface ContextRule extends RuleText {
  readonly judges: "context";
  check(estate: Estate): Iterable<Breach>;
}

/** A rule about the acceptances of warnings; asked last, with everything that the other rules found. */
export interface AcceptanceRule extends RuleText {
  readonly judges: "acceptances";
  /** `asked` holds the rules that were asked in this run, by code. */
  check(estate: Estate, findings: readonly Finding[], asked: ReadonlyMap<string, Rule>): Iterable<Breach>;
}

/** A rule on definitions. */
export type Rule = OfferRule | CustomerRule | EstateRule | ContextRule | AcceptanceRule;
