import { parseRegistrationAssignmentId } from "../delegation/registration.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Guid } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import { failed, success } from "../values/result.ts";
import type { Budgets } from "./budget.ts";
import type { ArmAnswer, ArmRead, ResourceManager } from "./resource-manager.ts";

/** An assignment that Resource Graph knows. Its rows find delegations; they never show that there are none. */
export interface GraphAssignment {
  /** ARM id, in lower case. */
  readonly id: string;
  readonly subscriptionId: Guid;
}

/** What Resource Graph answers over all subscriptions of an identity. */
export interface GraphAnswer {
  readonly assignments: readonly GraphAssignment[];
  /** Whether it looked at 10,000 subscriptions only, and there are more. */
  readonly isCut: boolean;
}

/** The one query. Paging needs `id` among the columns and an order. */
const QUERY = `ManagedServicesResources
| where type =~ 'microsoft.managedservices/registrationassignments'
| project id
| order by id asc`;

const PATH = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

/** Rows of a page; Azure gives no more. */
const PAGE = 1_000;

/** Header that says that the identity has more subscriptions than were looked at. */
const CUT = "x-ms-tenant-subscription-limit-hit";

/** Queries Resource Graph for every assignment that the signed-in identity may see, across delegated subscriptions. */
export async function queryAssignments(
  arm: ResourceManager,
  budgets: Budgets,
): Promise<ArmRead<GraphAnswer>> {
  const found = new Map<string, GraphAssignment>();
  const seen = new Set<string>();
  let isCut = false;
  for (let skipToken: string | undefined; ; ) {
    await budgets.take(arm.tenantId);
    const options = { resultFormat: "objectArray", $top: PAGE, ...(skipToken && { $skipToken: skipToken }) };
    const answer = await arm.query(PATH, { query: QUERY, options });
    const page = answer.ok ? pageIn(answer.value) : answer;
    if (!page.ok) return page;
    for (const row of page.value.rows) found.set(row.id, row);
    isCut ||= page.value.isCut;
    skipToken = page.value.next;
    if (skipToken === undefined) return success({ assignments: [...found.values()], isCut });
    if (seen.has(skipToken)) return failed("answer-unexpected");
    seen.add(skipToken);
  }
}

interface Page {
  readonly rows: readonly GraphAssignment[];
  readonly isCut: boolean;
  readonly next: string | undefined;
}

function pageIn({ headers, body }: ArmAnswer): ArmRead<Page> {
  const { data, $skipToken: next } = body;
  const rows = Array.isArray(data) ? data.map(assignmentIn) : [undefined];
  const known = rows.filter((row) => row !== undefined);
  const isText = next === undefined || next === null || typeof next === "string";
  if (known.length < rows.length || !isText) return failed("answer-unexpected");
  return success({ rows: known, isCut: headers.get(CUT)?.toLowerCase() === "true", next: next || undefined });
}

function assignmentIn(row: unknown): GraphAssignment | undefined {
  const id = isObject(row) && typeof row["id"] === "string" ? row["id"] : "";
  const parsed = parseRegistrationAssignmentId(id);
  return parsed && { id: asciiLowerCase(id), subscriptionId: parsed.scope.subscriptionId };
}
