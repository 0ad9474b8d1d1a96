import { forTerminal } from "../escape.ts";

/** Columns of a terminal that does not say how many it has. */
const WIDTH = 100;

/** Fewer would break every word. */
const LEAST_WIDTH = 40;

/** How wide lines for a terminal may be. @param columns as many as it says that it has */
export function lineWidth(columns: number | undefined): number {
  return Math.max(LEAST_WIDTH, columns ?? WIDTH);
}

/** A line that fits, with what cannot be seen shown; what does not fit goes on under it, further in. */
export function fitted(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return wrap(forTerminal(text), width, `${indent}    `);
}

/**
 * Text in lines of at most `width` characters, those after the first indented by `indent`. Breaks at single spaces; a
 * word that is longer than a line, such as an ARM id, keeps a line of its own unbroken, so that it can be copied.
 */
export function wrap(text: string, width: number, indent: string): string[] {
  const [first = "", ...words] = text.trimStart().split(" ");
  const lines: string[] = [];
  let line = `${text.slice(0, text.length - text.trimStart().length)}${first}`;
  for (const word of words) {
    const longer = `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = `${indent}${word}`;
  }
  return [...lines, line];
}
