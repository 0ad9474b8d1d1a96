import { forTerminal } from "./escape.ts";
import type { Explanation } from "./explanations.ts";
import { lineWidth, wrap } from "./review/wrap.ts";

/** Explanations as text for a terminal of this width. Backticks of keeper's own texts are left out. */
export function explanationText(found: readonly Explanation[], columns: number | undefined): string {
  const width = lineWidth(columns);
  return found.map((each) => `${oneText(each, width)}\n`).join("\n");
}

function oneText({ title, summary, parts, command }: Explanation, width: number): string {
  return [
    ...wrap(forTerminal(title), width, ""),
    ...paragraph(summary, width),
    ...parts.flatMap(([heading, text]) => ["", heading, ...paragraph(text, width)]),
    // in one line, so that it can be copied
    ...(command === undefined ? [] : ["", "Command", `  ${forTerminal(command)}`]),
  ].join("\n");
}

function paragraph(text: string, width: number): string[] {
  const sentence = text.endsWith(".") ? text : `${text}.`;
  return wrap(forTerminal(sentence), width - 2, "").map((line) => `  ${line}`);
}
