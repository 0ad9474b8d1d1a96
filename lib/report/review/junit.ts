import type { AccessReview, CustomerChange } from "../../review/access-change.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import { forTerminal } from "../escape.ts";
import type { ReportContext } from "./context.ts";
import { tell } from "./tell-change.ts";
import { gradeText } from "./wording.ts";

const FAILING_GRADES: readonly Grade[] = ["broadening", "mixed"];
const FAILING_FLAGS: readonly Flag[] = ["lock-out", "interruption", "refused-role"];

/** JUnit XML: a test case for every changed customer, failed where somebody is to look. */
export function junitReview(review: AccessReview, context: ReportContext): string {
  const cases = review.customers.map((customer) => testCase(customer, context));
  const failures = review.customers.filter(fails).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lighthouse-keeper" tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="access review" tests="${cases.length}" failures="${failures}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function fails({ grade, flags }: CustomerChange): boolean {
  return FAILING_GRADES.includes(grade) || flags.some((flag) => FAILING_FLAGS.includes(flag));
}

function testCase(customer: CustomerChange, { labels }: ReportContext): string {
  const lines = customer.changes.flatMap((change) => {
    const { sign, line, details } = tell(change, labels);
    return [`${sign} ${line}`, ...details.map((detail) => `    ${detail}`)];
  });
  const text = forXml(lines);
  const message = forXml([gradeText(customer)]);
  const body = fails(customer)
    ? `<failure message="${message}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase classname="access review" name="${forXml([customer.customer])}">${body}</testcase>`;
}

/** Lines of text inside XML 1.0; what it cannot hold is among what cannot be seen. */
function forXml(lines: readonly string[]): string {
  return lines
    .map(forTerminal)
    .join("\n")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
