import type { SyntaxNode } from "./module-syntax.ts";

/** A part of a text, by its offsets, and what takes its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with parts replaced; they must not overlap. Inserted lines end as those of the text do. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const isWindows = text.includes("\r\n");
  let edited = text;
  for (const { start, end, text: inserted } of [...splices].sort((a, b) => b.start - a.start))
    edited =
      edited.slice(0, start) + (isWindows ? inserted.replaceAll("\n", "\r\n") : inserted) + edited.slice(end);
  return edited;
}

const STEP = "  ";

/** A list or map in code. */
interface CodeList {
  readonly node: SyntaxNode;
  readonly items: readonly SyntaxNode[];
}

/**
 * Splices that append items to a list or map in code. Each item is on lines of its own. Undefined where a comment is in
 * the way.
 *
 * @param added gives the code of an item at an indentation
 */
export function appended(
  text: string,
  { node, items }: CodeList,
  added: readonly ((indent: string) => string)[],
): Splice[] | undefined {
  if (added.length === 0) return [];
  const brackets = { open: (node.start ?? 0) + 1, close: (node.end ?? 0) - 1, hasComma: hasComma(node) };
  const lines: Lines = (indent) => added.map((each) => `${indent}${each(indent)},\n`).join("");
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return intoEmpty(text, brackets, lines);
  return blank(text, lineStart(text, brackets.close), brackets.close) &&
    lineStart(text, brackets.close) > (last.end ?? 0)
    ? beforeClosingLine(text, brackets, last, lines)
    : afterLast(text, brackets, { first, last }, lines);
}

/** Offsets of what is between brackets, and whether the last item has a comma. */
interface Brackets {
  readonly open: number;
  readonly close: number;
  readonly hasComma: boolean;
}

/** The lines of all added items at an indentation. */
type Lines = (indent: string) => string;

function intoEmpty(text: string, { open, close }: Brackets, lines: Lines): Splice[] | undefined {
  if (!blank(text, open, close)) return undefined;
  const outer = indentAt(text, open);
  return [{ start: open, end: close, text: `\n${lines(outer + STEP)}${outer}` }];
}

/** Splices before a closing bracket on its own line. Comments after the last item stay above what is added. */
function beforeClosingLine(
  text: string,
  { close, hasComma: isComplete }: Brackets,
  last: SyntaxNode,
  lines: Lines,
): Splice[] {
  const [start, end] = [last.start ?? 0, last.end ?? 0];
  const at = lineStart(text, close);
  const indent = isFirstOnLine(text, start) ? indentAt(text, start) : indentAt(text, close) + STEP;
  const comma = isComplete ? [] : [{ start: end, end, text: "," }];
  return [...comma, { start: at, end: at, text: lines(indent) }];
}

/** The closing bracket follows the last item: the list gets a line for it. */
function afterLast(
  text: string,
  { open, close }: Brackets,
  { first, last }: { readonly first: SyntaxNode; readonly last: SyntaxNode },
  lines: Lines,
): Splice[] | undefined {
  const [start, end] = [first.start ?? 0, last.end ?? 0];
  if (!blank(text, open, start) || !/^\s*,?\s*$/.test(text.slice(end, close))) return undefined;
  const outer = indentAt(text, open);
  const isBroken = isFirstOnLine(text, start);
  const indent = isBroken ? indentAt(text, start) : outer + STEP;
  const head = isBroken ? [] : [{ start: open, end: start, text: `\n${indent}` }];
  return [...head, { start: end, end: close, text: `,\n${lines(indent)}${outer}` }];
}

function hasComma({ extra }: SyntaxNode): boolean {
  return typeof extra === "object" && extra !== null && "trailingComma" in extra;
}

function blank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function isFirstOnLine(text: string, offset: number): boolean {
  return blank(text, lineStart(text, offset), offset);
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}
