import { ADVICE, ADVICE_KINDS } from "../../advice/advice.ts";
import type { ShownAdvice } from "../../advice/proposal.ts";
import { painter, RED, YELLOW } from "../paint.ts";
import { fitted, lineWidth } from "../review/wrap.ts";
import { activityLines } from "./activity-words.ts";
import { type AdviceText, adviceText, countLine, wantedLines } from "./words.ts";

/** Most roles that answer a want on a terminal. */
const MOST_ROLES = 10;

const COLOURS = { critical: RED, high: RED, medium: YELLOW, low: "0" } as const;

/** Advice for a terminal, by kind, the most severe first. */
export function terminalAdvice(
  { advice, wanted, activity, directory, catalogueDate }: ShownAdvice,
  { columns, colour }: { readonly columns?: number | undefined; readonly colour: boolean },
): string {
  const width = lineWidth(columns);
  const paint = painter(colour);
  const wrapped = (text: string) => fitted(text, width);
  const texts = advice.map((each, index) => ({ number: index + 1, text: adviceText(each, directory) }));
  const groups = ADVICE_KINDS.flatMap((kind) => {
    const own = texts.filter(({ text }) => text.kind === kind);
    if (own.length === 0) return [];
    const { severity, title, why, givesUp } = ADVICE[kind];
    return [
      "",
      ...wrapped(`${severity.toUpperCase()} ${title} (${kind})`).map((line) =>
        paint(COLOURS[severity], line),
      ),
      ...wrapped(`  ${why}`),
      ...(givesUp === "" ? [] : wrapped(`  gives up: ${givesUp}`)),
      ...own.flatMap(({ number, text }) => blockLines(number, text, wrapped)),
    ];
  });
  return [
    ...wrapped(`${countLine(advice)} (role catalogue of ${catalogueDate})`),
    ...(wanted === undefined ? [] : ["", ...wantedLines(wanted, MOST_ROLES).flatMap(wrapped)]),
    ...(activity === undefined ? [] : ["", ...activityLines(activity, directory).flatMap(wrapped)]),
    ...groups,
    "",
  ].join("\n");
}

function blockLines(
  number: number,
  { sentence, where, place, edit, changes, commands }: AdviceText,
  wrapped: (text: string) => string[],
): string[] {
  const [verdict, ...rest] = changes;
  return [
    ...wrapped(`  ${number}. ${sentence}`),
    ...wrapped(`     ${where}`),
    ...(place === "" ? [] : wrapped(`     ${place}`)),
    ...edit.flatMap((line) => wrapped(`       ${line}`)),
    ...wrapped(`     changes: ${verdict}`),
    ...rest.flatMap((line) => wrapped(`       ${line}`)),
    ...commands.flatMap((line) => wrapped(`     then: ${line}`)),
  ];
}
