import { unquotedText } from "../documents/quoted-text.ts";

/**
 * Approval files in the lines that `approvalFile` writes, read in linear time. An approval of a whole fleet has
 * thousands of parts. A parser of YAML takes minutes for a hostile file of that size.
 */

const HEAD = /^version: 1\nchange: (sha256:[0-9a-f]{64})\nparts:\n/;
const PART = /^ {2}("[^\n]*"): (sha256:[0-9a-f]{64})$/;
const NAMED = /^(approver|reason): ("[^\n]*")$/;
const UNTIL = /^until: (\d{4}-\d{2}-\d{2})(?: #[^\n]*)?$/;

/**
 * Reads an approval file in the form that keeper writes. Undefined where any line differs from that form, or a name
 * occurs twice.
 */
export function readOwnApprovalForm(text: string): object | undefined {
  const head = HEAD.exec(text);
  if (head === null || !text.endsWith("\n")) return undefined;
  const lines = text.slice(head[0].length, -1).split("\n");
  const parts = new Map<string, string>();
  let at = 0;
  for (; lines[at]?.startsWith("  ") === true; at++) {
    const [, name = "", digest = ""] = PART.exec(lines[at] ?? "") ?? [];
    const part = unquotedText(name);
    if (part === undefined || part === "__proto__" || parts.has(part)) return undefined;
    parts.set(part, digest);
  }
  // without parts, YAML reads a null there
  if (parts.size === 0) return undefined;
  const rest = readRest(lines.slice(at));
  return rest && { version: 1, change: head[1], parts: Object.fromEntries(parts), ...rest };
}

function readRest(lines: readonly string[]): object | undefined {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, name = "until", quoted] = NAMED.exec(line) ?? [];
    const value = quoted === undefined ? UNTIL.exec(line)?.[1] : unquotedText(quoted);
    if (value === undefined || found.has(name)) return undefined;
    found.set(name, value);
  }
  return Object.fromEntries(found);
}
