import type { DriftFinding } from "../../drift/finding.ts";
import { forXml } from "../escape.ts";
import { junitText } from "../junit.ts";
import type { DriftContext } from "./context.ts";
import { type DescribedFinding, describeFindings } from "./describe.ts";

/**
 * Drift as JUnit XML, with a test case for each finding. It fails, except for notes. One test case that passes where
 * there is no finding.
 */
export function junitDrift(findings: readonly DriftFinding[], context: DriftContext): string {
  const described = describeFindings(findings, context);
  const cases =
    described.length > 0
      ? described.map(caseXml)
      : ['    <testcase classname="drift" name="Azure has what is defined"/>'];
  return junitText("drift", cases, described.filter(({ weight }) => weight !== "note").length);
}

function caseXml({ weight, title, place, lines, changes, ways }: DescribedFinding): string {
  const text = [
    ...lines,
    ...changes.flatMap(({ sign, line, details }) => [
      `${sign} ${line}`,
      ...details.map((each) => `    ${each}`),
    ]),
    ...ways.flatMap(({ way, text: what, commands }) => [
      `${way}: ${what}`,
      ...commands.map((each) => `    ${each}`),
    ]),
  ]
    .map(forXml)
    .join("\n");
  const body =
    weight === "note"
      ? `<system-out>${text}</system-out>`
      : `<failure message="${forXml(title)}">${text}</failure>`;
  return `    <testcase classname="drift" name="${forXml(`${title}: ${place}`)}">${body}</testcase>`;
}
