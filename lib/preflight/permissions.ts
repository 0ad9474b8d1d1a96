import { NEEDED_OPERATIONS, REGISTER_OPERATION } from "../delegation/deployment-needs.ts";
import { allows, type Block, blocksOf } from "../permissions/block.ts";
import type { PermissionBlock } from "../roles/role-catalogue.ts";
import type { SubscriptionAnswers } from "./answers.ts";
import { found, type PreflightFinding } from "./reasons.ts";

/** Judges whether the signed-in account's roles allow every operation that a deployment needs. */
export function judgePermissions({ id, permissions }: SubscriptionAnswers): PreflightFinding {
  const subscriptionId = id;
  if (!permissions.ok) return found("permissions-not-read", { subscriptionId, problem: permissions.error });
  const blocks = controlPlane(permissions.value);
  const unconditional = blocks.filter(({ condition }) => condition === null);
  const missing = NEEDED_OPERATIONS.filter((each) => !isAllowed(each, blocks));
  if (missing.length > 0) return found("operations-missing", { subscriptionId, operations: missing });
  const conditional = NEEDED_OPERATIONS.filter((each) => !isAllowed(each, unconditional));
  if (conditional.length > 0)
    return found("operations-conditional", { subscriptionId, operations: conditional });
  return found("operations-allowed", { subscriptionId, operations: NEEDED_OPERATIONS.length });
}

/** Judges whether `Microsoft.ManagedServices` is registered, or will be by the deployment. */
export function judgeResourceProvider(
  { id, resourceProvider, permissions }: SubscriptionAnswers,
  registersResourceProvider: boolean,
): PreflightFinding {
  const subscriptionId = id;
  if (!resourceProvider.ok)
    return found("provider-not-read", { subscriptionId, problem: resourceProvider.error });
  const state = resourceProvider.value;
  if (state === "Registered") return found("registered", { subscriptionId });
  const mayRegister = permissions.ok && isAllowed(REGISTER_OPERATION, controlPlane(permissions.value));
  return found(registersResourceProvider && mayRegister ? "will-be-registered" : "not-registered", {
    subscriptionId,
    state,
  });
}

function controlPlane(blocks: readonly PermissionBlock[]): Block[] {
  return blocks.flatMap((each) => blocksOf(each, ["control"]));
}

function isAllowed(operation: string, blocks: readonly Block[]): boolean {
  return blocks.some((each) => allows(each, operation.toLowerCase()));
}
