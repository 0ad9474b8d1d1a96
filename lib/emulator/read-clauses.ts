import { type Clause, refuses, says } from "./clause.ts";

const ERRORS = "Microsoft: Troubleshoot common Azure deployment errors";
const RESOURCE_GRAPH = "Microsoft: Working with large data sets in Azure Resource Graph";

/** Clauses about reads of a whole fleet: expired tokens, lists of subscriptions, Resource Graph, throttling. */
export const READ_CLAUSES = {
  E019: refuses("An expired token is 401 ExpiredAuthenticationToken; a token is valid for an hour.", ERRORS),
  E025: says(
    "`GET /subscriptions` lists every subscription that the caller may read, delegated ones included, in pages, with its tenantId and managedByTenants.",
    "REST specification of Microsoft.Resources subscriptions, 2022-12-01",
  ),
  E026: says(
    "`GET /subscriptions/<id>/resourcegroups` lists the resource groups that the caller may read: by a delegation of resource groups these alone.",
    null,
  ),
  E080: refuses(
    "Resource Graph answers one query over ManagedServicesResources, word for word. Any other is 400 BadRequest.",
    "the query language is not emulated",
  ),
  E081: refuses(
    "A page has at most $top rows, 1,000 at most, and $skipToken while there are more. Other values are 400 BadRequest.",
    RESOURCE_GRAPH,
  ),
  E082: says(
    "Above 10,000 subscriptions Resource Graph looks at 10,000, and the answer has `x-ms-tenant-subscription-limit-hit: true`.",
    RESOURCE_GRAPH,
  ),
  E083: refuses(
    "More than 15 queries in 5 seconds by one user are 429 RateLimiting with Retry-After.",
    "Microsoft: Guidance for throttled requests in Azure Resource Graph",
  ),
  E084: refuses(
    "Reads of a subscription have a token bucket per principal: 250, refilled by 25 per second. Beyond it they are 429 with Retry-After. A sandbox does not enforce it.",
    "Microsoft: Understand how Azure Resource Manager throttles requests",
  ),
  E085: says(
    "`GET …/providers/Microsoft.Authorization/permissions` lists the permissions of each role that the caller has at a subscription.",
    "REST specification of Microsoft.Authorization permissions, 2022-04-01",
  ),
  E086: refuses(
    "A definition whose managing tenant the built-in policy of allowed managing tenants does not allow is 403 RequestDisallowedByPolicy. `allowedManagingTenants` of a subscription assigns it.",
    "azure-policy: AllowCertainManagingTenantIds_Deny 1.0.1",
  ),
  E087: says(
    "`GET …/policyAssignments` lists the policy assignments that apply to a subscription; the built-in definition can be read.",
    "REST specification of Microsoft.Authorization policyAssignments, 2023-04-01",
  ),
  E088: refuses(
    "Microsoft Graph answers `POST /v1.0/directoryObjects/getByIds` for up to 1,000 ids, without those that do not exist, and `GET /v1.0/servicePrincipals(appId='…')`, 404 where there is none.",
    "Microsoft Graph: directoryObject getByIds; Get servicePrincipal",
  ),
  E089: refuses(
    "An application without permission to read the directory (`readsDirectory`), or a guest, is 403 Authorization_RequestDenied there.",
    "Microsoft Graph permissions reference; Microsoft Entra: default user permissions",
  ),
  E090: refuses(
    "`GET /providers/microsoft.insights/eventtypes/management/values` lists the events of the caller's tenant, the newest first, in pages: each delegation that was added (updates too) or removed. Without a `$filter` by eventTimestamp it is 400 BadRequest.",
    "Microsoft: Monitor delegation changes; REST specification of Tenant Activity Logs, 2015-04-01",
  ),
  E091: refuses(
    "Without Monitoring Reader at `/` (`readsActivityLog`) it is 403 AuthorizationFailed.",
    "Microsoft: Monitor delegation changes",
  ),
} as const satisfies Readonly<Record<string, Clause>>;
