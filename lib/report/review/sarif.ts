import type {
  AccessChange,
  AccessReview,
  ChangeGroup,
  CustomerChange,
  RoleRedefinition,
} from "../../review/access-change.ts";
import type { DeploymentChange } from "../../review/deployment-changes.ts";
import { levelOf } from "../../review/grade.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { forTerminal } from "../escape.ts";
import { sarifLog, sarifMessage, sarifPlace } from "../sarif.ts";
import { consequencesOf } from "./consequence.ts";
import type { ReportContext } from "./context.ts";
import { planSources } from "./context.ts";
import { describeChange } from "./describe-change.ts";
import { describeDeployment } from "./describe-deployments.ts";
import { describeFacts } from "./describe-facts.ts";
import { describeRoleNames } from "./describe-role-names.ts";
import { roleConsequences, roleDetails } from "./describe-roles.ts";
import type { DescribedChange, DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { REPORTING_DESCRIPTORS, RULE_IDS, type RuleId, ruleOf } from "./sarif-rules.ts";
import { locatorOf } from "./where.ts";
import { DEPLOYMENT_WORDS, gradeText } from "./wording.ts";

/** Customers that a message names one by one; `properties` lists all. */
const MOST_CUSTOMERS = 5;

/** Most places of a result: code scanning shows 100 and refuses more than 1,000. */
const MOST_LOCATIONS = 100;

/**
 * SARIF 2.1.0 (OASIS): one result for each change and all its customers. Its place is the customer's file where that is
 * known; it always has a logical location.
 */
export function sarifReview(review: AccessReview, context: ReportContext): string {
  const byId = new Map(review.customers.map((each) => [each.customer, each]));
  const results = [
    ...review.redefinedRoles.map((role) => roleResult(role, context)),
    ...review.groups.flatMap((group) => groupResults(group, byId, context)),
    ...review.deployments.map((change) => deploymentResult(change, context)),
    ...describeRoleNames(review.renamedRoles).map((part) => partResult("role-renamed", part)),
    ...describeFacts(review.facts, context.directory).map((part) => partResult("facts-changed", part)),
  ];
  // the riskiest come first, so the least risky are left out
  return sarifLog(REPORTING_DESCRIPTORS, results);
}

function groupResults(
  { changes, places, customers }: ChangeGroup,
  byId: ReadonlyMap<string, CustomerChange>,
  context: ReportContext,
): object[] {
  const first = byId.get(customers[0] ?? "");
  const locate = locatorOf(first?.changes ?? changes, customers.length);
  return changes.map((change, index) =>
    result(
      change,
      describeChange(change, context.directory, locate, places[index]),
      { customers, first },
      context,
    ),
  );
}

function result(
  change: AccessChange,
  { sign, line, details }: DescribedChange,
  { customers, first }: { readonly customers: readonly string[]; readonly first: CustomerChange | undefined },
  context: ReportContext,
): object {
  const whom = customersText(customers, MOST_CUSTOMERS, context.directory);
  const { grade, flags } = change;
  return {
    ...weight(ruleOf(change), change),
    message: sarifMessage([
      `${gradeText({ ...change, changes: [change] })}: ${whom}: ${sign} ${line}`,
      ...consequencesOf([change], { after: first?.after, directory: context.directory }),
      ...details,
    ]),
    locations: locations(change, { customers, first }, context),
    occurrenceCount: Math.max(1, customers.length),
    properties: { change: change.kind, grade, flags, customers },
  };
}

function roleResult(role: RoleRedefinition, { directory }: ReportContext): object {
  const { roleName, roleDefinitionId, customers, flags } = role;
  // a role without holders changes no access yet
  const grade = isHeld(role) ? role.grade : "cosmetic";
  const title = `${gradeText(role)}: ${roleName} (${roleDefinitionId})`;
  return {
    ...weight("role-redefined", { grade, flags }),
    message: sarifMessage([
      title,
      ...roleConsequences(role, MOST_CUSTOMERS, directory),
      ...roleDetails(role),
    ]),
    locations: [
      { logicalLocations: [{ name: forTerminal(roleName), fullyQualifiedName: roleDefinitionId }] },
    ],
    properties: { grade: role.grade, flags, customers },
  };
}

function deploymentResult(change: DeploymentChange, context: ReportContext): object {
  const { setting, customers } = change;
  const whom = customersText(customers, MOST_CUSTOMERS, context.directory);
  return {
    // a reviewer must look at it, though no access changes
    ruleId: "deployment-changed",
    ruleIndex: RULE_IDS.indexOf("deployment-changed"),
    level: "warning",
    message: sarifMessage([`${whom}: ${describeDeployment(change).line}`, DEPLOYMENT_WORDS.meaning]),
    locations: customers.slice(0, MOST_LOCATIONS).map((customer) => location(customer, context)),
    occurrenceCount: Math.max(1, customers.length),
    properties: { setting, customers },
  };
}

/** A part that concerns no access of its own, as one result. */
function partResult(ruleId: RuleId, { title, about, consequences, changes }: DescribedPart): object {
  return {
    ruleId,
    ruleIndex: RULE_IDS.indexOf(ruleId),
    level: "warning",
    message: sarifMessage([
      `${title}: ${about.join("; ")}`,
      ...consequences,
      ...changes.flatMap(({ sign, line, details }) => [`${sign} ${line}`, ...details]),
    ]),
    locations: [{ logicalLocations: [{ name: title }] }],
  };
}

function weight(ruleId: RuleId, graded: Parameters<typeof levelOf>[0]): object {
  const level = levelOf(graded);
  // a result without a level is no failure, and must declare that (3.27.10)
  const kind = level === "none" ? { kind: "informational" } : {};
  return { ruleId, ruleIndex: RULE_IDS.indexOf(ruleId), level, ...kind };
}

/** Places of a change: the customer's first, or for several customers the plan's. Code scanning shows the first one. */
function locations(
  change: AccessChange,
  { customers, first }: { readonly customers: readonly string[]; readonly first: CustomerChange | undefined },
  context: ReportContext,
): object[] {
  const plans = planSources([change], { after: first?.after }, context).map(sarifPlace);
  const own = customers.map((customer) => location(customer, context));
  return (customers.length > 1 ? [...plans, ...own] : [...own, ...plans]).slice(0, MOST_LOCATIONS);
}

function location(customer: string, { sourceOf }: ReportContext): object {
  const source = sourceOf(customer);
  const logicalLocations = [{ name: forTerminal(customer), kind: "resource" }];
  return source === undefined ? { logicalLocations } : { ...sarifPlace(source), logicalLocations };
}
