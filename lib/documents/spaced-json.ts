import { success } from "../values/result.ts";
import { refusedText, type TextRead } from "./decode-text.ts";
import { parseJson } from "./json.ts";

/**
 * Parses JSON spaced as by `JSON.stringify` with two spaces, with a final newline. Refuses any other spacing. A text
 * that is written again unchanged has no duplicate keys, so most texts need no further check. Fails as {@link
 * parseJson} too.
 */
export function parseSpaced(text: string): TextRead<unknown> {
  const written = parsedAsWritten(text);
  if (written !== undefined && !mayBeUnsafe(text)) return success(written.value);
  const parsed = parseJson(text);
  if (!parsed.ok || written !== undefined) return parsed;
  const problem = "is not spaced as keeper writes it, or is nested too deeply";
  return refusedText("part-unknown", [], problem, text);
}

/** The value of a text that is spaced so; undefined for any other text. */
function parsedAsWritten(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return `${JSON.stringify(value, undefined, 2)}\n` === text ? { value } : undefined;
  } catch (error) {
    // no JSON, or nested too deeply: the parser is not recursive, its counterpart is
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Signs of what {@link parseJson} refuses: half a surrogate pair, `__proto__`, a deeply indented line. */
function mayBeUnsafe(text: string): boolean {
  return text.includes("\\ud") || text.includes("__proto__") || text.includes(DEEP_LINE);
}

/** The beginning of a line that is nested 200 levels deep. */
const DEEP_LINE = `\n${" ".repeat(2 * 200)}`;
