import {
  FIRST_ELIGIBLE_API_VERSION,
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/azure-limits.ts";

/*
 * How the emulated Azure behaves, clause by clause: what can be seen from outside, and where that is known from. What
 * no source says is a guess and marked as one. Nothing is refused on a guess (decision 7).
 */

/** One sentence about behaviour, with its source; `null` where it is a guess. */
export interface Clause {
  readonly text: string;
  readonly source: string | null;
  /** Whether the clause says that a request is refused. */
  readonly refuses: boolean;
}

/** The code of a clause. Codes are never reused. */
export type ClauseCode =
  | "E001"
  | "E002"
  | "E003"
  | "E004"
  | "E005"
  | "E010"
  | "E011"
  | "E012"
  | "E013"
  | "E014"
  | "E015"
  | "E016"
  | "E017"
  | "E020"
  | "E021"
  | "E022"
  | "E023"
  | "E024"
  | "E030"
  | "E031"
  | "E032"
  | "E033"
  | "E034"
  | "E035"
  | "E036"
  | "E037"
  | "E038"
  | "E039"
  | "E040"
  | "E041"
  | "E042"
  | "E043"
  | "E044"
  | "E045"
  | "E046"
  | "E047"
  | "E048"
  | "E049"
  | "E050"
  | "E051"
  | "E060"
  | "E061"
  | "E062"
  | "E063"
  | "E064"
  | "E065"
  | "E066"
  | "E067"
  | "E068"
  | "E070"
  | "E071"
  | "E072"
  | "E073";

const REST = "REST specification of Microsoft.ManagedServices, 2022-10-01";
const TENANTS_USERS_ROLES = "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios";
const ONBOARD = "Microsoft: Onboard a customer to Azure Lighthouse";
const ELIGIBLE = "Microsoft: Create eligible authorizations";
const REMOVE = "Microsoft: Remove access to a delegation";
const UPDATE = "Microsoft: Update a delegation";
const REMEDIATION = "Microsoft: Deploy a policy that can be remediated within a delegated subscription";
const OVERVIEW = "Microsoft: What is Azure Lighthouse, cloud limits";
const ERRORS = "Microsoft: Troubleshoot common Azure deployment errors";
const WIRE = "seen of azurerm 3.61, 4.81 and 5.2 on the wire";

function says(text: string, source: string | null): Clause {
  return { text, source, refuses: false };
}

function refuses(text: string, source: string): Clause {
  return { text, source, refuses: true };
}

/** Every clause by its code. */
export const CLAUSES: Readonly<Record<ClauseCode, Clause>> = {
  // requests of any kind
  E001: says(
    "Paths and names of query parameters are compared without regard to case.",
    "Microsoft: Azure Resource Manager resource ids",
  ),
  E002: refuses("A refusal is a status with the body `{ error: { code, message } }`.", WIRE),
  E003: refuses(
    "A request without `api-version` is 400 MissingApiVersionParameter; an unknown one 400 NoRegisteredProviderFound, naming those that there are.",
    ERRORS,
  ),
  E004: refuses(
    "A body that is no JSON object is 400 InvalidRequestContent; one with a property of the wrong type as well.",
    ERRORS,
  ),
  E005: refuses(
    "A path that leads nowhere is 404, a method that a resource does not have 405, a body above 1 MiB 413.",
    "RFC 9110",
  ),
  // who asks
  E010: says(
    "`POST /<tenant>/oauth2/v2.0/token` gives a token with the claims aud, iss, iat, nbf, exp, appid, oid and tid.",
    WIRE,
  ),
  E011: refuses(
    "A client id that no principal of the tenant has is 400 `{ error: unauthorized_client }` with AADSTS700016.",
    "Microsoft: Microsoft Entra authentication error codes",
  ),
  E012: refuses("A request without a token that can be read is 401 AuthenticationFailed.", ERRORS),
  E013: refuses(
    "A token of a tenant that is not the subscription's, and has no access to it by a delegation, is 401 InvalidAuthenticationTokenTenant.",
    "public issues of azurerm",
  ),
  E014: refuses("A caller without a role on the subscription is 403 AuthorizationFailed.", ERRORS),
  E015: refuses(
    "Writing or deleting a delegation without rights over role assignments, or as a guest, is 403 InsufficientPrivilegesForManagedServiceResource.",
    "Azure-Lighthouse-samples#39; Microsoft: Onboard a customer to Azure Lighthouse",
  ),
  E016: says(
    "A principal of the managing tenant that holds the Managed Services Registration assignment Delete Role may delete assignments, not definitions.",
    REMOVE,
  ),
  E017: says(
    "A principal of the managing tenant with any role on a subscription may read that subscription.",
    null,
  ),
  // subscriptions and resource providers
  E020: says("`GET /subscriptions/<id>` names tenantId, displayName, state and subscriptionPolicies.", WIRE),
  E021: refuses("A subscription that does not exist is 404 SubscriptionNotFound.", ERRORS),
  E022: says("A resource provider is registered per subscription, by POST, and is Registered at once.", null),
  E023: refuses(
    "A delegation in a subscription where Microsoft.ManagedServices is not registered is 409 MissingSubscriptionRegistration.",
    `${ERRORS}; ${ONBOARD}`,
  ),
  E024: refuses("A resource group that does not exist is 404 ResourceGroupNotFound.", ERRORS),
  // registration definitions
  E030: refuses(
    "A definition at a resource group is 400 InvalidRegistrationDefinitionUri.",
    "Azure-Lighthouse-samples#31",
  ),
  E031: refuses(
    "A role that Azure Lighthouse does not support is 400 InvalidRegistrationDefinitionCreateRequest.",
    `${TENANTS_USERS_ROLES}; azure-docs#117760; Azure-Lighthouse-samples#137`,
  ),
  E032: refuses(
    "User Access Administrator without delegated role definitions is 400 InvalidRegistrationDefinitionCreateRequest.",
    REMEDIATION,
  ),
  E033: refuses(
    "Owner, User Access Administrator, a role over authorization objects or one that is not built in among delegated role definitions is 400 InvalidRegistrationDefinitionCreateRequest; roles with data actions are accepted there.",
    `${REMEDIATION}; Azure-Lighthouse-samples assign-msi-blob-data-role`,
  ),
  E034: says(
    "Delegated role definitions of any other role have no effect.",
    "Azure-Lighthouse-samples pull request 82",
  ),
  E035: refuses(
    "User Access Administrator or Owner as an eligible role is 400 InvalidRegistrationDefinitionCreateRequest.",
    "azure-docs#80795",
  ),
  E036: refuses(
    "A service principal that is eligible or an approver is 400 InvalidRegistrationDefinitionCreateRequest.",
    ELIGIBLE,
  ),
  E037: refuses(
    "Eligible authorizations of one role with different just-in-time access policies are 400 InvalidRegistrationDefinitionCreateRequest.",
    ELIGIBLE,
  ),
  E038: refuses(
    `An activation shorter than ${SHORTEST_ACTIVATION_MINUTES} minutes or longer than ${LONGEST_ACTIVATION_MINUTES / 60} hours, or more than ${MOST_APPROVERS} approvers, is 400 InvalidRegistrationDefinitionCreateRequest.`,
    ELIGIBLE,
  ),
  E039: refuses(
    "Eligible authorizations in a national cloud are 400 InvalidRegistrationDefinitionCreateRequest.",
    ELIGIBLE,
  ),
  E040: refuses(
    "A managing tenant that is the subscription's own is 400 InvalidRegistrationDefinitionCreateRequest.",
    `${ONBOARD}; azure-docs#35016`,
  ),
  E041: refuses(
    "A managing tenant in another cloud is 400 InvalidRegistrationDefinitionCreateRequest.",
    OVERVIEW,
  ),
  E042: refuses(
    "No authorizations at all, eligible ones aside, is 400 InvalidRegistrationDefinitionCreateRequest.",
    `${REST}; Azure-Lighthouse-samples#121`,
  ),
  E043: refuses(
    "The object id of an app registration as a principal is 400 PrincipalTypeNotSupported.",
    "azure-docs#59282",
  ),
  E044: refuses(
    "Another managing tenant for a definition that exists is 400 RegistrationDefinitionInvalidUpdate.",
    UPDATE,
  ),
  E045: refuses(
    `A request that touches a definition with eligible authorizations needs api-version ${FIRST_ELIGIBLE_API_VERSION} or later, and is 400 otherwise.`,
    "terraform-provider-azurerm#20108, #25183",
  ),
  E046: says(
    "A PUT answers 201 for a new definition and 200 for one that exists, with Azure-AsyncOperation and Retry-After; the definition then shows Accepted until it is Succeeded or Failed.",
    `${REST}; the polling header: ${WIRE}`,
  ),
  E047: says(
    "New authorizations of an assigned definition take effect when its operation succeeds; until then, and where it fails, the former ones hold and are shown again.",
    null,
  ),
  E048: refuses(
    "Deleting a definition that has assignments is 409 InvalidRegistrationDefinitionDeleteRequest.",
    "public deployment scripts, several",
  ),
  E049: says("Deleting a definition is synchronous: 200, and 204 where there is none.", REST),
  E050: says("A definition keeps what was sent, letter by letter, and fills nothing in.", WIRE),
  E051: says(
    "A principal that the managing tenant does not have is accepted, and gives access to nobody there.",
    null,
  ),
  // registration assignments
  E060: refuses(
    "Putting an assignment before its definition is Succeeded is 409 InvalidRegistrationAssignmentCreateRequest.",
    "public deployment scripts, several",
  ),
  E061: refuses(
    "A second assignment of a definition at a scope is 409 MultipleRegistrationAssignmentsNotAllowed.",
    "Azure-Lighthouse-samples#85",
  ),
  E062: refuses(
    "A second assignment at a scope whose definition has the same registrationDefinitionName is 409 MultipleRegistrationAssignmentsNotAllowed.",
    ONBOARD,
  ),
  E063: refuses(
    "An assignment of a definition in another subscription is 400 InvalidRegistrationAssignmentCreateRequest.",
    "Microsoft: Azure Lighthouse architecture",
  ),
  E064: says("An assignment of a whole subscription beside one of its resource groups is accepted.", null),
  E065: says(
    "A PUT answers 201 or 200 with Azure-AsyncOperation and Retry-After; access begins when the operation succeeds.",
    `${REST}; the polling header: ${WIRE}`,
  ),
  E066: says(
    "A DELETE answers 202, and 204 where there is none; the assignment then shows Deleting, access ends and the assignment is gone when the operation succeeds.",
    REST,
  ),
  E067: says(
    "Removing an assignment takes away every grant of the same principal and role at the same scope, though another delegation gives it too; putting that one again restores it.",
    `${REMOVE} (may happen); that it always happens is the worst case`,
  ),
  E068: says("`$expandRegistrationDefinition=true` adds a copy of the definition.", REST),
  // lists and operations
  E070: says(
    "Lists come in pages of two with nextLink.",
    "page size chosen small so that paging is exercised",
  ),
  E071: says(
    "`$filter=managedByTenantId eq '<guid>'` and `in ('<guid>', …)` keep those of these managing tenants.",
    REST,
  ),
  E072: says(
    "Operations are found under operationStatuses with status InProgress, Succeeded or Failed and, where they failed, an error.",
    null,
  ),
  E073: says("marketplaceRegistrationDefinitions lists nothing: no marketplace is emulated.", null),
};
