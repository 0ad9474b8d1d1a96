import { expect } from "vitest";
import type { Customer } from "../../lib/delegation/customer.ts";
import { type EstateLock, lockedCustomer } from "../../lib/delegation/estate-lock.ts";
import { checkRules } from "../../lib/rules/check.ts";
import type { ControlFileProblem, Estate, UnreadableFile } from "../../lib/rules/estate.ts";
import type { Breach, Finding } from "../../lib/rules/finding.ts";
import type { Rule } from "../../lib/rules/rule.ts";

/** What a rule finds in a context, asked alone. */
export function findingsOf(rule: Rule, context: Estate): readonly Finding[] {
  return checkRules(context, [rule]).findings;
}

/** The one thing that a rule finds; its facts must survive being written as JSON. */
export function theFindingOf(rule: Rule, context: Estate): Finding {
  const findings = findingsOf(rule, context);
  expect(findings).toHaveLength(1);
  const [finding] = findings as [Finding];
  expect(JSON.parse(JSON.stringify(finding.facts))).toEqual(finding.facts);
  return finding;
}

/** The lock after these customers were synthesized. */
export function lockOf(...customers: readonly Customer[]): EstateLock {
  return Object.fromEntries(customers.map((customer) => [customer.id, lockedCustomer(customer)]));
}

/** A file in which one property is missing. */
export function unreadable(file: string): UnreadableFile {
  return {
    at: { file, path: ["name"] },
    problem: "is missing",
    received: "nothing",
    allowed: "a line of text",
    fix: "add name: a line of text",
  };
}

/** Something that is wrong with a file beside the definitions, in one respect. */
export function controlFileProblem(of: ControlFileProblem["of"]): ControlFileProblem & Breach {
  return {
    of,
    at: { file: "a-file", path: ["rules", 0], line: 3 },
    problem: `entry 1 is wrong in respect of ${of}`,
    received: "7",
    allowed: "8",
    fix: "write 8",
    facts: { of },
  };
}
