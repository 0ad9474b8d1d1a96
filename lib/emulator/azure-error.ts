import type { ClauseCode } from "./clauses.ts";

/** Error codes that the emulated Azure can answer, of Azure Resource Manager and Microsoft Graph. */
export const AZURE_ERROR_CODES = [
  "AuthenticationFailed",
  "AuthorizationFailed",
  "Authorization_RequestDenied",
  "BadRequest",
  "ExpiredAuthenticationToken",
  "InsufficientPrivilegesForManagedServiceResource",
  "InternalServerError",
  "InvalidApiVersion",
  "InvalidAuthenticationTokenTenant",
  "InvalidFilterInQueryString",
  "InvalidRegistrationAssignmentCreateRequest",
  "InvalidRegistrationDefinitionCreateRequest",
  "InvalidRegistrationDefinitionDeleteRequest",
  "InvalidRegistrationDefinitionUri",
  "InvalidRequestContent",
  "InvalidResourceNamespace",
  "MethodNotAllowed",
  "MissingApiVersionParameter",
  "MissingSubscriptionRegistration",
  "MultipleRegistrationAssignmentsNotAllowed",
  "NoRegisteredProviderFound",
  "OperationFailed",
  "PolicyDefinitionNotFound",
  "PrincipalTypeNotSupported",
  "RateLimiting",
  "RegistrationDefinitionInvalidUpdate",
  "RequestDisallowedByPolicy",
  "RequestEntityTooLarge",
  "Request_BadRequest",
  "Request_ResourceNotFound",
  "ResourceGroupNotFound",
  "ResourceNotFound",
  "SubscriptionNotFound",
  "SubscriptionRequestsThrottled",
  "TooManyRequests",
] as const;

/** An error code of the emulated Azure. */
export type AzureErrorCode = (typeof AZURE_ERROR_CODES)[number];

/** A refusal in Azure's words, with the clause that justifies it. */
export interface AzureError {
  readonly refusedBy: ClauseCode;
  /** HTTP status. */
  readonly status: number;
  readonly code: AzureErrorCode;
  readonly message: string;
  /** Seconds of the header `Retry-After`. @default - no header */
  readonly retryAfter?: number;
}

/** Makes a refusal that a clause justifies. `status` is the HTTP status. */
export function refusal(
  refusedBy: ClauseCode,
  status: number,
  code: AzureErrorCode,
  message: string,
): AzureError {
  return { refusedBy, status, code, message };
}

/** Whether a result is a refusal. */
export function isRefusal(value: unknown): value is AzureError {
  return typeof value === "object" && value !== null && "refusedBy" in value;
}

/** Azure's error body (clause E002). */
export function errorBody({ code, message }: Pick<AzureError, "code" | "message">): object {
  return { error: { code, message } };
}
