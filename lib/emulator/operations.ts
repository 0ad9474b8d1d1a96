import { type AzureError, errorBody, isRefusal } from "./azure-error.ts";
import { type Context, retryAfter, subscriptionFor } from "./context.ts";
import { notFound } from "./definitions.ts";
import { type ArmResponse, answer } from "./request.ts";

/** `GET …/operationStatuses/<guid>` (clause E072). */
export function getOperationStatus(
  context: Context,
  [subscriptionId = "", id = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const operation = context.store.operations.get(id.toLowerCase());
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/operationStatuses/${id}`;
  if (operation === undefined) return notFound("E005", path);
  const { outcome, ended, endsAt } = operation;
  const failed = ended && outcome === "Failed";
  const body = {
    id: path,
    name: id,
    status: ended ? outcome : "InProgress",
    ...(failed ? errorBody({ code: "OperationFailed", message: "The operation failed." }) : {}),
  };
  return answer(200, body, ended ? {} : { "Retry-After": retryAfter(endsAt, context.now) });
}

/** `GET /providers/Microsoft.ManagedServices/operations`: lists the operations of the resource provider. */
export function listOperations(): ArmResponse {
  const actions = [
    "registrationDefinitions/read",
    "registrationDefinitions/write",
    "registrationDefinitions/delete",
    "registrationAssignments/read",
    "registrationAssignments/write",
    "registrationAssignments/delete",
    "marketplaceRegistrationDefinitions/read",
    "operationStatuses/read",
    "operations/read",
    "register/action",
    "unregister/action",
  ];
  return answer(200, { value: actions.map((action) => ({ name: `Microsoft.ManagedServices/${action}` })) });
}

/** `GET …/marketplaceRegistrationDefinitions`: an empty list (clause E073). */
export function listMarketplaceDefinitions(): ArmResponse {
  return answer(200, { value: [] });
}
