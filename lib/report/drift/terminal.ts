import type { DriftFinding, DriftWeight } from "../../drift/finding.ts";
import { type Paint, painter, RED, YELLOW } from "../paint.ts";
import { count } from "../phrases.ts";
import { fitted, lineWidth } from "../review/wrap.ts";
import type { DriftContext } from "./context.ts";
import { type DescribedFinding, describeFindings, driftHeadline } from "./describe.ts";
import { WEIGHT_WORDS } from "./words.ts";

/** Findings that are described one by one; the JSON report has all. */
const MOST_FINDINGS = 50;

const COLOURS: Readonly<Record<DriftWeight, string>> = { drift: RED, "not-read": YELLOW, note: "0" };

/** Drift for a terminal: each finding with what differs, and its ways out. */
export function terminalDrift(
  findings: readonly DriftFinding[],
  context: DriftContext,
  { colour, columns }: { readonly colour: boolean; readonly columns?: number | undefined },
): string {
  const width = lineWidth(columns);
  const described = describeFindings(findings, context);
  const shown = described.slice(0, MOST_FINDINGS);
  const paint = painter(colour);
  const more = described.length - shown.length;
  return [
    ...fitted(driftHeadline(findings, context), width),
    ...(context.report.notes ?? []).flatMap((note) => fitted(`note: ${note}`, width)),
    ...shown.flatMap((each, index) => [
      ...(shown[index - 1]?.weight === each.weight ? [] : ["", WEIGHT_WORDS[each.weight]]),
      ...findingLines(each, width, paint),
    ]),
    ...(more > 0 ? ["", `and ${count(more, "more finding")}: --format json has all of them`] : []),
    "",
  ].join("\n");
}

function findingLines(
  { weight, title, place, lines, changes, ways }: DescribedFinding,
  width: number,
  paint: Paint,
): string[] {
  return [
    "",
    ...fitted(`${title}: ${place}`, width).map((line) => paint(COLOURS[weight], line)),
    ...lines.flatMap((line) => fitted(`  ${line}`, width)),
    ...changes.flatMap(({ sign, line, details }) => [
      ...fitted(`  ${sign} ${line}`, width),
      ...details.flatMap((detail) => fitted(`      ${detail}`, width)),
    ]),
    ...ways.flatMap(({ way, text, commands }) => [
      ...fitted(`  ${way}: ${text}`, width),
      // commands keep one line each, so that they can be copied
      ...commands.flatMap((command) => fitted(`      ${command}`, Number.POSITIVE_INFINITY)),
    ]),
  ];
}
