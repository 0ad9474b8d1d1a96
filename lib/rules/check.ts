import type { AcceptedFinding } from "../delegation/offer.ts";
import { pathText } from "../values/path.ts";
import type { Estate } from "./estate.ts";
import type { Breach, Finding } from "./finding.ts";
import type { AcceptanceRule, Rule } from "./rule.ts";

/** Findings of all rules, and the rules that were skipped. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Codes of skipped rules: they need the whole estate, and only a part was read. */
  readonly skippedRules: readonly string[];
}

/** Checks all rules on all definitions. Findings are sorted by file, code and path. */
export function checkRules(estate: Estate, rules: readonly Rule[]): CheckResult {
  const accepted = acceptedFindings(estate);
  const skipped = estate.isComplete ? [] : rules.filter(({ judges }) => judges === "estate");
  const checked = new Map<string, Rule>(
    rules.filter((rule) => !skipped.includes(rule)).map((rule) => [rule.code, rule]),
  );
  const findings: Finding[] = [];
  for (const rule of checked.values()) {
    if (rule.judges === "acceptances") continue;
    for (const breach of breaches(rule, estate)) findings.push(toFinding(rule, breach, accepted));
  }
  for (const rule of checked.values()) {
    if (rule.judges !== "acceptances") continue;
    for (const breach of rule.check(estate, [...findings], checked))
      findings.push(toFinding(rule, breach, accepted));
  }
  return { findings: findings.sort(compareFindings), skippedRules: skipped.map(({ code }) => code) };
}

/** The findings of two checks, sorted; the rules that the first skipped. */
export function joinedChecks({ findings, skippedRules }: CheckResult, more: CheckResult): CheckResult {
  return { findings: [...findings, ...more.findings].sort(compareFindings), skippedRules };
}

/** Whether a finding is an error, which stops synthesis. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}

function* breaches(rule: Exclude<Rule, AcceptanceRule>, estate: Estate): Iterable<Breach> {
  switch (rule.judges) {
    case "offer":
      for (const offer of estate.offers) yield* rule.check(offer, estate);
      return;
    case "customer":
      for (const customer of estate.customers) yield* rule.check(customer, estate);
      return;
    case "estate":
    case "context":
      yield* rule.check(estate);
  }
}

function acceptedFindings(estate: Estate): ReadonlyMap<string, readonly AcceptedFinding[]> {
  const definitions = [...estate.offers, ...estate.customers];
  return new Map(
    definitions
      .filter(({ value }) => value.accepts.length > 0)
      .map(({ file, value }) => [file, value.accepts]),
  );
}

function toFinding(
  rule: Rule,
  breach: Breach,
  accepted: ReadonlyMap<string, readonly AcceptedFinding[]>,
): Finding {
  const { code, kind, severity } = rule;
  const acceptance = accepted.get(breach.at.file)?.find((each) => covers(each, code, breach));
  return {
    code,
    kind,
    severity,
    ...breach,
    ...(severity === "warning" && acceptance !== undefined ? { accepted: acceptance.reason } : {}),
  };
}

/**
 * Whether an acceptance covers a breach. It does for the same rule, at or below the acceptance's path. That path is
 * written as in findings.
 */
export function covers({ rule, at }: AcceptedFinding, code: string, breach: Breach): boolean {
  if (rule !== code) return false;
  if (at === undefined) return true;
  const path = pathText(breach.at.path);
  return path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);
}

function compareFindings(a: Finding, b: Finding): number {
  return sortKey(a) < sortKey(b) ? -1 : Number(sortKey(a) > sortKey(b));
}

function sortKey({ at, code }: Finding): string {
  const path = at.path.map((part) => (typeof part === "number" ? String(part).padStart(6, "0") : part));
  return [at.file, code, ...path].join("\u0000");
}
