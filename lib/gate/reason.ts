import type { Aspect } from "./aspect.ts";
import type { GuardrailBreach } from "./guardrails.ts";

/** Why a gate blocks or cannot decide. */
export type GateReason =
  | { readonly kind: "nothing-compared" }
  | { readonly kind: "aspect-unanswered"; readonly aspect: Aspect }
  /** `customer` is where it is granted, or `policy.yaml`; then it is a name where base has no role of that name. */
  | { readonly kind: "role-unknown"; readonly customer: string; readonly roleDefinitionId: string }
  | { readonly kind: "principal-type-unknown"; readonly breach: GuardrailBreach }
  | { readonly kind: "author-unknown"; readonly missing: "author" | "day" }
  /** `asked`: what the policy needs them for; for `principal` and `size`, what they do not say. */
  | {
      readonly kind: "facts-missing";
      readonly asked: "tag" | "breadth" | "groups-only" | "principal" | "size";
      readonly name?: string;
    }
  | { readonly kind: "approval-malformed"; readonly path: string; readonly detail: string | undefined }
  | { readonly kind: "denied"; readonly aspect: Aspect; readonly rules: readonly number[] }
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
  "aspect-unanswered": {
    outcome: "undecided",
    title: "No rule of the policy answers for a grade, a flag or a tooling file",
    remedy: "Add a rule that names it to policy.yaml, in a change of its own.",
  },
  "role-unknown": {
    outcome: "undecided",
    title: "A role is granted, or named by a rule that may apply, that base's catalogue does not know",
    remedy:
      "Update the role catalogue first (keeper roles update), or correct the name in policy.yaml, in a change of its own.",
  },
  "principal-type-unknown": {
    outcome: "undecided",
    title: "Only groups may have access, and base does not know what a principal is",
    remedy: "Register the principal first, in a change of its own.",
  },
  "author-unknown": {
    outcome: "undecided",
    title: "Approvals are needed, and nobody said who the change's author is, or which day it is",
    remedy: "Pass --author with the platform's name of whoever opened the change; set the clock.",
  },
  "facts-missing": {
    outcome: "undecided",
    title: "The policy asks for what only base's facts know, and there are none, or they do not say it",
    remedy: "Pass --names with the base's synthesized output; correct names of principals in policy.yaml.",
  },
  "approval-malformed": {
    outcome: "undecided",
    title: "The change brings an approval that cannot be read",
    remedy: "Correct or remove the file.",
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
    remedy: "Add the approval file that is shown, signed.",
  },
} satisfies Record<GateReasonKind, GateReasonFacts>;
