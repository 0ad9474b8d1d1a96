import type { DriftFinding } from "../../drift/finding.ts";
import { forComment, forTerminal } from "../escape.ts";
import { count } from "../phrases.ts";
import type { DriftContext } from "./context.ts";
import { type DescribedFinding, describeFindings, driftHeadline } from "./describe.ts";
import { WEIGHT_WORDS } from "./words.ts";

/** Marker by which a pipeline finds its issue or work item again. */
const MARKER = "<!-- lighthouse-keeper drift -->";

/** Longest text of all findings, in characters: GitHub takes an issue of 65,536. */
const LONGEST = 60_000;

/** Changes of a finding that are described one by one. */
const MOST_CHANGES = 20;

/** Drift as an issue or work item. What does not fit is counted. */
export function markdownDrift(findings: readonly DriftFinding[], context: DriftContext): string {
  const described = describeFindings(findings, context);
  const texts: string[] = [];
  let [length, weight] = [0, ""];
  for (const each of described) {
    const heading = each.weight === weight ? "" : `\n### ${WEIGHT_WORDS[each.weight]}\n`;
    const text = `${heading}${findingText(each)}`;
    if (length + text.length > LONGEST) break;
    texts.push(text);
    length += text.length;
    weight = each.weight;
  }
  const more = described.length - texts.length;
  return [
    `${MARKER}\n## Drift: ${forComment(driftHeadline(findings, context))}\n`,
    ...(context.report.notes ?? []).map((note) => `\nNote: ${forComment(note)}\n`),
    ...texts,
    ...(more > 0 ? [`\n**Too long:** ${count(more, "more finding")}. The JSON report is complete.\n`] : []),
  ].join("");
}

function findingText({ title, place, lines, changes, ways }: DescribedFinding): string {
  const more = changes.length - MOST_CHANGES;
  return [
    "",
    `#### ${forComment(`${title}: ${place}`)}`,
    "",
    ...lines.map((line) => `${forComment(line)}.  `),
    "",
    ...changes
      .slice(0, MOST_CHANGES)
      .flatMap(({ sign, line, details }) => [
        `- \`${sign}\` ${forComment(line)}`,
        ...details.map((detail) => `  - ${forComment(detail)}`),
      ]),
    ...(more > 0 ? [`- and ${count(more, "more change")}`] : []),
    "",
    ...ways.flatMap(({ way, text, commands }) => [
      `- **${way}**: ${forComment(text)}`,
      ...commands.map((command) => `  - ${inlineCode(command)}`),
    ]),
    "",
  ].join("\n");
}

/** Text as inline code: nothing in it ends the code. */
function inlineCode(text: string): string {
  return `\`\` ${forTerminal(text).replaceAll("`", "'")} \`\``;
}
