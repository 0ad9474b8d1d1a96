import type { AccessReview, CustomerChange, RoleRedefinition } from "../../review/access-change.ts";
import type { DeploymentChange } from "../../review/deployment-changes.ts";
import { isToBeLookedAt } from "../../review/grade.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { forXml } from "../escape.ts";
import { junitText } from "../junit.ts";
import { count } from "../phrases.ts";
import { consequencesOf } from "./consequence.ts";
import type { ReportContext } from "./context.ts";
import { describeChange } from "./describe-change.ts";
import { describeDeployment } from "./describe-deployments.ts";
import { describeFacts } from "./describe-facts.ts";
import { describeRoleNames } from "./describe-role-names.ts";
import { MOST_HOLDERS, roleConsequences, roleDetails } from "./describe-roles.ts";
import type { DescribedPart } from "./described.ts";
import { customersText, customerText } from "./names.ts";
import { locatorOf } from "./where.ts";
import { DEPLOYMENT_WORDS, gradeText, PRESENCE_WORDS, REDEFINED_ROLE_WORDS } from "./wording.ts";

interface TestCase {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly fails: boolean;
}

/** JUnit XML: a test case for each change, failed where a reviewer must look. */
export function junitReview(review: AccessReview, context: ReportContext): string {
  const changed = [
    ...review.customers.map((each) => customerCase(each, context)),
    ...review.redefinedRoles.map((role) => roleCase(role, context)),
    ...review.deployments.map((change) => deploymentCase(change, context)),
    ...describeRoleNames(review.renamedRoles).map(partCase),
    ...describeFacts(review.facts, context.directory).map(partCase),
  ];
  const cases = changed.length > 0 ? changed : [nothingCase(review)];
  return junitText("access review", cases.map(caseXml), cases.filter(({ fails }) => fails).length);
}

/** Passes where nothing changes: a report without test cases looks like a missing report. */
function nothingCase({ compared }: AccessReview): TestCase {
  const name = `nothing changes: ${count(compared, "customer")} compared`;
  return { name, title: "", lines: [], fails: false };
}

function customerCase(customer: CustomerChange, { directory }: ReportContext): TestCase {
  const presence = PRESENCE_WORDS[customer.presence];
  const locate = locatorOf(customer.changes, 1);
  return {
    name: customerText(customer.customer, directory),
    title: gradeText(customer),
    lines: [
      ...(presence === undefined ? [] : [`! ${presence}`]),
      ...consequencesOf(customer.changes, { after: customer.after, directory }).map((text) => `! ${text}`),
      ...customer.changes.flatMap((change) => {
        const { sign, line, details } = describeChange(change, directory, locate);
        return [`${sign} ${line}`, ...details.map((detail) => `    ${detail}`)];
      }),
    ],
    fails: isToBeLookedAt(customer),
  };
}

function roleCase(role: RoleRedefinition, { directory }: ReportContext): TestCase {
  const { roleName, roleDefinitionId } = role;
  return {
    name: `${roleName} (${roleDefinitionId})`,
    title: `${gradeText(role)}: ${REDEFINED_ROLE_WORDS.title}`,
    lines: [...roleConsequences(role, MOST_HOLDERS, directory), ...roleDetails(role)],
    // a role without holders changes no access yet
    fails: isHeld(role) && isToBeLookedAt(role),
  };
}

function deploymentCase(change: DeploymentChange, { directory }: ReportContext): TestCase {
  return {
    name: `${DEPLOYMENT_WORDS.title}: ${change.setting}: ${customersText(change.customers, MOST_HOLDERS, directory)}`,
    title: DEPLOYMENT_WORDS.title,
    lines: [DEPLOYMENT_WORDS.meaning, describeDeployment(change).line],
    fails: true,
  };
}

/** A part that concerns no access of its own. */
function partCase({ title, about, consequences, changes }: DescribedPart): TestCase {
  return {
    name: `${title}: ${about.join("; ")}`,
    title,
    lines: [
      ...consequences,
      ...changes.flatMap(({ sign, line, details }) => [`${sign} ${line}`, ...details]),
    ],
    fails: true,
  };
}

function caseXml({ name, title, lines, fails: failed }: TestCase): string {
  const text = lines.map(forXml).join("\n");
  const body = failed
    ? `<failure message="${forXml(title)}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase classname="access review" name="${forXml(name)}">${body}</testcase>`;
}
