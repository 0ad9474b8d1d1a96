import { allowCommand } from "../delegation/deviation.ts";
import type { RecordChange } from "../delegation/record-change.ts";
import { type ApprovalFault, LONGEST_VALIDITY_DAYS } from "../gate/approval.ts";
import type { Decision } from "../gate/decide.ts";
import type { GuardrailKind } from "../gate/guardrails.ts";
import type { GateReason, GateReasonKind } from "../gate/reason.ts";

/*
 * The words of a decision, once for all formats.
 */

/** Word for each kind of decision. */
export const DECISION_WORDS: Readonly<Record<Decision["kind"], string>> = {
  pass: "PASS",
  blocked: "BLOCKED",
  undecided: "COULD NOT DECIDE",
};

/** Each kind of reason: the problem, and how to fix it. */
export const GATE_REASON_WORDS: Readonly<
  Record<GateReasonKind, { readonly title: string; readonly remedy: string }>
> = {
  "nothing-compared": {
    title: "No customer was compared",
    remedy:
      "Pass the right folders and the right customer ids. If the estate is empty on purpose, pass --allow-empty.",
  },
  "side-empty": {
    title: "A side has no customers, though its commit defines some",
    remedy:
      "Synthesize again and pass the whole folder. If the side is empty on purpose, pass --allow-empty.",
  },
  "subject-unanswered": {
    title: "No rule of the policy covers a grade, a flag or a tooling file",
    remedy:
      "Add a rule that names it to policy.yaml, in a separate change. If no rule covers policy.yaml itself, an administrator must merge that change.",
  },
  "role-unknown": {
    title: "The change grants a role that base's catalogue does not list",
    remedy: "Update the role catalogue first (keeper roles update), in a separate change.",
  },
  "policy-name-unknown": {
    title: "policy.yaml uses a name that base does not define, and the decision may depend on it",
    remedy:
      "Correct the name in policy.yaml, or define it first, in a separate change. Write a plan as offer/plan, a customer as its id.",
  },
  "principal-type-unknown": {
    title: "Only groups may have access, and base does not know the type of a principal",
    remedy: "Register the principal first, in a separate change.",
  },
  "author-unknown": {
    title: "Approvals are needed, and the author of the change is unknown",
    remedy: "Pass --author with the platform's name of the change's author.",
  },
  "day-unknown": {
    title: "Approvals are needed, and today's date is unknown",
    remedy: "Set the system clock.",
  },
  "facts-missing": {
    title: "The policy or an acceptance needs base's facts, which are missing",
    remedy: "Pass --names with base's synthesized output.",
  },
  "estate-size-unknown": {
    title:
      "The policy depends on the share of the estate that changes, and base's number of customers is unknown",
    remedy: "Pass --names with base's synthesized output.",
  },
  "approval-malformed": {
    title: "The change contains an approval file that cannot be read",
    remedy: "Correct or remove the file.",
  },
  "policy-broken": {
    title: "The change contains a policy.yaml that cannot be read, or that no later change could correct",
    remedy: "Correct policy.yaml in this change.",
  },
  denied: {
    title: "A rule of the policy denies the change",
    remedy: "Remove that part from the change.",
  },
  "guardrail-broken": {
    title: "A guardrail of the organisation is broken",
    remedy: "Change the offer so that the guardrail holds.",
  },
  "deviation-past-its-day": {
    title: "A customer gains access while a difference from Azure is allowed past its day",
    remedy: `Look at Azure again and renew the deviation (${allowCommand("<customer>")}), or remove its file.`,
  },
  "deviation-seen-otherwise": {
    title: "A customer gains access while Azure has another difference than the one that is allowed",
    remedy: `Look at the difference (keeper drift <customer> --from azure). Allow it (${allowCommand("<customer>")}), or remove the deviation's file.`,
  },
  "deviation-not-read": {
    title:
      "The snapshot did not read a subscription with an allowed difference of a customer that gains access",
    remedy:
      "Fetch it with an identity that sees it (keeper fetch <customer>), or remove the deviation's file.",
  },
  "acceptance-missing": {
    title: "A customer gains access that its recorded acceptance does not cover",
    remedy:
      "Have the customer agree, and record it with keeper accept. Merge the record first, in a change of its own.",
  },
  "record-taken-back": {
    title:
      "The change takes back what is recorded of a version, so the version could come to grant something else",
    remedy:
      "Restore the record from base, and write another version (keeper new version). A version that no customer has any more is removed in a change after the one that moved them.",
  },
  "approvals-missing": {
    title: "Approvals are missing",
    remedy: "Approve with keeper approve, or add the signed approval file of this change.",
  },
};

/** Why an approval file does not count. */
export const APPROVAL_FAULT_WORDS: Readonly<Record<ApprovalFault, string>> = {
  malformed: "it cannot be read, or is not filled in",
  "on-base": "base has it already: the change that it approved is merged",
  "too-large": "it is too large to be read",
  "too-many": "the change brings too many approvals to read them all",
  "other-change": "it names another change",
  "digest-mismatch": "its digest is not that of its parts",
  "day-unknown": "today's date is unknown, so its expiry cannot be checked",
  expired: "it has expired",
  "too-long": `it is valid for more than ${LONGEST_VALIDITY_DAYS} days from today`,
  "signature-invalid": "base's allowed_signers does not confirm its signature",
  "signer-mismatch": "its signer is not the approver that it names",
  unsigned: "it is not signed, and base's policy does not say that the platform enforces code owners' review",
  "not-reviewed":
    "it is not signed, and the platform shows no review by its approver that approves exactly this commit",
  "unsigned-again": "it is not signed, and another unsigned approval already counts",
  "by-machine": "an app or service cannot approve",
  "by-author": "the author of the change cannot approve it",
  repeated: "another approval of the same approver already counts",
  "without-reason": "it gives no reason, and a reason is required",
};

/** What is wrong with a record of an acceptance. */
export const RECORD_WORDS: Readonly<
  Record<Extract<GateReason, { readonly kind: "acceptance-missing" }>["record"], string>
> = {
  none: "base has no record of an acceptance",
  unreadable: "base's record of the acceptance cannot be read",
  exceeded: "the record does not cover",
};

/** How a change takes the record of a version back. */
export const TAKEN_BACK_WORDS: Readonly<Record<RecordChange["how"], string>> = {
  changed: "other grants are recorded under the same number",
  removed: "its record is removed",
  "made-private": "it was recorded as public, and now is as private",
  unreadable: "its record cannot be read any more",
};

/** What each guardrail requires, or how it is broken. */
export const GUARDRAIL_WORDS: Readonly<Record<GuardrailKind, string>> = {
  "no-standing-on-subscription": "this role may not be standing on a whole subscription",
  "multi-factor-authentication": "access on request must require multifactor authentication",
  "maximum-activation-duration": "access on request lasts longer than allowed",
  "groups-only": "only groups may have access",
  "keep-delete-role": "the offer does not grant the Managed Services Registration assignment Delete Role",
};

/** Why no signature can count, and the fix. */
export const NO_SIGNERS =
  "base has no allowed_signers, so no signature counts: add that file in a separate change, and merge it before the gate is required";

/** Text in place of a file that is too long to show. */
export const FILE_TOO_LONG: string =
  "the approval file is too long to show here: keeper gate writes it with --approval-file <path>; the shipped pipelines store it as approval.yaml in the artifact access-review";
