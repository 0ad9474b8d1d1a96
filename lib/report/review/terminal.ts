import type { AccessReview } from "../../review/access-change.ts";
import type { Grade } from "../../review/grade.ts";
import { levelOf } from "../../review/grade.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { count } from "../phrases.ts";
import { borderedTable } from "../plain-table.ts";
import type { ReportContext } from "./context.ts";
import { describeReview, headline, verdict } from "./describe-review.ts";
import type { DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { fitted, lineWidth } from "./wrap.ts";

/** Customers that a line names one by one. */
const MOST_CUSTOMERS = 8;

/** Narrower terminals get no table: the parts hold all of its content. */
const LEAST_TABLE_WIDTH = 70;

/** Rows of the table at the top. */
const MOST_ROWS = 20;

const RED = "31";
const GREEN = "32";
const YELLOW = "33";
const COLOURS: Readonly<Record<Grade, string>> = {
  none: "0",
  cosmetic: "36",
  narrowing: GREEN,
  mixed: YELLOW,
  broadening: RED,
} satisfies Record<Grade, string>;

/** Colours a line that is already escaped and wrapped, or leaves it unchanged. */
type Paint = (code: string, line: string) => string;

/** A review for a terminal. Text of users is escaped before colour is added. */
export function terminalReview(
  review: AccessReview,
  context: ReportContext,
  { colour, columns }: { readonly colour: boolean; readonly columns?: number | undefined },
): string {
  const width = lineWidth(columns);
  const paint: Paint = (code, line) => (colour ? `\u001b[${code}m${line}\u001b[0m` : line);
  const parts = describeReview(review, context);
  return [
    ...fitted(headline(review, context), width),
    ...fitted(`overall: ${verdict(review)}`, width).map((line) => paint(COLOURS[review.grade], line)),
    ...(context.notes ?? []).flatMap((note) => fitted(`note: ${note}`, width)),
    ...overview(parts, width, context.directory),
    ...parts.flatMap((part) => ["", ...partLines(part, width, paint, context.directory)]),
    "",
  ].join("\n");
}

/** Parts with their numbers in a table, as the summary of a fleet; empty where there is one part. */
function overview(parts: readonly DescribedPart[], width: number, directory: NameDirectory): string[] {
  if (parts.length < 2 || width < LEAST_TABLE_WIDTH) return [];
  const shown = parts.slice(0, MOST_ROWS);
  const rows = shown.map(({ title, customers, about, changes }) => [
    title,
    customers === undefined ? about.join("; ") : customersText(customers, 1, directory),
    count(changes.length, "change"),
  ]);
  const more = parts.length - shown.length;
  return ["", ...borderedTable(rows, width), ...(more > 0 ? [`and ${count(more, "more group")}`] : [])];
}

function partLines(part: DescribedPart, width: number, paint: Paint, directory: NameDirectory): string[] {
  const { title, grade, customers, about, consequences, changes } = part;
  const whom = customers === undefined ? [] : [customersText(customers, MOST_CUSTOMERS, directory)];
  const colour = levelOf(part) === "error" ? RED : COLOURS[grade];
  return [
    ...fitted(`${title}: ${[...whom, ...about].join("; ")}`, width).map((line) => paint(colour, line)),
    ...consequences.flatMap((text) => fitted(`  ! ${text}`, width)).map((line) => paint(colour, line)),
    ...changes.flatMap(({ sign, line, details }) => [
      ...fitted(`  ${sign} ${line}`, width),
      ...details.flatMap((detail) => fitted(`      ${detail}`, width)),
    ]),
  ];
}
