import { type ApprovalFault, LONGEST_VALIDITY_DAYS } from "../gate/approval.ts";
import type { Decision } from "../gate/decide.ts";
import type { GuardrailKind } from "../gate/guardrails.ts";
import type { GateReasonKind } from "../gate/reason.ts";

/*
 * The words of a decision, once for all formats.
 */

/** What the decision is, in a word. */
export const DECISION_WORDS: Readonly<Record<Decision["kind"], string>> = {
  pass: "PASS",
  blocked: "BLOCKED",
  undecided: "COULD NOT DECIDE",
};

/** A reason of each kind: what is the case, and what to do. */
export const GATE_REASON_WORDS: Readonly<
  Record<GateReasonKind, { readonly title: string; readonly remedy: string }>
> = {
  "nothing-compared": {
    title: "No customer was compared",
    remedy:
      "Hand over the right folders and name the right customers; for an estate that is empty on purpose, pass --allow-empty.",
  },
  "side-empty": {
    title: "A side has no customers, though its commit defines some",
    remedy: "Synthesize again, and hand over the whole folder; where it is meant, pass --allow-empty.",
  },
  "subject-unanswered": {
    title: "No rule of the policy answers for a grade, a flag or a tooling file",
    remedy:
      "Add a rule that names it to policy.yaml, in a change of its own. Where nothing answers for policy.yaml itself, an administrator must merge that change.",
  },
  "role-unknown": {
    title: "A role is granted that base's catalogue does not know",
    remedy: "Update the role catalogue first (keeper roles update), in a change of its own.",
  },
  "policy-name-unknown": {
    title: "policy.yaml names what base does not know, where it may matter",
    remedy:
      "Correct the name in policy.yaml, or define first what it names, in a change of its own: a plan is written offer/plan, a customer by its id.",
  },
  "principal-type-unknown": {
    title: "Only groups may have access, and base does not know what a principal is",
    remedy: "Register the principal first, in a change of its own.",
  },
  "author-unknown": {
    title: "Approvals are needed, and nobody said who the change's author is",
    remedy: "Pass --author with the platform's name of whoever opened the change.",
  },
  "day-unknown": {
    title: "Approvals are needed, and which day it is was not said",
    remedy: "Set the clock.",
  },
  "facts-missing": {
    title: "The policy asks for what only base's facts know, and there are none",
    remedy: "Pass --names with the base's synthesized output.",
  },
  "estate-size-unknown": {
    title: "The policy asks how much of the estate changes, and how many customers base has is not known",
    remedy: "Pass --names with the base's synthesized output.",
  },
  "approval-malformed": {
    title: "The change brings an approval that cannot be read",
    remedy: "Correct or remove the file.",
  },
  "policy-broken": {
    title: "The change brings a policy.yaml that could not be read, or not be corrected, once it is merged",
    remedy: "Correct it in the change.",
  },
  denied: {
    title: "A rule of the policy denies it",
    remedy: "Leave it out of the change.",
  },
  "guardrail-broken": {
    title: "A guardrail of the organisation is broken",
    remedy: "Change the offer so that the guardrail holds.",
  },
  "approvals-missing": {
    title: "Approvals are missing",
    remedy: "Add the approval file of this change, signed.",
  },
};

/** Why an approval file does not count. */
export const APPROVAL_FAULT_WORDS: Readonly<Record<ApprovalFault, string>> = {
  malformed: "it cannot be read, or is not filled in",
  "on-base": "it was on the base side before: what it approved is merged already",
  "other-change": "it names another change",
  "digest-mismatch": "its digest is not that of its parts",
  "day-unknown": "which day it is was not said, so that nobody knows whether it has expired",
  expired: "it has expired",
  "too-long": `it is valid for more than ${LONGEST_VALIDITY_DAYS} days from today`,
  "signature-invalid": "its signature is not valid by base's allowed_signers",
  "signer-mismatch": "somebody else signed it than it names",
  unsigned: "it is not signed, and base's policy does not say that the platform enforces code owners' review",
  "not-reviewed":
    "it is not signed, and the platform shows no review by its approver that approves exactly this commit",
  "unsigned-again": "it is not signed, and another one that is not counts already",
  "by-machine": "an app or service cannot approve",
  "by-author": "the author of the change cannot approve it",
  repeated: "its approver is counted already",
  "without-reason": "it gives no reason, and one is demanded",
};

/** What each guardrail demands, or how it is broken. */
export const GUARDRAIL_WORDS: Readonly<Record<GuardrailKind, string>> = {
  "no-standing-on-subscription": "this role may not be standing on a whole subscription",
  "multi-factor-authentication": "access on request must ask for multifactor authentication",
  "maximum-activation-duration": "access on request lasts longer than allowed",
  "groups-only": "only groups may have access",
  "keep-delete-role": "the offer does not grant the Managed Services Registration assignment Delete Role",
};

/** What is missing where no signature can count. */
export const NO_SIGNERS =
  "base has no allowed_signers, so that no signature counts: bring it in a change of its own, merged before the gate is required";

/** What stands in the place of a file that is not shown. */
export const FILE_TOO_LONG: string =
  "the approval file is too long to be shown here: keeper gate writes it with --approval-file <path>; the shipped pipelines put it as approval.yaml into the artifact access-review";
