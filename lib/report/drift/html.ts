import type { DriftFinding } from "../../drift/finding.ts";
import type { AccessReview } from "../../review/access-change.ts";
import { htmlReview } from "../review/html.ts";
import type { DriftContext } from "./context.ts";
import { describeFindings, driftHeadline } from "./describe.ts";
import { WEIGHT_WORDS } from "./words.ts";

/** Findings that are named one by one. */
const MOST_FINDINGS = 500;

/** Drift as the page of a review from the definitions to Azure. Findings and ways out are its notes. */
export function htmlDrift(
  findings: readonly DriftFinding[],
  context: DriftContext,
  review: AccessReview,
): string {
  const { report } = context;
  const described = describeFindings(findings, context).map(({ weight, title, place, ways }) => {
    const out = ways.map(({ way, text, commands }) => [`${way}: ${text}`, ...commands].join(": "));
    return `${WEIGHT_WORDS[weight]}: ${title}: ${place}. ${out.join(". ")}`;
  });
  const shown = described.slice(0, MOST_FINDINGS);
  const more = described.length - shown.length;
  return htmlReview(review, {
    ...report,
    notes: [
      driftHeadline(findings, context),
      ...(report.notes ?? []),
      ...shown,
      ...(more > 0 ? [`${more} more findings: --format json has all of them`] : []),
    ],
  });
}
