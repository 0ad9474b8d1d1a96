import type { AssuranceCode } from "../../capabilities/assurances.ts";
import type { CapabilityCode } from "../../capabilities/capabilities.ts";
import type { EscalationCode } from "../../capabilities/escalations.ts";

/**
 * Every word of a consent sheet in one language. A missing one is an error of the compiler. Functions get texts that are
 * escaped already where the form needs it.
 */
export interface ConsentWords {
  /** Note in file and page while no reviewer has signed for the translation. Undefined in English, which decides. */
  readonly notReviewed: string | undefined;
  readonly sheet: string;
  readonly forWhom: (customer: string) => string;
  /** For whom a sheet is where the customer is not known yet. */
  readonly forAnyCustomer: string;
  readonly title: (provider: string) => string;
  readonly provider: string;
  readonly offer: string;
  readonly planAndVersion: (plan: string, version: string) => string;
  readonly where: string;
  readonly tenant: string;
  readonly wholeSubscription: (subscription: string) => string;
  /** Where an offer is delegated by a customer that is not known yet. */
  readonly chosenSubscription: string;
  readonly resourceGroup: (group: string, subscription: string) => string;
  readonly inShort: string;
  readonly atAllTimes: string;
  readonly onRequestOnly: string;
  readonly nothing: string;
  readonly changesSince: (version: string) => string;
  readonly noChanges: (version: string) => string;
  readonly notCompared: (version: string) => string;
  readonly needsAgreement: string;
  readonly before: (version: string) => string;
  readonly now: (version: string) => string;
  readonly more: string;
  readonly less: string;
  readonly holding: Readonly<Record<"no" | "on-request" | "standing", string>>;
  readonly moreServices: string;
  readonly fewerServices: string;
  readonly conditions: string;
  readonly whoMayWhat: string;
  readonly who: string;
  readonly may: string;
  readonly when: string;
  readonly kinds: Readonly<Record<"Group" | "User" | "ServicePrincipal" | "unknown", string>>;
  readonly onRequest: (duration: string) => string;
  readonly hours: (hours: number, minutes: number) => string;
  readonly secondFactor: string;
  readonly noSecondFactor: string;
  readonly approvedBy: (approvers: string) => string;
  readonly noSecondPerson: string;
  readonly handsOut: string;
  readonly unknownRole: string;
  readonly uncovered: (operations: number) => string;
  readonly groupMembers: (provider: string) => string;
  readonly doesNotAllow: string;
  readonly notAllowedAsOf: (day: string) => string;
  readonly nothingExcluded: string;
  readonly couldLeadTo: string;
  readonly noKnownWay: string;
  readonly byWay: (way: string, reaches: string) => string;
  readonly knownWaysOnly: string;
  readonly others: (number: number) => string;
  readonly seeActivity: string;
  readonly seeActivityHow: string;
  readonly readingIsNotLogged: string;
  readonly endIt: string;
  readonly endByHand: string;
  readonly endByCommand: string;
  readonly agreement: string;
  readonly agree: (offer: string, version: string) => string;
  readonly nameAndFunction: string;
  readonly date: string;
  readonly signature: string;
  readonly covers: (digest: string) => string;
  readonly behindTheWords: string;
  readonly roles: string;
  readonly note: (number: number) => string;
  /** What each capability lets a principal do, as it follows "may". */
  readonly capabilities: Readonly<Record<CapabilityCode, string>>;
  /** What is not allowed. */
  readonly cannot: Readonly<Record<AssuranceCode, string>>;
  /** What a known way goes by. */
  readonly ways: Readonly<Record<EscalationCode, string>>;
}
