import type { ApprovalVerdict } from "../gate/approval.ts";
import type { ApprovalFile } from "../gate/approval-file.ts";
import { decidingAnswers } from "../gate/approval-reasons.ts";
import type { Decision } from "../gate/decide.ts";
import type { PolicyRule } from "../gate/policy.ts";
import type { GateReason, GateReasonKind } from "../gate/reason.ts";
import type { AccessReview } from "../review/access-change.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { listed } from "../values/listed.ts";
import { breachLines } from "./breach-text.ts";
import { type ReviewBeginning, reviewBeginning } from "./gate-review.ts";
import {
  APPROVAL_FAULT_WORDS,
  DECISION_WORDS,
  GATE_REASON_WORDS,
  NO_SIGNERS,
  RECORD_WORDS,
  TAKEN_BACK_WORDS,
} from "./gate-wording.ts";
import { count, shorten } from "./phrases.ts";
import { approvalsText, policySubjectLines, ruleLines } from "./policy-subject-text.ts";
import type { ReportContext } from "./review/context.ts";
import { describeGrant } from "./review/describe-grant.ts";
import { customerText } from "./review/names.ts";
import { scopeText } from "./review/where.ts";

/** Most customers that a line names. */
const MOST_CUSTOMERS = 5;

/** Where a policy comes from. */
type PolicySource = "base" | "shipped";

const POLICY_WORDS: Readonly<Record<PolicySource, string>> = {
  base: "base's policy.yaml",
  shipped: "the shipped policy (base has no policy.yaml)",
};

/** Everything beside the decision that its report needs. */
export interface GateContext {
  readonly directory: NameDirectory;
  /** Whose policy decided: base's own, or the shipped one where base has none. */
  readonly policy: PolicySource;
  /** The policy's rules, in its order. */
  readonly rules: readonly PolicyRule[];
  readonly file: ApprovalFile;
  /** The compared sides, and what their report is given. */
  readonly review: AccessReview;
  readonly report: ReportContext;
}

/** Reasons of one kind that are described one by one. */
const MOST_ALIKE = 10;

/** All reasons of one kind why a change does not pass. */
export interface DescribedReason {
  /** The problem, and how to fix it. */
  readonly text: string;
  /** What is affected, a line each. */
  readonly particulars: readonly string[];
}

/** A decision in words: lines of plain text. Users' words are unescaped; each format escapes them. */
export interface DescribedDecision {
  readonly heading: string;
  /** The access that the decision is about. */
  readonly review: ReviewBeginning;
  readonly reasons: readonly DescribedReason[];
  readonly approvals: readonly string[];
  /** How to approve; undefined where no approval is missing. */
  readonly remedy: Remedy | undefined;
}

/** How to get a change approved. */
export interface Remedy {
  /** Which file to add. */
  readonly add: string;
  /** The file to fill in; undefined where it is too long to show. */
  readonly file: string | undefined;
  /** The command that signs it. */
  readonly sign: string;
}

/** Longest approval file to show, in characters. A comment must hold the review as well. */
const LONGEST_FILE = 20_000;

type ReasonOf<K extends GateReasonKind> = Extract<GateReason, { readonly kind: K }>;

/** Particulars of all reasons of a kind, a line each. */
const PARTICULARS: {
  readonly [K in GateReasonKind]: (
    alike: readonly ReasonOf<K>[],
    context: GateContext,
    decision: Decision,
  ) => string[];
} = {
  "nothing-compared": () => [],
  "side-empty": (alike) => alike.map(({ side }) => `no customers ${side} the change`),
  "policy-broken": (alike) => alike.map(({ problem }) => problem),
  "author-unknown": () => [],
  "day-unknown": () => [],
  "facts-missing": (alike) => alike.map(({ asked }) => `needed for: ${asked}`),
  "estate-size-unknown": () => [],
  "subject-unanswered": (alike, { directory }) =>
    policySubjectLines(
      alike.map(({ subject }) => subject),
      directory,
    ),
  denied: (alike, { rules, directory }) => ruleLines(alike, rules, directory),
  "role-unknown": (alike, { directory }) =>
    alike.map(
      ({ customer, roleDefinitionId }) => `${customerText(customer, directory)}: ${roleDefinitionId}`,
    ),
  "policy-name-unknown": (alike) => alike.map(({ of, name }) => `${of} ${JSON.stringify(name)}`),
  "principal-type-unknown": breaches,
  "guardrail-broken": breaches,
  "approval-malformed": (alike) => alike.map(({ path, detail }) => `${shorten(path)}: ${detail ?? ""}`),
  "deviation-past-its-day": (alike, { directory }) =>
    alike.map(
      ({ customer, delegation, until }) =>
        `${customerText(customer, directory)}: ${delegation}, allowed until ${until}`,
    ),
  "deviation-seen-otherwise": deviations,
  "deviation-not-read": deviations,
  "acceptance-missing": (alike, { directory }) =>
    alike.flatMap(({ customer, record, beyond }) => [
      `${customerText(customer, directory)}: ${RECORD_WORDS[record]}`,
      ...beyond.map((grant) => describeGrant(grant, directory, scopeText(grant.scope, directory))),
    ]),
  "record-taken-back": (alike) =>
    alike.map(({ how, source, customers }) => {
      const had = customers.length === 0 ? "" : ` (of ${listed(customers, MOST_CUSTOMERS)})`;
      return `${source}${had}: ${TAKEN_BACK_WORDS[how]}`;
    }),
  "approvals-missing": (alike, { rules, directory }, { answers, demand }) => [
    ...alike.map(
      ({ needed, counted, reasonDemanded }) =>
        `needed: ${approvalsText(needed, reasonDemanded)}; counted: ${counted}`,
    ),
    ...(alike.some(({ signersKnown }) => !signersKnown) ? [NO_SIGNERS] : []),
    ...ruleLines(decidingAnswers(answers, demand), rules, directory),
  ],
};

