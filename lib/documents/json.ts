import type { Path } from "../values/path.ts";
import { success } from "../values/result.ts";
import { type Read, refusal } from "./problem.ts";

/**
 * JSON whose objects name every key once, or why it is none. JSON's parsers take the last of two values of a key in
 * silence, others the first: a document that says both is read by nobody.
 */
export function parseJson(text: string): Read<unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (countKeys(value) === countWrittenKeys(text)) return success(value);
    const { path, from } = repeatedKey(text);
    return refusal("duplicate", path, "is a key that its object has twice", text.slice(from));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refusal("part-unknown", [], `is no JSON: ${reason}`, text);
  }
}

const [TAB, NEWLINE, RETURN, SPACE, COLON, BACKSLASH] = [9, 10, 13, 32, 58, 92];

/** Counts the keys that a text names that is JSON: string literals with a colon behind. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = literalEnd(text, at);
    if (isKeyBefore(text, at)) count++;
  }
  return count;
}

/** Where the string literal ends that begins here: behind the next quote without an odd number of backslashes. */
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

/** Counts the keys that the objects of a parsed document have; without recursion, which hostile depth would exhaust. */
function countKeys(document: unknown): number {
  let count = 0;
  const open: object[] = isHolder(document) ? [document] : [];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    const values: readonly unknown[] = Array.isArray(holder) ? holder : Object.values(holder);
    if (!Array.isArray(holder)) count += values.length;
    for (const each of values) if (isHolder(each)) open.push(each);
  }
  return count;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Deeper than any document of ours: a key that is twice below is not looked for, only refused. */
const DEEPEST = 200;

/** An object or list that a text is in the middle of. */
interface Open {
  /** Keys of the object so far; of a list, none. */
  readonly keys: Set<string>;
  /** The last key, or the index. */
  at: string | number;
}

/** Where in a text of JSON the first key is that its object has already, and from where on the text says so. */
function repeatedKey(text: string): { readonly path: Path; readonly from: number } {
  const open: Open[] = [];
  for (let at = 0; at < text.length && open.length <= DEEPEST; at++) {
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

/** Goes on by one character that is of no string. */
function step(character: string | undefined, open: Open[]): void {
  const inner = open.at(-1);
  if (character === "{") open.push({ keys: new Set(), at: "" });
  else if (character === "[") open.push({ keys: new Set(), at: 0 });
  else if (character === "}" || character === "]") open.pop();
  else if (character === "," && typeof inner?.at === "number") inner.at++;
}

/** Whether an object has a key already; from now on it has. */
function isKnown(literal: string, inner: Open | undefined): boolean {
  if (inner === undefined) return false;
  const key = String(JSON.parse(literal));
  inner.at = key;
  return inner.keys.size === inner.keys.add(key).size;
}
