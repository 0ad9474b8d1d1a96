import type { Budget } from "./budget.ts";
import type { TemplatePlace } from "./refusal.ts";
import type { DeploymentTarget } from "./target.ts";

/** Facts that only a deployment tells; each undefined where it is not known. */
export interface DeploymentFacts {
  /** Tenant that the template is deployed in. */
  readonly tenantId: string | undefined;
}

/**
 * Whether Azure evaluates results once more. Either it does not, or the author escaped a text with `[[`, as in the
 * template of a policy. Or the way is not documented, as in a nested template of outer scope.
 */
export type SecondEvaluation = "none" | "of-escaped-texts" | "undocumented";

/** Names that expressions of one template may use, and what they stand for. */
export interface TemplateScope {
  readonly parameter: (name: string, at: TemplatePlace) => unknown;
  readonly variable: (name: string, at: TemplatePlace) => unknown;
  readonly target: DeploymentTarget;
  readonly facts: DeploymentFacts;
  /** Indexes of the loops around, by name in lower case. The loop of the resource itself under the empty name. */
  readonly loops: ReadonlyMap<string, number>;
  readonly budget: Budget;
  readonly secondEvaluation: SecondEvaluation;
}

/** A scope inside one iteration of a loop. @param isResource whether `copyIndex()` without a name means this loop */
export function inLoop(
  scope: TemplateScope,
  name: string,
  index: number,
  isResource: boolean,
): TemplateScope {
  const loops = new Map(scope.loops).set(name.toLowerCase(), index);
  return { ...scope, loops: isResource ? loops.set("", index) : loops };
}
