import type { AccessReview } from "../../review/access-change.ts";
import type { Grade } from "../../review/grade.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { strangeTenants } from "../../review/strange-tenants.ts";
import { listed } from "../../values/listed.ts";
import type { ReportContext } from "../review/context.ts";
import { GRADE_WORDS, gradeText } from "../review/wording.ts";
import { customersLabel } from "./labels.ts";

/** New managing tenants that the verdict names. */
const MOST_TENANTS = 2;

const MORE: readonly Grade[] = ["broadening", "mixed"];
const LESS: readonly Grade[] = ["narrowing", "mixed"];

/** Customers where access grows or shrinks, redefined roles included: ids, sorted. */
export function affectedCustomers({ customers, redefinedRoles }: AccessReview): {
  readonly more: readonly string[];
  readonly less: readonly string[];
} {
  const graded = [
    ...customers.map(({ customer, grade }) => ({ ids: [customer], grade })),
    ...redefinedRoles.filter(isHeld).map(({ customers: ids, grade }) => ({ ids, grade })),
  ];
  const having = (grades: readonly Grade[]) => {
    const ids = graded.filter(({ grade }) => grades.includes(grade)).flatMap((each) => each.ids);
    return [...new Set(ids)].sort();
  };
  return { more: having(MORE), less: having(LESS) };
}

/** The first line of a review: flags, grade, and where access is more or less. Tenants that are new are named. */
export function verdictLine(review: AccessReview, context: ReportContext): string {
  const changes = review.customers.flatMap((each) => each.changes);
  return `${gradeText({ ...review, changes })}: ${whereAccessChanges(review, context)}${forStrangers(review, context)}`;
}

/** Another organization is the first thing to see: its people are not the provider's. */
function forStrangers(review: AccessReview, { directory }: ReportContext): string {
  const [first, ...others] = strangeTenants(review, directory);
  if (first === undefined) return "";
  const ids = listed([first, ...others], MOST_TENANTS);
  return others.length === 0
    ? `, for a managing tenant that is new here: ${ids}`
    : `, for ${others.length + 1} managing tenants that are new here: ${ids}`;
}

function whereAccessChanges(review: AccessReview, context: ReportContext): string {
  const { more, less } = affectedCustomers(review);
  if (more.length + less.length === 0)
    return `${GRADE_WORDS[review.grade].meaning}${whatElseChanges(review)}`;
  const at = (customers: readonly string[]) => customersLabel(customers, context);
  if (more.join() === less.join()) return `more and less access at ${at(more)}`;
  return [
    ...(more.length > 0 ? [`more access at ${at(more)}`] : []),
    ...(less.length > 0 ? [`less at ${at(less)}`] : []),
  ]
    .join(", ")
    .replace(/^less at/, "less access at");
}

/** What changes beside access. A reader of the first line alone must not take it for nothing. */
function whatElseChanges({ deployments, facts, redefinedRoles, renamedRoles }: AccessReview): string {
  const changed = [
    ...(deployments.length > 0 ? ["deployment settings"] : []),
    ...(facts.length > 0 ? ["names, tags or who deploys"] : []),
    ...(redefinedRoles.length + renamedRoles.length > 0 ? ["the role catalogue"] : []),
  ];
  return changed.length === 0 ? "" : `, but ${changed.join(" and ")}`;
}
