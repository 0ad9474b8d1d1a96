import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { pathText } from "../values/path.ts";
import { jsonText } from "./json-text.ts";
import { sarifMessage, sarifPlace } from "./sarif-message.ts";

/** Most results of a run: code scanning refuses a file with more than 25,000. */
const MOST_RESULTS = 20_000;

/**
 * Findings as SARIF 2.1.0 (OASIS): a result each, with its file and line. An accepted warning is a suppressed result
 * with its reason. Every rule is listed with its page's text.
 *
 * @param prefix path from the repository to the estate, `""` or with a final slash
 */
export function checkSarif({ findings }: CheckResult, rules: readonly Rule[], prefix: string): string {
  const indexes = new Map<string, number>(rules.map(({ code }, index) => [code, index]));
  // errors come first, so that warnings are left out
  const sorted = [...findings].sort(
    (a, b) => Number(b.severity === "error") - Number(a.severity === "error"),
  );
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lighthouse-keeper", rules: rules.map(descriptor) } },
        results: sorted.slice(0, MOST_RESULTS).map((finding) => result(finding, indexes, prefix)),
        properties: { omittedResults: Math.max(0, sorted.length - MOST_RESULTS) },
      },
    ],
  });
}

function descriptor({ code, kind, severity, title, what, harm, fix }: Rule): object {
  return {
    id: code,
    name: kind,
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(what) },
    help: { text: [harm, fix].map(sentence).join("\n\n") },
    defaultConfiguration: { level: severity },
  };
}

function result(finding: Finding, indexes: ReadonlyMap<string, number>, prefix: string): object {
  const { code, severity, at, problem, received, allowed, fix, accepted } = finding;
  const { file, line } = at;
  const path = pathText(at.path);
  return {
    ruleId: code,
    ruleIndex: indexes.get(code) ?? -1,
    level: severity,
    message: sarifMessage([problem, `received: ${received}`, `allowed: ${allowed}`, `fix: ${fix}`]),
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
