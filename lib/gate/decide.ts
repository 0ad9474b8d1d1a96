import type { AccessSide } from "../delegation/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { AccessReview } from "../review/access-change.ts";
import type { Labels } from "../review/names.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { type ApprovalVerdict, countApprovals, type PresentedApproval } from "./approval.ts";
import { aspectsOf } from "./aspect.ts";
import { type ChangeDigest, type ChangedFile, digestOf } from "./digest.ts";
import { guardrailBreaches } from "./guardrails.ts";
import { type Answer, answerFor, type Demand, stricter } from "./match-policy.ts";
import type { Policy } from "./policy.ts";
import { GATE_REASONS, type GateReason } from "./reason.ts";

/** Everything that a decision is made of. All but the change itself comes from the base side or from the platform. */
export interface GateInput {
  readonly review: AccessReview;
  readonly before: AccessSide;
  readonly labels: Labels;
  readonly catalogue: RoleCatalogue;
  readonly facts: EstateFacts | undefined;
  /** Changed files that are no definitions: tooling. */
  readonly files: readonly ChangedFile[];
  readonly policy: Policy;
  readonly approvals: readonly PresentedApproval[];
  /** The platform's name of whoever opened the change. */
  readonly author: string | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** How many customers base knows. */
  readonly estateSize: number;
  /** Whether the change is one customer's plan: a part of what was approved is enough. */
  readonly partial: boolean;
  /** Whether two sides without any customer are meant. */
  readonly allowEmpty: boolean;
}

/** Yes, no, or cannot say: exit codes 0, 1, 2. */
export interface Decision {
  readonly kind: "pass" | "blocked" | "undecided";
  readonly reasons: readonly GateReason[];
  /** What the policy said of each aspect. */
  readonly answers: readonly Answer[];
  /** What is demanded of the change as a whole. */
  readonly demand: Demand;
  readonly approvals: readonly ApprovalVerdict[];
  readonly digest: ChangeDigest;
}

/**
 * Decides on a change. Total: every input has a decision. Undecided goes before blocked, and blocked before pass: where
 * one thing cannot be told, it does not matter what the others say.
 */
export function decide(input: GateInput): Decision {
  const { review, policy, labels, facts, files, catalogue } = input;
  const digest = digestOf(review, files, catalogue);
  const answers = aspectsOf(review, input.before, files, input.estateSize).map((aspect) =>
    answerFor(aspect, policy, { labels, facts }),
  );
  const demand = answers.reduce<Demand>(
    (all, { demand: one }) => (one === undefined ? all : stricter(all, one)),
    {
      kind: "allow",
    },
  );
  const approvals = approvalsOf(input, digest, demand);
  const reasons = [
    ...inputReasons(input),
    ...answers.flatMap(answerReasons),
    ...guardrailReasons(input),
    ...approvalReasons(input, demand, approvals),
  ];
  return { kind: outcomeOf(reasons), reasons, answers, demand, approvals, digest };
}

function outcomeOf(reasons: readonly GateReason[]): Decision["kind"] {
  const outcomes = new Set(reasons.map(({ kind }) => GATE_REASONS[kind].outcome));
  if (outcomes.has("undecided")) return "undecided";
  return outcomes.has("blocked") ? "blocked" : "pass";
}

function inputReasons({ review, before, allowEmpty, policy, facts, catalogue }: GateInput): GateReason[] {
  const reasons: GateReason[] = [];
  if (review.compared === 0 && before.customers.length === 0 && !allowEmpty)
    reasons.push({ kind: "nothing-compared" });
  const asksFacts = policy.rules.some(({ when }) => when.tag !== undefined || when.breadth !== undefined);
  if ((asksFacts || policy.guardrails?.groupsOnly === true) && facts === undefined)
    reasons.push({ kind: "facts-missing" });
  for (const { customer, after } of review.customers) {
    const roles = (after?.grants ?? []).flatMap(({ roleDefinitionId, access }) => [
      roleDefinitionId,
      ...(access.kind === "standing" ? access.delegatedRoleDefinitionIds : []),
    ]);
    for (const roleDefinitionId of new Set(roles)) {
      if (roleById(catalogue, roleDefinitionId) === undefined)
        reasons.push({ kind: "role-unknown", customer, roleDefinitionId });
    }
  }
  return reasons;
}

function answerReasons({ aspect, demand, rules }: Answer): GateReason[] {
  if (demand === undefined) return [{ kind: "aspect-unanswered", aspect }];
  return demand.kind === "deny" ? [{ kind: "denied", aspect, rules }] : [];
}

function guardrailReasons({ review, policy, labels }: GateInput): GateReason[] {
  return guardrailBreaches(review.customers, policy.guardrails ?? {}, labels).map((breach) =>
    breach.certain ? { kind: "guardrail-broken", breach } : { kind: "principal-type-unknown", breach },
  );
}

function approvalsOf(input: GateInput, digest: ChangeDigest, demand: Demand): ApprovalVerdict[] {
  const { approvals, policy, author, today, partial } = input;
  const reasonDemanded = demand.kind === "approvals" && demand.reason;
  return countApprovals(approvals, { digest, partial, author: author ?? "", today, reasonDemanded, policy });
}

function approvalReasons(
  { author }: GateInput,
  demand: Demand,
  approvals: readonly ApprovalVerdict[],
): GateReason[] {
  const malformed = approvals
    .filter(({ fault }) => fault === "malformed")
    .map(({ path, detail }): GateReason => ({ kind: "approval-malformed", path, detail }));
  if (demand.kind !== "approvals" || demand.approvals === 0) return malformed;
  const counted = approvals.filter(({ fault }) => fault === undefined).length;
  return [
    ...malformed,
    ...(author === undefined || author.trim() === "" ? [{ kind: "author-unknown" } as const] : []),
    ...(counted < demand.approvals
      ? [{ kind: "approvals-missing", needed: demand.approvals, counted } as const]
      : []),
  ];
}
