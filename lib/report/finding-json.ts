import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import { pathText } from "../values/path.ts";
import type { RulePages } from "./rule-page.ts";

/** Findings and skipped rules, as `--json` prints them. */
export function checkJson({ findings, skippedRules }: CheckResult, pages: RulePages): object {
  return { findings: findings.map((finding) => findingJson(finding, pages)), notAsked: skippedRules };
}

/** A finding as `--json` prints it. It has the same facts as the text, and its rule's page. */
export function findingJson(finding: Finding, pages: RulePages): object {
  const { code, kind, severity, at, problem, received, allowed, fix, facts, accepted } = finding;
  return {
    code,
    kind,
    severity,
    file: at.file,
    line: at.line ?? null,
    path: pathText(at.path),
    problem,
    received,
    allowed,
    fix,
    facts,
    accepted: accepted ?? null,
    ...pages(code),
  };
}
