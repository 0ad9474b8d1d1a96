import type { Finding } from "../rules/finding.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** The rule that an unreadable file breaks. Its consequences are found too, and say less. */
const UNREADABLE = "LH069";

/** Fails where a file of definitions cannot be read, with the first of them. Other findings are no failure. */
export function unreadableFiles(findings: readonly Finding[]): Outcome<undefined> {
  return brokenRules(findings.filter(({ code }) => code === UNREADABLE));
}

/**
 * Fails where definitions break a rule that stops synthesis, with the first such finding. A finding of an unreadable
 * file comes before its consequences.
 *
 * @param except codes of rules that the use case itself mends
 */
export function brokenRules(
  findings: readonly Finding[],
  except: ReadonlySet<string> = new Set(),
): Outcome<undefined> {
  const errors = findings.filter(({ severity, code }) => severity === "error" && !except.has(code));
  const first = errors.find(({ code }) => code === UNREADABLE) ?? errors[0];
  if (first === undefined) return success(undefined);
  const problem = `the definitions break rules, first ${first.code} in ${first.at.file}: ${first.problem}`;
  return failure("unreadable-input", problem, "run keeper check to list all problems, and correct them");
}
