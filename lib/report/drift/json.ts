import { type DriftFinding, weightOf } from "../../drift/finding.ts";
import { jsonText } from "../json-text.ts";
import type { DriftContext } from "./context.ts";
import { countFindings } from "./describe.ts";
import { waysOut } from "./ways-out.ts";

/** Version of the form; it rises when a field changes its meaning or is removed. */
const VERSION = 1;

/**
 * Drift for programs: every finding with its changes and its ways out. Changes are as `keeper review --format json` has
 * them.
 */
export function jsonDrift(findings: readonly DriftFinding[], context: DriftContext): string {
  const { weights } = countFindings(findings);
  return jsonText({
    version: VERSION,
    from: context.from,
    ended: context.snapshot.ended,
    remarks: context.report.notes ?? [],
    drift: weights.drift,
    notRead: weights["not-read"],
    notes: weights.note,
    incomplete: context.isIncomplete,
    findings: findings.map((each) => ({
      weight: weightOf(each),
      ...each,
      customer: each.customer ?? null,
      ...("isNew" in each ? { isNew: each.isNew ?? null } : {}),
      ...("wasRead" in each ? { wasRead: each.wasRead ?? null } : {}),
      waysOut: waysOut(each, context),
    })),
  });
}