function deviations(
  alike: readonly ReasonOf<"deviation-seen-otherwise" | "deviation-not-read">[],
  { directory }: GateContext,
): string[] {
  return alike.map(({ customer, delegation }) => `${customerText(customer, directory)}: ${delegation}`);
}

function breaches(
  alike: readonly ReasonOf<"guardrail-broken" | "principal-type-unknown">[],
  { directory }: GateContext,
): string[] {
  return breachLines(
    alike.map(({ breach }) => breach),
    directory,
  );
}

/** A decision in words. */
export function describeDecision(decision: Decision, context: GateContext): DescribedDecision {
  const { policy, file, review, report } = context;
  return {
    review: reviewBeginning(review, report),
    heading: `${DECISION_WORDS[decision.kind]} by ${POLICY_WORDS[policy]}; change ${decision.digest.change}`,
    reasons: describeReasons(decision, context),
    approvals: approvalLines(decision.approvals),
    remedy: asksForApproval(decision) ? remedyOf(file) : undefined,
  };
}

/** Whether an approval would help: then there is a file to fill in. */
export function asksForApproval({ reasons }: Decision): boolean {
  return reasons.some(({ kind }) => kind === "approvals-missing");
}

function remedyOf({ path, text, sign }: ApprovalFile): Remedy {
  return {
    add: `to approve, run keeper approve with your key, or add ${path} with your name and reason`,
    file: text.length > LONGEST_FILE ? undefined : text.trimEnd(),
    sign,
  };
}

function describeReasons(decision: Decision, context: GateContext): DescribedReason[] {
  const kinds = [...new Set(decision.reasons.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const { title, remedy } = GATE_REASON_WORDS[kind];
    const all = [...new Set(particulars(kind, decision, context))];
    const more = all.length - MOST_ALIKE;
    return {
      text: `${title}. ${remedy}`,
      particulars: [...all.slice(0, MOST_ALIKE), ...(more > 0 ? [`and ${more} more`] : [])],
    };
  });
}

function particulars<K extends GateReasonKind>(kind: K, decision: Decision, context: GateContext): string[] {
  const alike = decision.reasons.filter((each): each is ReasonOf<K> => each.kind === kind);
  return PARTICULARS[kind](alike, context, decision);
}

/** Approval files that are listed, those that count first. */
const MOST_APPROVALS = 20;

function approvalLines(approvals: readonly ApprovalVerdict[]): string[] {
  const [counted, others] = [
    approvals.filter(({ fault }) => fault === undefined),
    approvals.filter(({ fault }) => fault !== undefined && fault !== "on-base"),
  ];
  const old = approvals.length - counted.length - others.length;
  const lines = [...counted, ...others].map(approvalLine);
  const more = lines.length - MOST_APPROVALS;
  return [
    ...lines.slice(0, MOST_APPROVALS),
    ...(more > 0 ? [`and ${count(more, "approval file")} more`] : []),
    ...(old > 0 ? [`ignored: ${count(old, "approval file")} of changes that are merged`] : []),
  ];
}

function approvalLine({ path, approver, fault, detail }: ApprovalVerdict): string {
  const who = approver === undefined ? shorten(path) : `${shorten(path)} (${approver})`;
  if (fault === undefined) return `counts: ${who}`;
  return `does not count: ${who}: ${APPROVAL_FAULT_WORDS[fault]}${detail === undefined ? "" : ` (${detail})`}`;
}
