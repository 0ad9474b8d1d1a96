import {
  type CheckOutcome,
  countOutcomes,
  outcomeOf,
  type PreflightFinding,
  REASONS,
} from "../../preflight/reasons.ts";
import { fitted, lineWidth } from "../review/wrap.ts";
import { describeFinding } from "./describe.ts";
import { CHECK_WORDS, OUTCOME_WORDS } from "./words.ts";

/** Outcomes in the order of a report: what stops comes first. */
const ORDER: readonly CheckOutcome[] = ["failed", "not-checked", "warning", "note", "passed"];

/** A preflight for a terminal. It has the verdict, then each check with what it queried, the worst first. */
export function terminalPreflight(
  customer: string,
  findings: readonly PreflightFinding[],
  { columns }: { readonly columns?: number | undefined },
): string {
  const width = lineWidth(columns);
  const lines = ORDER.flatMap((outcome) =>
    findings.filter((each) => outcomeOf(each) === outcome).flatMap((each) => findingLines(each)),
  );
  return [verdict(customer, findings), "", ...lines]
    .flatMap((line) => (line === "" ? [""] : fitted(line, width)))
    .concat("")
    .join("\n");
}

function verdict(customer: string, findings: readonly PreflightFinding[]): string {
  const counts = countOutcomes(findings);
  const parts = ORDER.filter((each) => counts[each] > 0).map(
    (each) => `${counts[each]} ${OUTCOME_WORDS[each].toLowerCase()}`,
  );
  const answer =
    counts["not-checked"] > 0
      ? "not known whether it can be deployed"
      : counts.failed > 0
        ? "cannot be deployed yet"
        : "nothing found that stops a deployment";
  return `${customer}: ${answer} (${parts.join(", ")})`;
}

function findingLines(finding: PreflightFinding): string[] {
  const outcome = outcomeOf(finding);
  const { name, asks } = CHECK_WORDS[REASONS[finding.code].check];
  const { line, fix } = describeFinding(finding);
  return [
    `${OUTCOME_WORDS[outcome]} ${name}: ${line}`,
    `  checked: ${asks}`,
    ...(fix === undefined ? [] : [`  do: ${fix}`]),
  ];
}
