import { rolesOf } from "../access/access-grant.ts";
import { definitionOn } from "../access/access-parts.ts";
import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { RecordChange } from "../delegation/record-change.ts";
import type {
  AccessChange,
  AccessReview,
  CustomerChange,
  RoleRedefinition,
} from "../review/access-change.ts";
import { customerOfFact, type FactChange } from "../review/fact-changes.ts";
import type { Flag, Grade } from "../review/grade.ts";
import { isHeld } from "../review/redefined-roles.ts";
import type { RoleNameChange } from "../review/role-name-changes.ts";
import { acceptancePart } from "./acceptance-part.ts";
import { affectedGrants, affectedPlans } from "./affected.ts";
import { type ChangedFile, deploymentPart } from "./digest.ts";
import { factsPart } from "./facts-part.ts";
import { isUnchangedPlan, type KnownPlans, knownPlansOf } from "./known-plans.ts";
import { policyTargetsIn } from "./policy-targets.ts";
import { removedRecords } from "./removed-records.ts";

/**
 * One subject that a policy must cover. It is a flag, a tooling file, a redefined role, or a grade. The grade is that
 * of a change, or of all changes of a customer. The share of the estate that changes is a subject too, but needs no
 * rule.
 */
export interface PolicySubject {
  readonly of:
    | { readonly kind: "grade"; readonly grade: Grade }
    | { readonly kind: "flag"; readonly flag: Flag }
    | { readonly kind: "tooling"; readonly path: string }
    | { readonly kind: "breadth"; readonly touched: number; readonly estate: number };
  /** The customer that changes; undefined where several or the whole change are affected. */
  readonly customer: string | undefined;
  /** Ids by which rules and tags may target the customers affected; empty where none is. */
  readonly customers: readonly string[];
  /** Roles affected, including delegated roles. */
  readonly roleDefinitionIds: readonly string[];
  readonly principals: readonly { readonly managingTenantId: string; readonly principalId: string }[];
  /** `offer/plan` of every affected definition, as claimed before or after. Also base's name for the same content. */
  readonly plans: readonly string[];
  /** Whether base confirms each of these plans. Only then may a rule for a plan allow the change. */
  readonly plansProven: boolean;
  /** Only for onboarding: `unchanged` where base already grants exactly this under the claimed plan version. */
  readonly planVersion: "unchanged" | "new" | undefined;
}

/** Input beside the change itself. */
export interface PolicySubjectContext {
  readonly before: AccessSide;
  /** Base's facts. */
  readonly facts: EstateFacts | undefined;
  /** Changed files that are tooling. */
  readonly files: readonly ChangedFile[];
  /** What the change takes back of base's record of versions. @default - nothing */
  readonly takenBack?: readonly RecordChange[] | undefined;
  /** Number of customers in base. */
  readonly estateSize: number;
}

/** All subjects of a change that the policy must cover. */
export function policySubjectsOf(
  review: AccessReview,
  { before, facts, files, takenBack, estateSize }: PolicySubjectContext,
): PolicySubject[] {
  const known = knownPlansOf(before);
  const targetsOf = policyTargetsIn(before, facts);
  return [
    ...review.customers.flatMap((each) => customerSubjects(each, targetsOf(each), known)),
    ...review.redefinedRoles.filter(isHeld).flatMap(redefinitionSubjects),
    ...review.renamedRoles.map(renamingSubject),
    ...files.map(fileSubject),
    ...removedRecords({ review, before, takenBack }).map((each) => toolingSubject(each)),
    ...review.deployments.map((each) => toolingSubject(deploymentPart(each), each.customers)),
    ...review.facts.map((each) => toolingSubject(factsPart(each), customersOfFact(each))),
    { of: { kind: "breadth", touched: touchedBy(review), estate: estateSize }, ...NOBODY },
  ];
}

/** Paths of definitions, approvals and prose, below the estate's root. */
const NO_TOOLING = /^(?:offers|customers|approvals)\/|^docs\/.*\.md$|^[^/]+\.md$/;

/**
 * Whether a changed file is tooling: no definition, approval or prose, or outside the estate. This includes everything
 * that decides or synthesizes, and unforeseen files.
 *
 * @param path relative to the repository's root, forward slashes
 * @param estate the estate's folder in the repository; an empty text where it is the root
 */
export function isTooling(path: string, estate: string): boolean {
  if (estate === "") return !NO_TOOLING.test(path);
  return !path.startsWith(`${estate}/`) || !NO_TOOLING.test(path.slice(estate.length + 1));
}

/** The subject of a changed file: of a recorded acceptance with its customer. */
function fileSubject({ path, acceptanceOf }: ChangedFile): PolicySubject {
  if (acceptanceOf === undefined) return toolingSubject(path);
  return toolingSubject(acceptancePart(acceptanceOf), [acceptanceOf]);
}

/**
 * Subject of a tooling file, a deployment setting or a fact. `customers` are those for which the setting or fact
 * changes.
 */
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

/**
 * Subject of a role's name that changes or moves. What rules and guardrails mean by it afterwards cannot be compared.
 * That holds for every holder of the role. Rules that name any of the roles apply.
 */
function renamingSubject({ roleDefinitionId, formerly }: RoleNameChange): PolicySubject {
  const roleDefinitionIds = [roleDefinitionId, ...formerly];
  return { of: { kind: "grade", grade: "mixed" }, ...NOBODY, roleDefinitionIds };
}

/** Number of customers that change in any way. */
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
  // losses and gains of one customer are mixed together, though none of its changes is; and a customer that is added or
  // removed without access changes too
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

/** Whether a change adds an assignment, or a grant together with one. */
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
