import type { AcceptedFinding } from "../delegation/offer.ts";
import { groupBy } from "../values/group-by.ts";
import { covers } from "./check.ts";
import type { Estate, Located } from "./estate.ts";
import type { Breach, Finding } from "./finding.ts";
import type { AcceptanceRule, Rule } from "./rule.ts";

const CODE = "LH068";

/** LH068: every acceptance covers a warning. */
export const acceptanceWithoutEffect: AcceptanceRule = {
  code: CODE,
  kind: "acceptance-without-effect",
  severity: "warning",
  judges: "acceptances",
  title: "Every acceptance accepts a warning of its file",
  what: "An entry of `accepts` covers no finding of its own file. Either the warning is gone, is at another place than `at`, or is in another file. Or `rule` is not the code of a rule, or it is the code of an error.",
  harm: "The author believes that a warning is accepted, and it is not. A later warning at that place is accepted without a review.",
  fix: "Remove the entry, or correct `rule` or `at`. Correct errors in the definition.",
  accept: "When one list of acceptances is generated for many customers, and not every one has the warning.",
  source: "This project's own: acceptances are part of the definition that has the warning",
  *check(estate, findings, checked) {
    const byFile = groupBy(findings, ({ at }) => at.file);
    for (const definition of [...estate.offers, ...estate.customers]) {
      yield* withoutEffect(definition, byFile.get(definition.file) ?? [], estate, checked);
    }
  },
};

function* withoutEffect(
  { value, file }: Located<{ readonly accepts: readonly AcceptedFinding[] }>,
  findings: readonly Finding[],
  { isComplete }: Estate,
  checked: ReadonlyMap<string, Rule>,
): Iterable<Breach> {
  const entries = value.accepts.map((acceptance, index) => ({ acceptance, index }));
  const breaches: Breach[] = [];
  for (const { acceptance, index } of entries.filter((each) => each.acceptance.rule !== CODE)) {
    const rule = checked.get(acceptance.rule);
    // rules that need the whole estate may have been skipped: their findings are unknown
    if (rule === undefined && !isComplete) continue;
    if (rule?.severity === "warning" && findings.some((each) => covers(acceptance, each.code, each)))
      continue;
    breaches.push(breach(file, acceptance, index, rule));
  }
  yield* breaches;
  // acceptances of this rule itself cover its other findings
  for (const { acceptance, index } of entries.filter((each) => each.acceptance.rule === CODE)) {
    if (breaches.some((each) => covers(acceptance, CODE, each))) continue;
    yield breach(file, acceptance, index, checked.get(CODE));
  }
}

function breach(file: string, acceptance: AcceptedFinding, index: number, rule: Rule | undefined): Breach {
  const { rule: code, reason, at } = acceptance;
  return {
    at: { file, path: ["accepts", index] },
    ...clauses(acceptance, rule),
    received: at === undefined ? code : `${code} at ${at}`,
    facts: { rule: code, kind: rule?.kind ?? null, severity: rule?.severity ?? null, reason, at: at ?? null },
  };
}

function clauses(
  { rule: code, at }: AcceptedFinding,
  rule: Rule | undefined,
): Pick<Breach, "problem" | "allowed" | "fix"> {
  if (rule === undefined) {
    return {
      problem: `${code} is not the code of a rule`,
      allowed: "the code of a rule that is a warning",
      fix: "correct the code, or remove the entry",
    };
  }
  if (rule.severity === "error") {
    return {
      problem: `${code} (${rule.kind}) is an error, and an error cannot be accepted`,
      allowed: "the code of a rule that is a warning",
      fix: "remove the entry, and correct the error in the definition",
    };
  }
  return {
    problem: `${code} (${rule.kind}) has no finding ${at === undefined ? "in this file" : `at ${at} in this file`}`,
    allowed: "an entry for a warning of this file",
    fix: at === undefined ? "remove the entry" : "remove the entry, or correct `at`",
  };
}
