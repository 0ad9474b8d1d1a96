import { APPROVAL_FAULTS, type ApprovalVerdict } from "../gate/approval.ts";
import type { ApprovalFile } from "../gate/approval-file.ts";
import type { Aspect } from "../gate/aspect.ts";
import type { Decision } from "../gate/decide.ts";
import type { GuardrailKind } from "../gate/guardrails.ts";
import { GATE_REASONS, type GateReason } from "../gate/reason.ts";
import type { Labels } from "../review/names.ts";
import { count } from "./finding-text.ts";
import { FLAG_WORDS, GRADE_WORDS, grantText } from "./review/wording.ts";

/** What a decision is told with. */
export interface GateContext {
  readonly labels: Labels;
  /** Where the policy comes from, in a few words. */
  readonly policy: string;
  readonly file: ApprovalFile;
}

/** What the decision is, in a word. */
const DECISION_WORDS: Readonly<Record<Decision["kind"], string>> = {
  pass: "PASS",
  blocked: "BLOCKED",
  undecided: "COULD NOT DECIDE",
} satisfies Record<Decision["kind"], string>;

/** Reasons of one kind that are told one by one. */
const MOST_ALIKE = 10;

const GUARDRAIL_WORDS: Readonly<Record<GuardrailKind, string>> = {
  "no-standing-on-subscription": "this role may not be standing on a whole subscription",
  "multi-factor-authentication": "access on request must ask for multifactor authentication",
  "maximum-activation-duration": "access on request lasts longer than allowed",
  "groups-only": "only groups may have access",
  "keep-delete-role": "the offer does not grant the Managed Services Registration assignment Delete Role",
} satisfies Record<GuardrailKind, string>;

/** A told decision: lines of plain text, users' words as they are. Whoever prints them escapes them. */
export interface ToldDecision {
  readonly heading: string;
  readonly reasons: readonly string[];
  readonly approvals: readonly string[];
  /** What to do; empty where nothing is missing. */
  readonly remedy: readonly string[];
}

/** A decision in words. */
export function tellDecision(decision: Decision, { labels, policy, file }: GateContext): ToldDecision {
  const missing = decision.reasons.some(({ kind }) => kind === "approvals-missing");
  return {
    heading: `${DECISION_WORDS[decision.kind]} by ${policy}; change ${decision.digest.change}`,
    reasons: reasonLines(decision.reasons, labels),
    approvals: decision.approvals.map(approvalLine),
    remedy: missing ? [`to approve, add ${file.path} with your name and reason, then run: ${file.sign}`] : [],
  };
}

function reasonLines(reasons: readonly GateReason[], labels: Labels): string[] {
  const byKind = new Map<GateReason["kind"], GateReason[]>();
  for (const reason of reasons) byKind.set(reason.kind, [...(byKind.get(reason.kind) ?? []), reason]);
  return [...byKind].flatMap(([kind, alike]) => {
    const { title, remedy } = GATE_REASONS[kind];
    const told = [
      ...new Set(alike.map((reason) => particulars(reason, labels)).filter((text) => text !== "")),
    ];
    const more = told.length - MOST_ALIKE;
    return [
      `${title}. ${remedy}`,
      ...told.slice(0, MOST_ALIKE).map((text) => `    ${text}`),
      ...(more > 0 ? [`    and ${more} more`] : []),
    ];
  });
}

function particulars(reason: GateReason, labels: Labels): string {
  switch (reason.kind) {
    case "nothing-compared":
      return "";
    case "author-unknown":
      return `unknown: the ${reason.missing}`;
    case "facts-missing":
      return `asked for: ${reason.asked}${reason.name === undefined ? "" : ` ${reason.name}`}`;
    case "aspect-unanswered":
      return aspectText(reason.aspect, labels);
    case "denied":
      return `${aspectText(reason.aspect, labels)} (rule ${reason.rules.join(", ")})`;
    case "role-unknown":
      return `${reason.customer}: ${reason.roleDefinitionId}`;
    case "principal-type-unknown":
    case "guardrail-broken": {
      const { guardrail, customer, scope, grant } = reason.breach;
      const what = grant === undefined ? scope : grantText(grant, labels, scope);
      return `${customer}: ${GUARDRAIL_WORDS[guardrail]}: ${what}`;
    }
    case "approval-malformed":
      return `${reason.path}: ${reason.detail ?? ""}`;
    case "approvals-missing":
      return `${count(reason.needed, "approval")} needed, ${reason.counted} counted`;
  }
}

function aspectText({ of, customer, roleDefinitionIds }: Aspect, labels: Labels): string {
  const whose = customer === undefined ? "" : `${customer}: `;
  const roles = [...new Set(roleDefinitionIds)].map((id) => labels.role(id)).join(", ");
  const about = roles === "" ? "" : ` (${roles})`;
  switch (of.kind) {
    case "grade":
      return `${whose}${GRADE_WORDS[of.grade].word}${about}`;
    case "flag":
      return `${whose}${FLAG_WORDS[of.flag].word}${about}`;
    case "tooling":
      return of.path;
    case "breadth":
      return `${of.touched} of ${count(of.estate, "customer")} change`;
  }
}

function approvalLine({ path, approver, fault, detail }: ApprovalVerdict): string {
  const who = approver === undefined ? path : `${path} (${approver})`;
  if (fault === undefined) return `counts: ${who}`;
  return `does not count: ${who}: ${APPROVAL_FAULTS[fault]}${detail === undefined ? "" : ` (${detail})`}`;
}
