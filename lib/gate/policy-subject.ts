import { rolesOf } from "../access/access-grant.ts";
import { definitionOn } from "../access/access-parts.ts";
import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type {
  AccessChange,
  AccessReview,
  CustomerChange,
  RoleRedefinition,
} from "../review/access-change.ts";
import { customerOfFact, type FactChange } from "../review/fact-changes.ts";
import type { Flag, Grade } from "../review/grade.ts";
import { isHeld } from "../review/redefined-roles.ts";
import { affectedGrants, affectedPlans } from "./affected.ts";
import { type ChangedFile, deploymentPart } from "./digest.ts";
import { factsPart } from "./facts-part.ts";
import { isUnchangedPlan, type KnownPlans, knownPlansOf } from "./known-plans.ts";
import { policyTargetsIn } from "./policy-targets.ts";

/**
 * One thing that a policy must have an answer for: the grade of a change or of a customer's changes together, a flag, a
 * tooling file, a redefined role, or how much of the estate is touched (for which there need be none).
 */
export interface PolicySubject {
  readonly of:
    | { readonly kind: "grade"; readonly grade: Grade }
    | { readonly kind: "flag"; readonly flag: Flag }
    | { readonly kind: "tooling"; readonly path: string }
    | { readonly kind: "breadth"; readonly touched: number; readonly estate: number };
  /** The customer that changes; undefined for what concerns several, or the whole change. */
  readonly customer: string | undefined;
  /** The ids by which rules, and tags, mean whoever is concerned; empty for what concerns no customer. */
  readonly customers: readonly string[];
  /** Roles that it concerns, those that may be handed out included. */
  readonly roleDefinitionIds: readonly string[];
  readonly principals: readonly { readonly managingTenantId: string; readonly principalId: string }[];
  /**
   * `offer/plan` of every definition concerned: as it claims, before or after, and as base calls a definition with the same
   * content.
   */
  readonly plans: readonly string[];
  /** True where base itself confirms each of these plans: only then may a rule for a plan let something pass. */
  readonly plansProven: boolean;
  /** Only of what is onboarded: `unchanged` where base already grants exactly this under the plan version that it claims. */
  readonly planVersion: "unchanged" | "new" | undefined;
}

/** What is known beside the change itself. */
export interface PolicySubjectContext {
  readonly before: AccessSide;
  /** Base's facts. */
  readonly facts: EstateFacts | undefined;
  /** Changed files that are tooling. */
  readonly files: readonly ChangedFile[];
  /** How many customers base knows. */
  readonly estateSize: number;
}

/** Everything in a change that the policy is asked about. */
export function policySubjectsOf(
  review: AccessReview,
  { before, facts, files, estateSize }: PolicySubjectContext,
): PolicySubject[] {
  const known = knownPlansOf(before);
  const targetsOf = policyTargetsIn(before, facts);
  return [
    ...review.customers.flatMap((each) => customerSubjects(each, targetsOf(each), known)),
    ...review.redefinedRoles.filter(isHeld).flatMap(redefinitionSubjects),
    ...files.map(({ path }) => toolingSubject(path)),
    ...review.deployments.map((each) => toolingSubject(deploymentPart(each), each.customers)),
    ...review.facts.map((each) => toolingSubject(factsPart(each), customersOfFact(each))),
    { of: { kind: "breadth", touched: touchedBy(review), estate: estateSize }, ...NOBODY },
  ];
}

/** Where definitions, approvals and prose are, below the estate's root. */
const NO_TOOLING = /^(?:offers|customers|approvals)\/|^docs\/.*\.md$|^[^/]+\.md$/;

/**
 * Whether a changed file is tooling: whatever is neither a definition nor an approval nor prose, and everything outside
 * the estate. What decides or synthesizes is among it, and a file that nobody thought of as well.
 *
 * @param path relative to the repository's root, forward slashes
 * @param estate the estate's folder in the repository; an empty text where it is the root
 */
export function isTooling(path: string, estate: string): boolean {
  if (estate === "") return !NO_TOOLING.test(path);
  return !path.startsWith(`${estate}/`) || !NO_TOOLING.test(path.slice(estate.length + 1));
}

