import { type AccessGrant, grantKey } from "../../delegation/access-grant.ts";
import type { AccessReview, CustomerChange } from "../../review/access-change.ts";
import { grantIdentity } from "../../review/match-grants.ts";
import type { ReportContext } from "./context.ts";
import { gradeText, principalText, scopeText, wayText } from "./wording.ts";

/** One row of a customer's access: places in `texts` for who, role, where, before and after. */
export type MatrixRow = readonly [number, number, number, number, number];

/** A changed customer, its texts by their place in `texts`. */
export interface MatrixCustomer {
  readonly id: string;
  readonly grade: number;
  /** What the search finds it by beside its id: file and line. */
  readonly source: number;
  readonly rows: readonly MatrixRow[];
}

/** What the page's script shows: every text once, fleets repeat them. */
export interface MatrixData {
  readonly texts: readonly string[];
  readonly customers: readonly MatrixCustomer[];
}

/** Who could do what where before, and can after: for every customer that changes. */
export function matrixData(review: AccessReview, context: ReportContext): MatrixData {
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  };
  const customers = review.customers.map((change) => {
    const source = context.sourceOf(change.customer);
    return {
      id: change.customer,
      grade: place(gradeText(change)),
      source: place(source === undefined ? "" : `${source.file}:${source.line}`),
      rows: rowsOf(change, context).map((row) => row.map((text) => place(text)) as unknown as MatrixRow),
    };
  });
  return { texts: [...places.keys()], customers };
}

type Row = readonly [string, string, string, string, string];

function rowsOf({ before, after, presence }: CustomerChange, { labels }: ReportContext): Row[] {
  const byIdentity = new Map<string, { before: AccessGrant[]; after: AccessGrant[] }>();
  const collect = (grants: readonly AccessGrant[], side: "before" | "after") => {
    for (const grant of grants) {
      const key = grantIdentity(grant);
      const entry = byIdentity.get(key) ?? { before: [], after: [] };
      byIdentity.set(key, entry);
      entry[side].push(grant);
    }
  };
  collect(before?.grants ?? [], "before");
  // what is left standing is there as it was
  collect((presence === "vanished" ? before : after)?.grants ?? [], "after");
  const ways = (grants: readonly AccessGrant[]) =>
    [...new Map(grants.map((grant) => [grantKey(grant), wayText(grant, labels)])).values()].sort().join("; ");
  return [...byIdentity.values()].flatMap(({ before: old, after: now }): Row[] => {
    const [grant] = [...now, ...old];
    if (grant === undefined) return [];
    const where = `${scopeText(grant.scope)} (${grant.scope.split("/")[2] ?? ""})`;
    return [[principalText(grant, labels), labels.role(grant.roleDefinitionId), where, ways(old), ways(now)]];
  });
}
