import {
  FIRST_ELIGIBLE_API_VERSION,
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/azure-limits.ts";
import { type Clause, refuses, says } from "./clause.ts";
import { READ_CLAUSES } from "./read-clauses.ts";

/*
 * The behaviour of the emulated Azure, clause by clause: what is visible from outside, with its source. A clause
 * without a source is marked as a guess. No guess refuses a request (decision 7).
 */

/** Code of a clause. Codes are never reused. */
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
  | "E018"
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
  | "E073"
  | keyof typeof READ_CLAUSES;

const REST = "REST specification of Microsoft.ManagedServices, 2022-10-01";
const TENANTS_USERS_ROLES = "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios";
const ONBOARD = "Microsoft: Onboard a customer to Azure Lighthouse";
const ELIGIBLE = "Microsoft: Create eligible authorizations";
const REMOVE = "Microsoft: Remove access to a delegation";
const UPDATE = "Microsoft: Update a delegation";
const REMEDIATION = "Microsoft: Deploy a policy that can be remediated within a delegated subscription";
const OVERVIEW = "Microsoft: What is Azure Lighthouse, cloud limits";
const ERRORS = "Microsoft: Troubleshoot common Azure deployment errors";
const WIRE = "observed on the wire of azurerm 3.61, 4.55, 4.81 and 5.2";

/** Every clause by its code. */
export const CLAUSES: Readonly<Record<ClauseCode, Clause>> = {
  ...READ_CLAUSES,
  // requests of any kind
  E001: says(
    "Paths and names of query parameters are compared case-insensitively.",
    "Microsoft: Azure Resource Manager resource ids",
  ),
  E002: refuses("A refusal is a status with the body `{ error: { code, message } }`.", WIRE),
  E003: refuses(
    "A request without `api-version` is 400 MissingApiVersionParameter; an unknown one is 400 NoRegisteredProviderFound, which lists the supported versions.",
    ERRORS,
  ),
  E004: refuses(
    "A body that is not a JSON object, or has a property of the wrong type, is 400 InvalidRequestContent.",
    ERRORS,
  ),
  E005: refuses("An unknown path is 404, an unsupported method 405, a body above 1 MiB 413.", "RFC 9110"),
  // callers
  E010: says(
    "`POST /<tenant>/oauth2/v2.0/token` gives a token with the claims aud, iss, iat, nbf, exp, appid, oid, tid and idtyp; a guest's has idp.",
    WIRE,
  ),
  E011: refuses(
    "A client id without a principal in the tenant is 400 `{ error: unauthorized_client }` with AADSTS700016.",
    "Microsoft: Microsoft Entra authentication error codes",
  ),
  E012: refuses("A request without a readable token is 401 AuthenticationFailed.", ERRORS),
  E013: refuses(
    "A token of another tenant than the subscription's, without delegated access to it, is 401 InvalidAuthenticationTokenTenant.",
    "public issues of azurerm",
  ),
  E014: refuses("A caller without a role on the subscription is 403 AuthorizationFailed.", ERRORS),
  E015: refuses(
    'Writing or deleting a delegation without rights over role assignments, or as a guest, is 403 InsufficientPrivilegesForManagedServiceResource. Guests were refused in 2019, and acceptance was never seen; Microsoft no longer says either since 2025-11. `"guests": "accepted"` beside `tenants` lets their roles decide; the default is `"refused"`.',
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
  E018: says(
    "`GET /metadata/endpoints?api-version=2022-09-01` gives one object with the addresses of all endpoints. The path `//metadata/endpoints` is 404.",
    WIRE,
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
    "Owner, User Access Administrator, a role over authorization objects or a role that is not built in is refused as a delegated role definition: 400 InvalidRegistrationDefinitionCreateRequest. Roles with data actions are accepted there.",
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
    "A definition without a standing authorization is 400 InvalidRegistrationDefinitionCreateRequest.",
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
    `A request that touches a definition with eligible authorizations needs api-version ${FIRST_ELIGIBLE_API_VERSION} or later; with an older version it is 400.`,
    "terraform-provider-azurerm#20108, #25183",
  ),
  E046: says(
    "A PUT answers 201 for a new definition and 200 for an existing one, with Azure-AsyncOperation and Retry-After. The definition then shows Accepted until it is Succeeded or Failed.",
    `${REST}; the polling header: ${WIRE}`,
  ),
  E047: says(
    "New authorizations of an assigned definition take effect when its operation succeeds. Until then the former ones stay in force. Where it fails, the definition shows the former ones again.",
    null,
  ),
  E048: refuses(
    "Deleting a definition that has assignments is 409 InvalidRegistrationDefinitionDeleteRequest.",
    "public deployment scripts, several",
  ),
  E049: says("Deleting a definition is synchronous: 200, or 204 where it does not exist.", REST),
  E050: says("A definition keeps exactly what was sent. Azure adds no defaults.", WIRE),
  E051: says("A principal that does not exist in the managing tenant is accepted and gives no access.", null),
  // registration assignments
  E060: refuses(
    "Creating an assignment before its definition is Succeeded is 409 InvalidRegistrationAssignmentCreateRequest.",
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
    "A DELETE answers 202, or 204 where the assignment does not exist. The assignment then shows Deleting. Assignment and access end when the operation succeeds.",
    REST,
  ),
  E067: says(
    "Removing an assignment revokes every grant of the same principal and role at the same scope, also where another delegation gives it. A PUT of that delegation's assignment restores it.",
    `${REMOVE} (may happen); the emulator always does it, the worst case`,
  ),
  E068: says("`$expandRegistrationDefinition=true` adds a copy of the definition.", REST),
  // lists and operations
  E070: says("Lists come in pages of two with nextLink.", "small page size, so that tests exercise paging"),
  E071: says(
    "`$filter=managedByTenantId eq '<guid>'` and `in ('<guid>', …)` select by managing tenant.",
    REST,
  ),
  E072: says(
    "operationStatuses shows an operation as InProgress, Succeeded or Failed; a failed one with an error.",
    null,
  ),
  E073: says("marketplaceRegistrationDefinitions is an empty list: no marketplace is emulated.", null),
};
