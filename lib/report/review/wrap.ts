import { forTerminal } from "../escape.ts";

/** Columns of a terminal that does not report its width. */
const WIDTH = 100;

/** Least width: narrower lines would break every word. */
const LEAST_WIDTH = 40;

/** Greatest width of a terminal's line. @param columns the width that the terminal reports */
export function lineWidth(columns: number | undefined): number {
  return Math.max(LEAST_WIDTH, columns ?? WIDTH);
}

/** A line wrapped to a width, with invisible characters as code points. Further lines are indented more. */
export function fitted(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return wrap(forTerminal(text), width, `${indent}    `);
}

/**
 * A line in a stream. As {@link fitted} where that is a terminal, whole where it goes to a file or another program. A
 * command between backticks is not broken, so that it can be copied.
 *
 * @param columns the width that the terminal reports. @default - it is no terminal
 */
export function streamLines(text: string, columns: number | undefined): string[] {
  if (columns === undefined) return [forTerminal(text)];
  // no text contains the character that stands for a blank here: it would be a code point by now
  const joined = forTerminal(text).replace(/`[^`]*`/g, (command) => command.replaceAll(" ", "\0"));
  const indent = /^ */.exec(text)?.[0] ?? "";
  return wrap(joined, lineWidth(columns), `${indent}    `).map((line) => line.replaceAll("\0", " "));
}

/**
 * Text in lines of at most `width` characters, those after the first indented by `indent`. Breaks at single spaces. A
 * word longer than a line, such as an ARM id, has a line of its own. It is not broken, so that it can be copied.
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
