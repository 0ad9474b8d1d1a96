import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import { forXml } from "./escape.ts";
import { findingHeading, findingLines } from "./finding-text.ts";
import { junitText } from "./junit.ts";

/**
 * Findings as JUnit XML: a test case each. Errors are failures; warnings and accepted warnings pass and show their
 * text. Without findings, one test case passes, because an empty report looks like a missing one.
 */
export function checkJunit({ findings }: CheckResult): string {
  const cases = findings.length > 0 ? findings.map(testCase) : [`${OPEN} name="no findings"/>`];
  const failures = findings.filter(({ severity }) => severity === "error").length;
  return junitText("keeper check", cases, failures);
}

const OPEN = '    <testcase classname="keeper check"';

function testCase(finding: Finding): string {
  const lines = findingLines(finding).map(forXml).join("\n");
  const body =
    finding.severity === "error"
      ? `<failure message="${forXml(finding.problem)}">${lines}</failure>`
      : `<system-out>${lines}</system-out>`;
  return `${OPEN} name="${forXml(findingHeading(finding))}">${body}</testcase>`;
}
