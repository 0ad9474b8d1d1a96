import type { AccessReview } from "../../review/access-change.ts";
import type { ReportContext } from "./context.ts";

/** Version of the JSON report's form; it rises when a field changes its meaning or goes. */
const VERSION = 1;

/** A review for programs: every fact, by `schemas/review.schema.json`. */
export function jsonReview(review: AccessReview, { called, labels, sourceOf }: ReportContext): string {
  const principals = new Map<string, object>();
  for (const { before, after } of review.customers) {
    for (const grant of [...(before?.grants ?? []), ...(after?.grants ?? [])]) {
      const { managingTenantId, principalId, principalDisplayName } = grant;
      const key = `${managingTenantId}/${principalId}`;
      if (principals.has(key)) continue;
      principals.set(key, {
        managingTenantId,
        principalId,
        ...labels.principal(managingTenantId, principalId, principalDisplayName),
      });
    }
  }
  const document = {
    version: VERSION,
    before: called.before,
    after: called.after,
    grade: review.grade,
    flags: review.flags,
    compared: review.compared,
    groups: review.groups.map(({ grade, flags, customers, changes }) => ({
      grade,
      flags,
      customers,
      changes,
    })),
    customers: review.customers.map(({ customer, presence, grade, flags, changes }) => ({
      customer,
      presence,
      grade,
      flags,
      source: sourceOf(customer) ?? null,
      changes,
    })),
    redefinedRoles: review.redefinedRoles,
    principals: [...principals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
