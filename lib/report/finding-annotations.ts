import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import { forTerminal } from "./escape.ts";
import { findingLines, findingsSummary } from "./finding-text.ts";

/**
 * Findings as workflow commands of GitHub Actions: an annotation each at its file and line. Accepted warnings are
 * notices. The last line counts them.
 *
 * @param prefix path from the repository to the estate, `""` or with a final slash
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function checkAnnotations({ findings }: CheckResult, prefix: string): string {
  return [...findings.map((finding) => annotation(finding, prefix)), findingsSummary(findings), ""].join(
    "\n",
  );
}

function annotation(finding: Finding, prefix: string): string {
  const { code, kind, severity, at, accepted } = finding;
  const command = accepted === undefined ? severity : "notice";
  const properties = [
    `file=${property(`${prefix}${at.file}`)}`,
    ...(at.line === undefined ? [] : [`line=${at.line}`]),
    `title=${property(`${code} ${kind}`)}`,
  ].join(",");
  return `::${command} ${properties}::${data(findingLines(finding).map(forTerminal).join("\n"))}`;
}

/** Text as a command's message: GitHub decodes these three escapes. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Text as a command's property, where commas and colons end it. */
function property(text: string): string {
  return data(forTerminal(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
