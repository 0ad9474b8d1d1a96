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
} as const satisfies Readonly<Record<string, Clause>>;
