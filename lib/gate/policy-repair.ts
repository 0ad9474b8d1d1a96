import { answerFor } from "./match-policy.ts";
import type { Policy } from "./policy.ts";
import { toolingSubject } from "./policy-subject.ts";
import { type NameResolution, resolveRules } from "./resolved-policy.ts";

/**
 * What is wrong with a policy that a change brings though it can be read: once it is merged, it must let itself be
 * changed, or nobody could ever correct it. Its rules are asked about its own file.
 *
 * @param path of the policy, from the repository's root
 */
export function repairProblems(policy: Policy, path: string, understanding: NameResolution): string[] {
  const rules = resolveRules(policy, understanding);
  const { demand } = answerFor(toolingSubject(path), rules, understanding.facts);
  if (demand === undefined)
    return [`no rule answers for ${path} itself: add one for tooling, or nobody could correct it later`];
  if (demand.kind === "deny")
    return [`a rule denies every change of ${path} itself: nobody could correct it later`];
  return [];
}
