import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { pathText } from "../values/path.ts";
import type { RulePages } from "./rule-page.ts";
import { sarifLog, sarifMessage, sarifPlace } from "./sarif.ts";

/**
 * Findings as SARIF 2.1.0 (OASIS): a result each, with its file and line. An accepted warning is a suppressed result
 * with its reason. Every rule is listed with its page's text, and with the page's address where one is configured.
 * SARIF takes absolute addresses alone (3.49.12).
 *
 * @param prefix path from the repository to the estate, `""` or with a final slash
 */
export function checkSarif(
  { findings }: CheckResult,
  rules: readonly Rule[],
  pages: RulePages,
  prefix: string,
): string {
  const indexes = new Map<string, number>(rules.map(({ code }, index) => [code, index]));
  // errors come first, so that warnings are left out
  const sorted = [...findings].sort(
    (a, b) => Number(b.severity === "error") - Number(a.severity === "error"),
  );
  const results = sorted.map((finding) => result(finding, indexes, prefix));
  return sarifLog(
    rules.map((rule) => descriptor(rule, pages)),
    results,
  );
}

function descriptor({ code, kind, severity, title, what, harm, fix }: Rule, pages: RulePages): object {
  const { page, helpUri } = pages(code);
  return {
    id: code,
    name: kind,
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(what) },
    help: { text: [harm, fix].map(sentence).join("\n\n") },
    defaultConfiguration: { level: severity },
    ...(helpUri === null ? {} : { helpUri }),
    properties: { page },
  };
}

function result(finding: Finding, indexes: ReadonlyMap<string, number>, prefix: string): object {
  const { code, severity, at, problem, details = [], received, allowed, fix, accepted } = finding;
  const { file, line } = at;
  const path = pathText(at.path);
  return {
    ruleId: code,
    ruleIndex: indexes.get(code) ?? -1,
    level: severity,
    message: sarifMessage([
      problem,
      ...details,
      `received: ${received}`,
      `allowed: ${allowed}`,
      `fix: ${fix}`,
    ]),
    locations: [
      {
        ...sarifPlace({ file: `${prefix}${file}`, line }),
        ...(path === "" ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    ...(accepted === undefined ? {} : { suppressions: [{ kind: "inSource", justification: accepted }] }),
  };
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}
