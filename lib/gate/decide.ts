import type { AccessSide } from "../access/access-side.ts";
import type { SeenDeviation } from "../delegation/deviation.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { RecordChange } from "../delegation/record-change.ts";
import type { AccessReview } from "../review/access-change.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { acceptanceReasons, type PresentedAcceptances } from "./acceptance-reasons.ts";
import type { ApprovalVerdict, PresentedApproval } from "./approval.ts";
import { approvalReasons } from "./approval-reasons.ts";
import type { Author } from "./author.ts";
import { countApprovals } from "./count-approvals.ts";
import { type Demand, strictest } from "./demand.ts";
import { deviationReasons } from "./deviation-reasons.ts";
import { type ChangeDigest, type ChangedFile, digestOf } from "./digest.ts";
import { guardrailBreaches } from "./guardrails.ts";
import { inputReasons } from "./input-reasons.ts";
import { type Answer, answerFor } from "./match-policy.ts";
import type { PlatformApproval } from "./platform-approvals.ts";
import type { Policy } from "./policy.ts";
import { policySubjectsOf } from "./policy-subject.ts";
import { GATE_OUTCOMES, type GateReason } from "./reason.ts";
import { recordReasons } from "./record-reasons.ts";
import { resolveRules, type UnknownName } from "./resolved-policy.ts";

/** Input of a decision. All but the change itself comes from the base side or from the platform. */
export interface GateInput {
  readonly review: AccessReview;
  readonly before: AccessSide;
  readonly directory: NameDirectory;
  readonly catalogue: RoleCatalogue;
  /** The change's catalogue. @default - base's */
  readonly changeCatalogue?: RoleCatalogue | undefined;
  readonly facts: EstateFacts | undefined;
  /** The change's facts. @default - it brings none */
  readonly changeFacts: EstateFacts | undefined;
  /** The facts that name the deviations to judge. @default - the change's, else base's */
  readonly deviationFacts?: EstateFacts | undefined;
  readonly acceptances: PresentedAcceptances;
  /** What a snapshot shows of the change's deviations. @default - there is no snapshot */
  readonly seenDeviations?: readonly SeenDeviation[] | undefined;
  /** What the change takes back of base's record of versions. @default - nothing */
  readonly takenBack?: readonly RecordChange[] | undefined;
  /** Changed files that are no definitions: tooling. */
  readonly files: readonly ChangedFile[];
  readonly policy: Policy;
  readonly approvals: readonly PresentedApproval[];
  /** The account that opened the change. */
  readonly author: Author;
  /** Accounts that approve exactly this change on the platform. */
  readonly reviews: readonly PlatformApproval[];
  /** YYYY-MM-DD; with any other text, a change that needs approvals is undecided. */
  readonly today: string;
  /** Number of customers in base. */
  readonly estateSize: number;
  /** Whether the change is one customer's plan. A part of the approved change is then enough. */
  readonly partial: boolean;
  /** Sides without customers although their commit defines some: empty by accident. */
  readonly unexpectedlyEmpty: readonly ("before" | "after")[];
  /** Whether sides without customers are intended. */
  readonly allowEmpty: boolean;
  /** Problems of the change's policy. Empty where it has none, or the change contains no policy. */
  readonly changePolicyProblems: readonly string[];
  /** Whether base has `allowed_signers`; without it no signature counts. */
  readonly signersKnown: boolean;
}

/** A decision: pass, blocked or undecided; exit codes 0, 1, 2. */
export interface Decision {
  readonly kind: "pass" | "blocked" | "undecided";
  readonly reasons: readonly GateReason[];
  /** The policy's answer for each subject. */
  readonly answers: readonly Answer[];
  /** Demand on the whole change. */
  readonly demand: Demand;
  readonly approvals: readonly ApprovalVerdict[];
  readonly digest: ChangeDigest;
}

/**
 * Decides on a change; every input has a decision. Undecided takes precedence over blocked, and blocked over pass: one
 * unknown fact makes the whole decision unknown.
 */
export function decide(input: GateInput): Decision {
  const { review, policy, directory, facts, files, catalogue, changeCatalogue } = input;
  const digest = digestOf(review, files, catalogue);
  const changing = review.customers.map(({ customer }) => customer);
  const rules = resolveRules(policy, { catalogue, changeCatalogue, facts, changing });
  const answers = policySubjectsOf(review, input).map((subject) => answerFor(subject, rules, facts));
  const demand = strictest(answers.flatMap((answer) => answer.demand ?? []));
  const approvals = approvalsOf(input, digest, demand);
  const breaches = guardrailBreaches(
    review.customers,
    policy.guardrails ?? {},
    directory,
    catalogue,
    changeCatalogue,
  );
  const reasons = [
    ...inputReasons(input),
    ...doubtReasons(answers),
    ...answers.flatMap(answerReasons),
    ...breaches.map((breach): GateReason => {
      return breach.certain
        ? { kind: "guardrail-broken", breach }
        : { kind: "principal-type-unknown", breach };
    }),
    ...acceptanceReasons(input),
    ...recordReasons(input),
    ...deviationReasons(input),
    ...approvalReasons(input, demand, answers, approvals),
  ];
  return { kind: outcomeOf(reasons), reasons, answers, demand, approvals, digest };
}

function outcomeOf(reasons: readonly GateReason[]): Decision["kind"] {
  const outcomes = new Set(reasons.map(({ kind }) => GATE_OUTCOMES[kind]));
  if (outcomes.has("undecided")) return "undecided";
  return outcomes.has("blocked") ? "blocked" : "pass";
}

function answerReasons({ subject, demand, rules }: Answer): GateReason[] {
  if (demand === undefined) return [{ kind: "subject-unanswered", subject }];
  return demand.kind === "deny" ? [{ kind: "denied", subject, rules }] : [];
}

/** Unknown names, each once for all subjects in doubt. */
function doubtReasons(answers: readonly Answer[]): GateReason[] {
  const doubts = new Map<string, UnknownName>();
  for (const { doubts: own } of answers)
    for (const doubt of own) doubts.set(`${doubt.of} ${doubt.name}`, doubt);
  return [...doubts.values()].map((doubt): GateReason => ({ kind: "policy-name-unknown", ...doubt }));
}

function approvalsOf(input: GateInput, digest: ChangeDigest, demand: Demand): ApprovalVerdict[] {
  const reasonDemanded = demand.kind === "approvals" && demand.reason;
  return countApprovals(input.approvals, { ...input, digest, reasonDemanded });
}
