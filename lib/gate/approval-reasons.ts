import { compareText } from "../values/compare-text.ts";
import { type ApprovalVerdict, isDay } from "./approval.ts";
import { contributesTo, type Demand } from "./demand.ts";
import type { Answer } from "./match-policy.ts";
import type { GateReason } from "./reason.ts";

/** Faults of the change's approval files, and approvals that are missing. */
export function approvalReasons(
  {
    author,
    today,
    signersKnown,
  }: { readonly author: string | undefined; readonly today: string; readonly signersKnown: boolean },
  demand: Demand,
  answers: readonly Answer[],
  approvals: readonly ApprovalVerdict[],
): GateReason[] {
  const reasons = approvals
    .filter(({ fault }) => fault === "malformed")
    .map(({ path, detail }): GateReason => ({ kind: "approval-malformed", path, detail }));
  if (demand.kind !== "approvals") return reasons;
  if (author === undefined || author.trim() === "") reasons.push({ kind: "author-unknown" });
  if (!isDay(today)) reasons.push({ kind: "day-unknown" });
  const counted = approvals.filter(({ fault }) => fault === undefined).length;
  if (counted < demand.approvals)
    reasons.push({
      kind: "approvals-missing",
      needed: demand.approvals,
      counted,
      reasonDemanded: demand.reason,
      signersKnown,
      ...whoDemands(demand, answers),
    });
  return reasons;
}

/** The answers that decide how strict a demand is. */
export function decidingAnswers(answers: readonly Answer[], demand: Demand): Answer[] {
  return answers.filter((each) => each.demand !== undefined && contributesTo(each.demand, demand));
}

function whoDemands(
  demand: Demand,
  answers: readonly Answer[],
): { readonly rules: readonly number[]; readonly customers: readonly string[] } {
  const deciding = decidingAnswers(answers, demand);
  const rules = new Set(deciding.flatMap((each) => each.rules));
  const customers = new Set(deciding.flatMap(({ subject }) => subject.customer ?? []));
  return { rules: [...rules].sort((a, b) => a - b), customers: [...customers].sort(compareText) };
}
