import { reasonOf } from "../values/failure.ts";
import type { Path } from "../values/path.ts";
import { success } from "../values/result.ts";
import { refusedText, type TextRead } from "./decode-text.ts";
import { shapeOf } from "./unsafe-shape.ts";

/**
 * Parses JSON strictly: refuses duplicate keys and unsafe shapes ({@link shapeOf}), such as deep nesting.
 * For a duplicate key, parsers silently differ in which value they use.
 */
export function parseJson(text: string): TextRead<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refusedText("part-unknown", [], `is not JSON: ${reasonOf(error)}`, text);
  }
  const { keys, unsafe } = shapeOf(value);
  if (unsafe?.kind !== "document-too-large" && keys !== countWrittenKeys(text)) {
    const { path, from } = repeatedKey(text);
    return refusedText("duplicate", path, TWICE, text.slice(from), from);
  }
  if (unsafe === undefined) return success(value);
  return refusedText(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
}

/** Problem text of a duplicate key. */
export const TWICE = "is written twice in one object";

const [TAB, NEWLINE, RETURN, SPACE, COLON, BACKSLASH] = [9, 10, 13, 32, 58, 92];

/** Counts the keys in a text of valid JSON: string literals before a colon. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = literalEnd(text, at);
    if (isKeyBefore(text, at)) count++;
  }
  return count;
}

/** End of the string literal that begins here. The next quote after an even number of backslashes ends it. */
function literalEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (text.charCodeAt(end - 1) === BACKSLASH && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text.charCodeAt(at - 1) === BACKSLASH) at--;
  return (quote - at) % 2 === 1;
}

/** Whether the literal that ends here is a key. */
function isKeyBefore(text: string, end: number): boolean {
  let at = end;
  let code = text.charCodeAt(at);
  while (code === SPACE || code === NEWLINE || code === RETURN || code === TAB) code = text.charCodeAt(++at);
  return code === COLON;
}

/** An object or list that is not yet closed. */
interface Open {
  /** Keys of the object so far; empty for a list. */
  readonly keys: Set<string>;
  /** Current key, or index in a list. */
  at: string | number;
}

/** Finds the first duplicate key in valid JSON, with its path and its offset. */
function repeatedKey(text: string): { readonly path: Path; readonly from: number } {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '"') {
      step(text[at], open);
      continue;
    }
    const from = at;
    const end = literalEnd(text, from);
    at = end - 1;
    if (isKeyBefore(text, end) && isKnown(text.slice(from, end), open.at(-1)))
      return { path: open.map((each) => each.at), from };
  }
  return { path: [], from: 0 };
}

/** Processes one character outside of strings. */
function step(character: string | undefined, open: Open[]): void {
  const inner = open.at(-1);
  if (character === "{") open.push({ keys: new Set(), at: "" });
  else if (character === "[") open.push({ keys: new Set(), at: 0 });
  else if (character === "}" || character === "]") open.pop();
  else if (character === "," && typeof inner?.at === "number") inner.at++;
}

/** Whether an object has a key already; adds the key. */
function isKnown(literal: string, inner: Open | undefined): boolean {
  if (inner === undefined) return false;
  const key = String(JSON.parse(literal));
  inner.at = key;
  return inner.keys.size === inner.keys.add(key).size;
}
