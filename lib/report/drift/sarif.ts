import type { DriftFinding, DriftKind } from "../../drift/finding.ts";
import { forTerminal } from "../escape.ts";
import { sarifLog, sarifMessage, sarifPlace } from "../sarif.ts";
import type { DriftContext } from "./context.ts";
import { type DescribedFinding, describeFindings } from "./describe.ts";
import { DRIFT_WORDS } from "./words.ts";

const RULE_IDS = Object.keys(DRIFT_WORDS) as DriftKind[];

/** Drift as SARIF 2.1.0, with one result for each finding. The place is the customer's file where known. */
export function sarifDrift(findings: readonly DriftFinding[], context: DriftContext): string {
  const rules = RULE_IDS.map((id) => ({
    id: `drift-${id}`,
    shortDescription: { text: DRIFT_WORDS[id].word },
    fullDescription: { text: `${DRIFT_WORDS[id].meaning}.` },
  }));
  return sarifLog(
    rules,
    describeFindings(findings, context).map((each) => resultOf(each, context)),
  );
}

function resultOf(described: DescribedFinding, { report }: DriftContext): object {
  const { finding, weight, title, place, lines, changes, ways } = described;
  const { customer, subscriptionId, kind } = finding;
  const source = customer === undefined ? undefined : report.sourceOf(customer);
  const logicalLocations = [{ name: forTerminal(customer ?? subscriptionId), kind: "resource" }];
  return {
    ruleId: `drift-${kind}`,
    ruleIndex: RULE_IDS.indexOf(kind),
    level: weight === "note" ? "note" : described.level === "error" ? "error" : "warning",
    message: sarifMessage([
      `${title}: ${place}`,
      ...lines,
      ...changes.flatMap(({ sign, line, details }) => [`${sign} ${line}`, ...details]),
      ...ways.flatMap(({ way, text, commands }) => [`${way}: ${text}`, ...commands]),
    ]),
    locations: [source === undefined ? { logicalLocations } : { ...sarifPlace(source), logicalLocations }],
    properties: { weight, customer: customer ?? null, subscriptionId },
  };
}
