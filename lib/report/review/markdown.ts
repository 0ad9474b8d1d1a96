import type { AccessReview } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { forComment } from "../escape.ts";
import { count } from "../phrases.ts";
import { summarize } from "../summary/summarize.ts";
import { verdictLine } from "../summary/verdict.ts";
import type { ReportContext } from "./context.ts";
import { describeReview, headline } from "./describe-review.ts";
import type { DescribedPart } from "./described.ts";
import { type PartTexts, partTexts } from "./markdown-part.ts";
import { summaryTable } from "./markdown-table.ts";

/** Longest comment, in characters: GitHub takes 65,536, Azure DevOps 150,000. */
export const MARKDOWN_LIMIT = 65_000;

/** Marker by which a pipeline finds the comment again and updates it in place. */
const MARKER = "<!-- lighthouse-keeper review -->";

/** Length up to which parts are described in full. The rest of a comment has one line for each part. */
const WHOLE_LIMIT = 45_000;

/** Characters reserved for the summary. */
const RESERVE = 2_000;

/** Combinations of grade and flags that are counted separately, the riskiest first. */
const MOST_TITLES = 10;

/** A review as a comment on a pull request. Parts that do not fit are summarised, never cut; the comment reports that. */
export function markdownReview(review: AccessReview, context: ReportContext): string {
  const parts = describeReview(review, context);
  const head = `${headText(review, context)}${summaryTable(summarize(review, context))}`;
  const { texts, lines, counted } = choose(parts, head.length, context.directory);
  const exact = [...texts, ...summary(lines, counted)];
  return exact.length === 0 ? head : [head, EXACT_BEGINNING, ...exact, EXACT_END].join("");
}

/** Begins what is folded: Markdown inside needs an empty line before and after. */
const EXACT_BEGINNING = "\n<details><summary>Exactly: operations, ids, files</summary>\n";

const EXACT_END = "\n</details>\n";

function headText(review: AccessReview, context: ReportContext): string {
  return [
    MARKER,
    `## Access review: ${forComment(verdictLine(review, context))}`,
    "",
    forComment(headline(review, context)),
    ...(context.notes ?? []).flatMap((note) => ["", `Note: ${forComment(note)}`]),
    "",
  ].join("\n");
}

/** Which parts are described in full, how many in one line, which are only counted. The riskiest come first. */
function choose(
  parts: readonly DescribedPart[],
  from: number,
  directory: NameDirectory,
): { readonly texts: readonly string[]; readonly lines: number; readonly counted: readonly DescribedPart[] } {
  const texts: string[] = [];
  const counted: DescribedPart[] = [];
  let [length, lines] = [from, 0];
  for (const part of parts) {
    const text = counted.length > 0 ? undefined : fitting(partTexts(part, directory), length);
    if (text === undefined) {
      // parts after one that is only counted are less risky: they are only counted, too
      counted.push(part);
      continue;
    }
    if (!text.whole) lines++;
    texts.push(text.text);
    length += text.text.length;
  }
  return { texts, lines, counted };
}

function fitting(
  { whole, line }: PartTexts,
  length: number,
): { readonly text: string; readonly whole: boolean } | undefined {
  if (length + whole.length <= WHOLE_LIMIT) return { text: whole, whole: true };
  return length + line.length <= MARKDOWN_LIMIT - RESERVE ? { text: line, whole: false } : undefined;
}

function summary(lines: number, counted: readonly DescribedPart[]): string[] {
  if (lines + counted.length === 0) return [];
  const byTitle = new Map<string, number>();
  for (const { title } of counted) byTitle.set(title, (byTitle.get(title) ?? 0) + 1);
  const all = [...byTitle].map(([title, number]) => `${number} × ${title}`);
  const more = all.length - MOST_TITLES;
  const titles = [...all.slice(0, MOST_TITLES), ...(more > 0 ? [`${more} other kinds`] : [])].join("; ");
  const left = counted.length === 0 ? "" : `, ${count(counted.length, "group")} only counted (${titles})`;
  return [
    `\n**Too long for a comment:** ${count(lines, "group")} of changes summarised in one line each${left}. The HTML and JSON reports are complete.\n`,
  ];
}
