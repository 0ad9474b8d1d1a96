import { isAcceptancePart } from "../gate/acceptance-part.ts";
import { demandOf } from "../gate/demand.ts";
import { isDeploymentPart } from "../gate/digest.ts";
import { isFactsPart } from "../gate/facts-part.ts";
import type { PolicyRule } from "../gate/policy.ts";
import type { PolicySubject } from "../gate/policy-subject.ts";
import { isRemovedRecord } from "../gate/removed-records.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { count } from "./phrases.ts";
import { customersText } from "./review/names.ts";
import { FLAG_WORDS, GRADE_WORDS } from "./review/wording.ts";

/** Customers, and kinds of change, that a line names. */
const MOST_NAMED = 5;

/** A subject, and the positions (from 1) of the rules that decided on it. */
export interface RuledSubject {
  readonly subject: PolicySubject;
  readonly rules: readonly number[];
}

/** Subjects in words, equal ones once with their customers. Users' words are unescaped. */
export function policySubjectLines(subjects: readonly PolicySubject[], directory: NameDirectory): string[] {
  const equal = groupBy(subjects, ({ of, roleDefinitionIds }) =>
    JSON.stringify([of, [...roleDefinitionIds].sort()]),
  );
  return [...equal.values()].flatMap((alike) => {
    const customers = [...new Set(alike.flatMap(({ customer }) => customer ?? []))];
    const whom = customers.length === 0 ? "" : `: ${customersText(customers, MOST_NAMED, directory)}`;
    return alike.slice(0, 1).map((subject) => `${whatText(subject, directory)}${whom}`);
  });
}

/** Each rule that decided: what it requires, why, and for which subjects. */
export function ruleLines(
  ruled: readonly RuledSubject[],
  rules: readonly PolicyRule[],
  directory: NameDirectory,
): string[] {
  const numbers = [...new Set(ruled.flatMap((each) => each.rules))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const subjects = ruled.filter((each) => each.rules.includes(number)).map(({ subject }) => subject);
    const lines = policySubjectLines(subjects, directory);
    return `${ruleText(number, rules[number - 1])}: ${listed(lines, MOST_NAMED, "; ")}`;
  });
}

/** A number of approvals, and whether they need a reason. */
export function approvalsText(approvals: number, reason: boolean): string {
  return `${count(approvals, "approval")}${reason ? " with a reason" : ""}`;
}

function ruleText(number: number, rule: PolicyRule | undefined): string {
  if (rule === undefined) return `rule ${number}`;
  const because = rule.why === undefined ? "" : ` (${rule.why})`;
  const demand = demandOf(rule);
  switch (demand.kind) {
    case "allow":
      return `rule ${number} allows${because}`;
    case "approvals":
      return `rule ${number} requires ${approvalsText(demand.approvals, demand.reason)}${because}`;
    case "deny":
      return `rule ${number} denies${because}`;
  }
}

function toolingText(path: string): string {
  if (isDeploymentPart(path)) return `${path} (deployment settings)`;
  if (isAcceptancePart(path)) return `${path} (the record of what a customer accepted)`;
  if (isRemovedRecord(path)) return `${path} (the record of a version is removed; no customer has it)`;
  return isFactsPart(path) ? `${path} (names and tags that policies and reports use)` : path;
}

function whatText({ of, roleDefinitionIds }: PolicySubject, directory: NameDirectory): string {
  const roles = [...new Set(roleDefinitionIds)].map((id) => directory.role(id)).join(", ");
  const about = roles === "" ? "" : ` (${roles})`;
  switch (of.kind) {
    case "grade":
      return `${GRADE_WORDS[of.grade].word}${about}`;
    case "flag":
      return `${FLAG_WORDS[of.flag].word}${about}`;
    case "tooling":
      return toolingText(of.path);
    case "breadth":
      return `${of.touched} of ${count(of.estate, "customer")} change`;
  }
}
