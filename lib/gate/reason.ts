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
  /** `asked`: what the policy needs them for. */
  | {
      readonly kind: "facts-missing";
      readonly asked: "customer" | "plan" | "tag" | "breadth" | "groups-only" | "principal";
    }
  | { readonly kind: "estate-size-unknown" }
  | { readonly kind: "policy-broken"; readonly problem: string }
  | { readonly kind: "approval-malformed"; readonly path: string; readonly detail: string | undefined }
  | { readonly kind: "denied"; readonly subject: PolicySubject; readonly rules: readonly number[] }
  | { readonly kind: "guardrail-broken"; readonly breach: GuardrailBreach }
  | {
      readonly kind: "approvals-missing";
      readonly needed: number;
      readonly counted: number;
      readonly reasonDemanded: boolean;
      /** The rules that demand so many, or the reason; positions from 1. */
      readonly rules: readonly number[];
      /** Where they do; sorted. */
      readonly customers: readonly string[];
      /** Whether base says whose signatures count: without, the change cannot be approved by signing. */
      readonly signersKnown: boolean;
    };

/** The closed list of kinds. */
export type GateReasonKind = GateReason["kind"];

/** What a kind of reason means: its outcome, and its sentence in the table of `docs/policy.md`. */
export interface GateReasonFacts {
  readonly outcome: "blocked" | "undecided";
  readonly title: string;
  readonly remedy: string;
}

/** Every reason: the table of the decision's cases. */
export const GATE_REASONS: Readonly<Record<GateReasonKind, GateReasonFacts>> = {
  "nothing-compared": {
    outcome: "undecided",
    title: "No customer was compared",
    remedy:
      "Hand over the right folders and name the right customers; for an estate that is empty on purpose, pass --allow-empty.",
  },
  "side-empty": {
    outcome: "undecided",
    title: "A side has no customers, though its commit defines some",
    remedy: "Synthesize again, and hand over the whole folder; where it is meant, pass --allow-empty.",
  },
  "subject-unanswered": {
    outcome: "undecided",
    title: "No rule of the policy answers for a grade, a flag or a tooling file",
    remedy:
      "Add a rule that names it to policy.yaml, in a change of its own. Where nothing answers for policy.yaml itself, an administrator must merge that change.",
  },
  "role-unknown": {
    outcome: "undecided",
    title: "A role is granted that base's catalogue does not know",
    remedy: "Update the role catalogue first (keeper roles update), in a change of its own.",
  },
  "policy-name-unknown": {
    outcome: "undecided",
    title: "policy.yaml names what base does not know, where it may matter",
    remedy:
      "Correct the name in policy.yaml, or define first what it names, in a change of its own: a plan is written offer/plan, a customer by its id.",
  },
  "principal-type-unknown": {
    outcome: "undecided",
    title: "Only groups may have access, and base does not know what a principal is",
    remedy: "Register the principal first, in a change of its own.",
  },
  "author-unknown": {
    outcome: "undecided",
    title: "Approvals are needed, and nobody said who the change's author is",
    remedy: "Pass --author with the platform's name of whoever opened the change.",
  },
  "day-unknown": {
    outcome: "undecided",
    title: "Approvals are needed, and which day it is was not said",
    remedy: "Set the clock.",
  },
  "facts-missing": {
    outcome: "undecided",
    title: "The policy asks for what only base's facts know, and there are none",
    remedy: "Pass --names with the base's synthesized output.",
  },
  "estate-size-unknown": {
    outcome: "undecided",
    title: "The policy asks how much of the estate changes, and how many customers base has is not known",
    remedy: "Pass --names with the base's synthesized output.",
  },
  "approval-malformed": {
    outcome: "undecided",
    title: "The change brings an approval that cannot be read",
    remedy: "Correct or remove the file.",
  },
  "policy-broken": {
    outcome: "blocked",
    title: "The change brings a policy.yaml that could not be read, or not be corrected, once it is merged",
    remedy: "Correct it in the change.",
  },
  denied: {
    outcome: "blocked",
    title: "A rule of the policy denies it",
    remedy: "Leave it out of the change.",
  },
  "guardrail-broken": {
    outcome: "blocked",
    title: "A guardrail of the organisation is broken",
    remedy: "Change the offer so that the guardrail holds.",
  },
  "approvals-missing": {
    outcome: "blocked",
    title: "Approvals are missing",
    remedy: "Add the approval file of this change, signed.",
  },
} satisfies Record<GateReasonKind, GateReasonFacts>;