/** A file that is tooling, or a setting of deployments or a fact, and the customers that it changes for. */
export function toolingSubject(path: string, customers: readonly string[] = []): PolicySubject {
  return { of: { kind: "tooling", path }, ...NOBODY, customers };
}

function redefinitionSubjects({
  grade,
  flags,
  roleDefinitionId,
  customers,
}: RoleRedefinition): PolicySubject[] {
  const of = [{ kind: "grade" as const, grade }, ...flags.map((flag) => ({ kind: "flag" as const, flag }))];
  return of.map((each) => ({ of: each, ...NOBODY, customers, roleDefinitionIds: [roleDefinitionId] }));
}

function customersOfFact(change: FactChange): string[] {
  const customer = customerOfFact(change);
  return customer === undefined ? [] : [customer];
}

/** How many customers change, whatever happens to them. */
function touchedBy({ customers, redefinedRoles, deployments, facts }: AccessReview): number {
  return new Set([
    ...customers.map(({ customer }) => customer),
    ...redefinedRoles.flatMap((each) => (each.grade === "cosmetic" ? [] : each.customers)),
    ...deployments.flatMap((each) => each.customers),
    ...facts.flatMap(customersOfFact),
  ]).size;
}

const NOBODY = {
  customer: undefined,
  customers: [],
  roleDefinitionIds: [],
  principals: [],
  plans: [],
  plansProven: false,
  planVersion: undefined,
} as const;

function customerSubjects(
  change: CustomerChange,
  customers: readonly string[],
  known: KnownPlans,
): PolicySubject[] {
  const { customer, changes, grade } = change;
  const subjects = changes.flatMap((each) => changeSubjects(each, change, customers, known));
  // a customer that loses here and gains there changes in a mixed way, though none of its changes does; and one that
  // comes or goes without access changes all the same
  if (changes.some((each) => each.grade === grade)) return subjects;
  const grants = changes.flatMap((each) => affectedGrants(each, change, "grade"));
  const together: PolicySubject = {
    of: { kind: "grade", grade },
    customer,
    customers,
    ...about(grants),
    ...affectedPlans(changes, change, known),
    planVersion: undefined,
  };
  return [...subjects, together];
}

function changeSubjects(
  change: AccessChange,
  sides: CustomerChange,
  customers: readonly string[],
  known: KnownPlans,
): PolicySubject[] {
  const common = {
    customer: sides.customer,
    customers,
    ...affectedPlans([change], sides, known),
    planVersion: onboardedVersion(change, sides, known),
  };
  const grade = { of: { kind: "grade" as const, grade: change.grade }, ...common };
  const subjects: PolicySubject[] = [{ ...grade, ...about(affectedGrants(change, sides, "grade")) }];
  if (change.flags.length === 0) return subjects;
  const flagged = about(affectedGrants(change, sides, "flag"));
  for (const flag of change.flags) subjects.push({ of: { kind: "flag", flag }, ...common, ...flagged });
  return subjects;
}

function about(
  grants: ReturnType<typeof affectedGrants>,
): Pick<PolicySubject, "roleDefinitionIds" | "principals"> {
  const roles = grants.flatMap(rolesOf);
  const principals = new Map(
    grants.map(({ managingTenantId, principalId }) => [
      `${managingTenantId}/${principalId}`,
      { managingTenantId, principalId },
    ]),
  );
  return { roleDefinitionIds: [...new Set(roles)], principals: [...principals.values()] };
}

function onboardedVersion(
  change: AccessChange,
  { before, after }: CustomerChange,
  known: KnownPlans,
): PolicySubject["planVersion"] {
  if (after === undefined || !isOnboarded(change, before)) return undefined;
  const definition = definitionOn(after, change.subscriptionId, change.after.registrationDefinitionId);
  return definition !== undefined && isUnchangedPlan(definition, after, known) ? "unchanged" : "new";
}

/** Whether an assignment comes, or a grant that comes with one. */
function isOnboarded(
  change: AccessChange,
  before: CustomerAccess | undefined,
): change is Extract<AccessChange, { kind: "assignment-added" | "grant-added" }> {
  if (change.kind === "assignment-added") return true;
  if (change.kind !== "grant-added") return false;
  const { registrationAssignmentId } = change.after;
  return (
    before?.assignments.some((each) => each.registrationAssignmentId === registrationAssignmentId) !== true
  );
}
