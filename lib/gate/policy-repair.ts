import { documentProblem, type Problem } from "../documents/problem.ts";
import { answerFor } from "./match-policy.ts";
import type { Policy } from "./policy.ts";
import { toolingSubject } from "./policy-subject.ts";
import { type NameResolution, resolveRules } from "./resolved-policy.ts";

/**
 * Problems of a readable policy that would block its own correction. Its rules must allow later changes of its own
 * file, or the gate could pass no correction after the merge.
 *
 * @param path of the policy, from the repository's root
 */
export function repairProblems(policy: Policy, path: string, resolution: NameResolution): Problem[] {
  const rules = resolveRules(policy, resolution);
  const { demand, rules: strictest } = answerFor(toolingSubject(path), rules, resolution.facts);
  if (demand === undefined) return [unanswered(path)];
  return demand.kind === "deny" ? [denied(path, (strictest[0] ?? 1) - 1)] : [];
}

function unanswered(path: string): Problem {
  return {
    ...documentProblem(
      "value-not-allowed",
      ["rules"],
      `do not cover ${path} itself: it could not be corrected later`,
      undefined,
      "a rule for tooling that covers it",
    ),
    fix: `add - { when: { tooling: ${JSON.stringify(path)} }, demand: { approvals: 1 } }`,
  };
}

function denied(path: string, rule: number): Problem {
  return {
    ...documentProblem(
      "value-not-allowed",
      ["rules", rule, "demand"],
      `denies every change of ${path} itself: it could not be corrected later`,
      "deny",
      "a demand of approvals",
    ),
    fix: "write demand: { approvals: 2 }",
  };
}
