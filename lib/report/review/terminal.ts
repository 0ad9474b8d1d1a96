import type { AccessReview } from "../../review/access-change.ts";
import type { Grade } from "../../review/grade.ts";
import { levelOf } from "../../review/grade.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success } from "../../values/result.ts";
import { GREEN, type Paint, painter, RED, YELLOW } from "../paint.ts";
import { count } from "../phrases.ts";
import { allDetails, explanationLines } from "../summary/explain.ts";
import { lineText, meaningLines } from "../summary/line-text.ts";
import { summarize } from "../summary/summarize.ts";
import type { SummaryLine } from "../summary/summary-line.ts";
import { verdictLine } from "../summary/verdict.ts";
import type { ReportContext } from "./context.ts";
import { describeReview, headline } from "./describe-review.ts";
import type { DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { planOffers } from "./plan-offers.ts";
import { fitted, lineWidth } from "./wrap.ts";

/** Customers that a line names one by one. */
const MOST_CUSTOMERS = 8;

/** Lines of a summary for each offer that changes, and of all. */
const [LINES_OF_OFFER, MOST_LINES] = [20, 60];

/** Notes that a summary shows. */
const MOST_NOTES = 8;

const COLOURS: Readonly<Record<Grade, string>> = {
  none: "0",
  cosmetic: "36",
  narrowing: GREEN,
  mixed: YELLOW,
  broadening: RED,
} satisfies Record<Grade, string>;

/** How a terminal shows a review. */
export interface TerminalForm {
  readonly colour: boolean;
  readonly columns?: number | undefined;
  /** Whether patterns of operations, GUIDs and positions in files follow. @default - false */
  readonly exact?: boolean | undefined;
}

/** Everything about one change of a review, for a terminal. @param number as the summary prints it, from 1 */
export function terminalExplanation(
  review: AccessReview,
  context: ReportContext,
  { number, columns }: { readonly number: number; readonly columns?: number | undefined },
): Outcome<string> {
  const lines = summarize(review, context);
  const line = lines[number - 1];
  if (line === undefined) {
    const problem = `there is no change ${number}: this review has ${count(lines.length, "change")}`;
    return failure("bad-arguments", problem, "name the number before a change, as keeper review prints it");
  }
  const width = lineWidth(columns);
  const texts = explanationLines(line, context).flatMap((text) => fitted(text, width));
  return success(`${texts.join("\n")}\n`);
}

/** A review for a terminal: a summary, or all of it. Text of users is escaped before colour is added. */
export function terminalReview(review: AccessReview, context: ReportContext, form: TerminalForm): string {
  const width = lineWidth(form.columns);
  const paint = painter(form.colour);
  const lines = summarize(review, context);
  const head = [
    ...fitted(verdictLine(review, context), width).map((line) => paint(COLOURS[review.grade], line)),
    ...fitted(headline(review, context), width),
    ...notesText(context.notes ?? [], form.exact === true ? Number.POSITIVE_INFINITY : MOST_NOTES, width),
  ];
  const blocks = lines.map((line) => blockOf(line, width, paint));
  if (form.exact === true) return [...head, ...wholly(blocks, review, context, width, paint), ""].join("\n");
  const most = Math.min(MOST_LINES, LINES_OF_OFFER * Math.max(1, planOffers(review).size));
  return [...head, ...shortened(blocks, lines, most - head.length, width), ""].join("\n");
}

function notesText(notes: readonly string[], most: number, width: number): string[] {
  const more = notes.length - most;
  return [
    ...notes.slice(0, most).flatMap((note) => fitted(`note: ${note}`, width)),
    ...(more > 0 ? [`note: ${count(more, "more note")}: --exact shows all`] : []),
  ];
}

/** A change: its line, and what it means. */
interface Block {
  readonly line: readonly string[];
  readonly meaning: readonly string[];
}

function blockOf(line: SummaryLine, width: number, paint: Paint): Block {
  const colour = levelOf(line) === "error" ? RED : COLOURS[line.grade];
  const label = `${String(line.number).padStart(2)} ${line.sign}`;
  return {
    line: fitted(`${label} ${lineText(line)}`, width).map((text) => paint(colour, text)),
    meaning: meaningLines(line).flatMap((text) => fitted(`     ${text}`, width)),
  };
}

/** The first changes with their meaning, more in one line each, the rest counted. */
function shortened(
  blocks: readonly Block[],
  lines: readonly SummaryLine[],
  most: number,
  width: number,
): string[] {
  if (blocks.length === 0) return [];
  // what cuts access off is always explained; it comes first
  const urgent = Math.max(1, lines.filter((line) => levelOf(line) === "error").length);
  const lengthOf = (named: number, meant: number) =>
    blocks.slice(0, named).reduce(
      (sum, { line, meaning }, at) => {
        return sum + line.length + (at < meant ? meaning.length : 0);
      },
      named < blocks.length ? LINES_OF_REST : 0,
    );
  let named = blocks.length;
  while (named > 1 && lengthOf(named, urgent) > most - 1) named--;
  let meant = named;
  while (meant > urgent && lengthOf(named, meant) > most - 1) meant--;
  const rest = lines.slice(named);
  return [
    ...blocks.slice(0, meant).flatMap(({ line, meaning }) => [...line, ...meaning]),
    ...blocks.slice(meant, named).flatMap(({ line }) => line),
    ...(rest.length === 0 ? [] : fitted(`and ${count(rest.length, "more change")}: ${titles(rest)}`, width)),
    ...fitted(leftOut(Math.max(0, named - meant)), width),
  ];
}

function leftOut(meanings: number): string {
  const unexplained = meanings === 0 ? "" : `, ${count(meanings, "meaning")}`;
  return `Left out: ids, operations, files${unexplained}. Show: --exact, --explain <number>`;
}

/** Lines that count the changes that are not named. */
const LINES_OF_REST = 2;

/** Combinations of grade and flags that are counted separately. */
const MOST_TITLES = 5;

function titles(lines: readonly SummaryLine[]): string {
  const numbers = new Map<string, number>();
  for (const { title } of lines) numbers.set(title, (numbers.get(title) ?? 0) + 1);
  const all = [...numbers].map(([title, number]) => `${number} × ${title}`);
  const more = all.length - MOST_TITLES;
  return [...all.slice(0, MOST_TITLES), ...(more > 0 ? [`${more} other kinds`] : [])].join("; ");
}

function wholly(
  blocks: readonly Block[],
  review: AccessReview,
  context: ReportContext,
  width: number,
  paint: Paint,
): string[] {
  return [
    ...blocks.flatMap(({ line, meaning }) => [...line, ...meaning]),
    ...describeReview(review, context).flatMap((part) => [
      "",
      ...partLines(part, width, paint, context.directory),
    ]),
  ];
}

function partLines(part: DescribedPart, width: number, paint: Paint, directory: NameDirectory): string[] {
  const { title, grade, customers, about, consequences, changes } = part;
  const whom = customers === undefined ? [] : [customersText(customers, MOST_CUSTOMERS, directory)];
  const colour = levelOf(part) === "error" ? RED : COLOURS[grade];
  return [
    ...fitted(`${title}: ${[...whom, ...about].join("; ")}`, width).map((line) => paint(colour, line)),
    ...consequences.flatMap((text) => fitted(`  ! ${text}`, width)).map((line) => paint(colour, line)),
    ...changes.flatMap(({ sign, line, details, unabridged }) => [
      ...fitted(`  ${sign} ${line}`, width),
      ...allDetails(details, unabridged).flatMap((detail) => fitted(`      ${detail}`, width)),
    ]),
  ];
}
