import type { AccessReview, ChangeGroup } from "../../review/access-change.ts";
import type { Grade } from "../../review/grade.ts";
import { forTerminal } from "../escape.ts";
import { count } from "../finding-text.ts";
import type { ReportContext } from "./context.ts";
import { customersText, FLAG_WORDS, gradeText, operationsText, tell } from "./wording.ts";

/** Customers that a line names one by one. */
const MOST_CUSTOMERS = 8;

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

/** A review for a terminal. Whatever users wrote is escaped before any colour is added. */
export function terminalReview(review: AccessReview, context: ReportContext, colour: boolean): string {
  const paint = (code: string, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { customers, groups, redefinedRoles, compared } = review;
  const { before, after } = context.called;
  const heading = `${before} -> ${after}: ${count(compared, "customer")} compared, ${customers.length} changed`;
  const urgent = review.flags.filter((flag) => flag === "lock-out" || flag === "interruption");
  return [
    forTerminal(heading),
    paint(COLOURS[review.grade], `in all: ${gradeText(review)}`),
    ...urgent.map((flag) => paint(RED, `! ${FLAG_WORDS[flag].word}: ${FLAG_WORDS[flag].meaning}`)),
    ...groups.flatMap((group) => ["", ...groupLines(group, context, paint)]),
    ...redefinedRoles.flatMap((role) => [
      "",
      paint(
        COLOURS[role.grade],
        `${gradeText({ ...role, flags: [] })}: the catalogue redefines ${forTerminal(role.roleName)}`,
      ),
      ...[...operationsText("gains", role.gained), ...operationsText("loses", role.lost)].map(
        (text) => `      ${forTerminal(text)}`,
      ),
    ]),
    "",
  ].join("\n");
}

function groupLines(
  group: ChangeGroup,
  { labels, sourceOf }: ReportContext,
  paint: (code: string, text: string) => string,
): string[] {
  const [first = ""] = group.customers;
  const source = group.customers.length === 1 ? sourceOf(first) : undefined;
  const where = source === undefined ? "" : ` (${forTerminal(source.file)}:${source.line})`;
  return [
    `${paint(COLOURS[group.grade], gradeText(group))}: ${forTerminal(customersText(group.customers, MOST_CUSTOMERS))}${where}`,
    ...group.changes.flatMap((change) => {
      const { sign, line, details } = tell(change, labels);
      return [`  ${sign} ${forTerminal(line)}`, ...details.map((detail) => `      ${forTerminal(detail)}`)];
    }),
  ];
}
