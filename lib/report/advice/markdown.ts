import { ADVICE, ADVICE_KINDS } from "../../advice/advice.ts";
import type { ShownAdvice } from "../../advice/proposal.ts";
import { forComment } from "../escape.ts";
import { activityLines } from "./activity-words.ts";
import { adviceText, countLine, wantedLines } from "./words.ts";

/** Most roles that answer a want in a comment. */
const MOST_ROLES = 50;

/** Advice as Markdown, by kind, the most severe first. */
export function markdownAdvice({ advice, wanted, activity, directory, catalogueDate }: ShownAdvice): string {
  const texts = advice.map((each, index) => ({ number: index + 1, text: adviceText(each, directory) }));
  const groups = ADVICE_KINDS.flatMap((kind) => {
    const own = texts.filter(({ text }) => text.kind === kind);
    if (own.length === 0) return [];
    const { severity, title, why, givesUp } = ADVICE[kind];
    return [
      "",
      `### ${title} (${severity})`,
      "",
      `${why}${givesUp === "" ? "" : ` Gives up: ${givesUp}`}`,
      "",
      ...own.flatMap(({ number, text: { sentence, where, place, edit, changes, commands } }) => [
        `${number}. ${forComment(sentence)}; ${forComment(where)}`,
        ...[
          ...(place === "" ? [] : [place]),
          ...edit,
          ...changes,
          ...commands.map((each) => `then: ${each}`),
        ].map((line) => `    - ${forComment(line)}`),
      ]),
    ];
  });
  return [
    `## Advice: ${countLine(advice).replace(/^advice: /, "")}`,
    "",
    `Role catalogue of ${catalogueDate}.`,
    ...(wanted === undefined
      ? []
      : ["", ...wantedLines(wanted, MOST_ROLES).map((line) => `- ${forComment(line.trim())}`)]),
    ...(activity === undefined
      ? []
      : ["", ...activityLines(activity, directory).map((line) => `- ${forComment(line.trim())}`)]),
    ...groups,
    "",
  ].join("\n");
}
