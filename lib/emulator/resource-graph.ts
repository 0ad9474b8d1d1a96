import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
import { isObject, objectAt } from "../values/json-object.ts";
import { assignmentKey } from "./access-ledger.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import { type ArmResponse, answer } from "./request.ts";
import { subscriptionOf } from "./store.ts";
import { callerOf } from "./token.ts";

/** The one query that is known, word for word (clause E080). */
const QUERY = `ManagedServicesResources
| where type =~ 'microsoft.managedservices/registrationassignments'
| project id
| order by id asc`;

/** Maximum rows of a page, and maximum subscriptions of a query (clauses E081 and E082). */
const MOST_ROWS = 1_000;
const MOST_SUBSCRIPTIONS = 10_000;

/** `POST /providers/Microsoft.ResourceGraph/resources`: over all subscriptions that the caller may read. */
export function queryResourceGraph(context: Context): ArmResponse | AzureError {
  const { request, throttle, now } = context;
  const caller = callerOf(request.authorization);
  if (isRefusal(caller)) return caller;
  const wait = throttle.query(`${caller.tenantId} ${caller.principalId}`, now);
  if (wait !== undefined) {
    const message = "Please provide below info when asking for support: the quota of the user is exceeded.";
    return { ...refusal("E083", 429, "RateLimiting", message), retryAfter: wait };
  }
  if (!isObject(request.body) || request.body["query"] !== QUERY)
    return refusal("E080", 400, "BadRequest", "Please provide a query that the emulator knows.");
  const start = startIn(objectAt(request.body, "options")["$skipToken"]);
  const size = rowsIn(objectAt(request.body, "options")["$top"], context.pageSize);
  if (start === undefined || size === undefined)
    return refusal("E081", 400, "BadRequest", "The options $top and $skipToken are invalid.");
  return page(context, start, size);
}

function page(context: Context, start: number, size: number): ArmResponse {
  const readable = context.tenants.directory.subscriptions
    .filter(({ id }) => !isRefusal(subscriptionFor(id, "read", context)))
    .map(({ id }) => asciiLowerCase(id));
  const looked = new Set(readable.slice(0, MOST_SUBSCRIPTIONS));
  const rows = [...context.store.assignments.values()]
    .filter(({ scope }) => looked.has(asciiLowerCase(subscriptionOf(scope))))
    .map(({ scope, name }) => ({ id: assignmentKey(scope, name) }))
    .sort((a, b) => compareText(a.id, b.id));
  const shown = rows.slice(start, start + size);
  const next = start + size < rows.length ? { $skipToken: String(start + size) } : {};
  const body = {
    totalRecords: rows.length,
    count: shown.length,
    resultTruncated: "false",
    facets: [],
    data: shown,
    ...next,
  };
  const isCut = readable.length > MOST_SUBSCRIPTIONS;
  return answer(200, body, isCut ? { "x-ms-tenant-subscription-limit-hit": "true" } : {});
}

function startIn(token: unknown): number | undefined {
  if (token === undefined) return 0;
  return typeof token === "string" && /^\d{1,9}$/.test(token) ? Number(token) : undefined;
}

function rowsIn(top: unknown, pageSize: number): number | undefined {
  if (top === undefined) return Math.min(100, pageSize);
  const isAllowed = typeof top === "number" && Number.isInteger(top) && top >= 1 && top <= MOST_ROWS;
  return isAllowed ? Math.min(top, pageSize) : undefined;
}
