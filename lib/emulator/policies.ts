import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import type { DirectorySubscription } from "./directory.ts";
import { paged } from "./lists.ts";
import { type ArmResponse, answer } from "./request.ts";
import { callerOf } from "./token.ts";

/** Name of the built-in definition "Allow managing tenant ids to onboard through Azure Lighthouse". */
const ALLOWED_TENANTS = "7a8a51a3-ad87-4def-96f3-65a1839242b6";
const DEFINITION_ID = `/providers/Microsoft.Authorization/policyDefinitions/${ALLOWED_TENANTS}`;

/**
 * `GET …/policyAssignments` at a subscription (clause E087). Answers the assignment of its allowed managing tenants, if
 * any.
 */
export function listPolicyAssignments(
  context: Context,
  [subscriptionId = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const { id, allowedManagingTenants } = subscription;
  const assignments = allowedManagingTenants === undefined ? [] : [assignment(id, allowedManagingTenants)];
  return paged(assignments, context.request, context.pageSize);
}

function assignment(subscriptionId: string, tenants: readonly string[]): object {
  const scope = `/subscriptions/${subscriptionId}`;
  return {
    id: `${scope}/providers/Microsoft.Authorization/policyAssignments/allowed-managing-tenants`,
    name: "allowed-managing-tenants",
    type: "Microsoft.Authorization/policyAssignments",
    properties: {
      displayName: "Allowed managing tenants",
      policyDefinitionId: DEFINITION_ID,
      scope,
      notScopes: [],
      parameters: { listOfAllowedTenants: { value: tenants } },
      enforcementMode: "Default",
    },
  };
}

/** `GET /providers/Microsoft.Authorization/policyDefinitions/<name>` (clause E087): the one built-in definition. */
export function getPolicyDefinition(
  { request }: Context,
  [name = ""]: readonly string[],
): ArmResponse | AzureError {
  const caller = callerOf(request.authorization);
  if (isRefusal(caller)) return caller;
  if (asciiLowerCase(name) !== ALLOWED_TENANTS)
    return refusal(
      "E005",
      404,
      "PolicyDefinitionNotFound",
      `The policy definition '${name}' could not be found.`,
    );
  const type = "Microsoft.ManagedServices/registrationDefinitions";
  return answer(200, {
    id: DEFINITION_ID,
    name: ALLOWED_TENANTS,
    properties: {
      displayName: "Allow managing tenant ids to onboard through Azure Lighthouse",
      policyType: "BuiltIn",
      mode: "All",
      parameters: { listOfAllowedTenants: { type: "Array" } },
      policyRule: {
        if: {
          allOf: [
            { field: "type", equals: type },
            { not: { field: `${type}/managedByTenantId`, in: "[parameters('listOfAllowedTenants')]" } },
          ],
        },
        // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
        then: { effect: "deny" },
      },
    },
  });
}

/** Refuses a definition whose managing tenant the subscription's policy does not allow (clause E086). */
export function deniedByPolicy(
  managingTenantId: string,
  { allowedManagingTenants }: DirectorySubscription,
): AzureError | undefined {
  if (allowedManagingTenants === undefined) return undefined;
  const allowed = allowedManagingTenants.map(asciiLowerCase);
  if (allowed.includes(asciiLowerCase(managingTenantId))) return undefined;
  const message =
    "Resource was disallowed by policy. Policy: 'Allow managing tenant ids to onboard through Azure Lighthouse'.";
  return refusal("E086", 403, "RequestDisallowedByPolicy", message);
}
