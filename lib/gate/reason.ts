import type { AccessGrant } from "../access/access-grant.ts";
import type { RecordChange } from "../delegation/record-change.ts";
import type { GuardrailBreach } from "./guardrails.ts";
import type { PolicySubject } from "./policy-subject.ts";
import type { UnknownName } from "./resolved-policy.ts";

/** Why a gate blocks or cannot decide. */
export type GateReason =
  | { readonly kind: "nothing-compared" }
  | { readonly kind: "side-empty"; readonly side: "before" | "after" }
  | { readonly kind: "subject-unanswered"; readonly subject: PolicySubject }
  | { readonly kind: "role-unknown"; readonly customer: string; readonly roleDefinitionId: string }
  | ({ readonly kind: "policy-name-unknown" } & UnknownName)
  | { readonly kind: "principal-type-unknown"; readonly breach: GuardrailBreach }
  | { readonly kind: "author-unknown" }
  | { readonly kind: "day-unknown" }
  /** `asked`: condition or guardrail of the policy that needs facts. */
  | {
      readonly kind: "facts-missing";
      readonly asked: "customer" | "plan" | "tag" | "breadth" | "groups-only" | "principal" | "acceptance";
    }
  /** `delegation`: `<subscription id>/<offer>`; `until`: the last day, as YYYY-MM-DD. */
  | {
      readonly kind: "deviation-past-its-day";
      readonly customer: string;
      readonly delegation: string;
      readonly until: string;
    }
  /** A snapshot shows another difference, or did not read the subscription. `delegation`: as above. */
  | { readonly kind: "deviation-seen-otherwise"; readonly customer: string; readonly delegation: string }
  | { readonly kind: "deviation-not-read"; readonly customer: string; readonly delegation: string }
  | { readonly kind: "estate-size-unknown" }
  | { readonly kind: "policy-broken"; readonly problem: string }
  | { readonly kind: "approval-malformed"; readonly path: string; readonly detail: string | undefined }
  | { readonly kind: "denied"; readonly subject: PolicySubject; readonly rules: readonly number[] }
  | { readonly kind: "guardrail-broken"; readonly breach: GuardrailBreach }
  /** Access beyond what the customer had and what its record accepts. `record` is the state of the record. */
  | {
      readonly kind: "acceptance-missing";
      readonly customer: string;
      readonly record: "none" | "unreadable" | "exceeded";
      readonly beyond: readonly AccessGrant[];
    }
  /** The change takes back what base recorded of a version. `source`, `how`: see {@link RecordChange}. */
  | ({ readonly kind: "record-taken-back"; readonly customers: readonly string[] } & RecordChange)
  | {
      readonly kind: "approvals-missing";
      readonly needed: number;
      readonly counted: number;
      readonly reasonDemanded: boolean;
      /** Positions, from 1, of the rules that require this number or the reason. */
      readonly rules: readonly number[];
      /** Customers for which they do; sorted. */
      readonly customers: readonly string[];
      /** Whether base has `allowed_signers`; without it the change cannot be approved by signing. */
      readonly signersKnown: boolean;
    };

/** The closed list of kinds. */
export type GateReasonKind = GateReason["kind"];

/** Decision that each kind of reason leads to. */
export const GATE_OUTCOMES: Readonly<Record<GateReasonKind, "blocked" | "undecided">> = {
  "nothing-compared": "undecided",
  "side-empty": "undecided",
  "subject-unanswered": "undecided",
  "role-unknown": "undecided",
  "policy-name-unknown": "undecided",
  "principal-type-unknown": "undecided",
  "author-unknown": "undecided",
  "day-unknown": "undecided",
  "facts-missing": "undecided",
  "estate-size-unknown": "undecided",
  "deviation-not-read": "undecided",
  "approval-malformed": "undecided",
  "policy-broken": "blocked",
  denied: "blocked",
  "guardrail-broken": "blocked",
  "acceptance-missing": "blocked",
  "record-taken-back": "blocked",
  "deviation-past-its-day": "blocked",
  "deviation-seen-otherwise": "blocked",
  "approvals-missing": "blocked",
};
