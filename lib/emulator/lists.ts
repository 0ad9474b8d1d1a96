import { type AzureError, refusal } from "./azure-error.ts";
import { type ArmRequest, type ArmResponse, answer } from "./request.ts";

/** Default number of items on a page. Small, so that every reader must follow nextLink (clause E070). */
export const DEFAULT_PAGE_SIZE = 2;

/** A page of a list by id, for one managing tenant (clauses E070 and E071). */
export function listed<T extends { readonly id: string }>(
  items: readonly T[],
  managingTenantOf: (item: T) => string | undefined,
  request: ArmRequest,
  pageSize: number,
): ArmResponse | AzureError {
  const tenants = tenantsIn(request.query.get("$filter"));
  if (tenants === undefined)
    return refusal(
      "E004",
      400,
      "InvalidFilterInQueryString",
      "Only managedByTenantId can be filtered by, with eq or in.",
    );
  const matching = items
    .filter((item) => tenants === "all" || tenants.has((managingTenantOf(item) ?? "").toLowerCase()))
    .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
  return paged(matching, request, pageSize);
}

/** One page of a list, and the link to the next one. */
export function paged(items: readonly object[], request: ArmRequest, pageSize: number): ArmResponse {
  const start = Math.max(0, Number.parseInt(request.query.get("$skiptoken") ?? "0", 10) || 0);
  const next = start + pageSize < items.length ? { nextLink: linkTo(start + pageSize, request) } : {};
  return answer(200, { value: items.slice(start, start + pageSize), ...next });
}

const EQUALS = /^\s*managedByTenantId\s+eq\s+'([^']*)'\s*$/i;
const AMONG = /^\s*managedByTenantId\s+in\s*\(([^()]*)\)\s*$/i;

function tenantsIn(filter: string | undefined): ReadonlySet<string> | "all" | undefined {
  if (filter === undefined || filter.trim() === "") return "all";
  const one = EQUALS.exec(filter)?.[1];
  if (one !== undefined) return new Set([one.toLowerCase()]);
  const several = AMONG.exec(filter)?.[1];
  if (several === undefined) return undefined;
  return new Set([...several.matchAll(/'([^']*)'/g)].map((match) => (match[1] ?? "").toLowerCase()));
}

function linkTo(start: number, { base, path, query }: ArmRequest): string {
  const parameters = new URLSearchParams([...query].filter(([name]) => name !== "$skiptoken"));
  parameters.set("$skiptoken", String(start));
  return `${base}${path}?${parameters}`;
}
