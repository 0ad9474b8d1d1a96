/** Longest excerpt, in characters. */
const LONGEST = 80;

/** Levels of nesting that an excerpt shows. */
const DEEPEST = 4;

/** Beginning of a value as JSON; a string without quotes. Works for values of any size and depth. */
export function excerpt(value: unknown): string {
  return typeof value === "string" ? shortened(value) : quotedExcerpt(value);
}

/** As {@link excerpt}, with quotes around a string: `"7"` differs from `7`. */
export function quotedExcerpt(value: unknown): string {
  return value === undefined ? "nothing" : shortened(json(value, LONGEST + 1, DEEPEST));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function json(value: unknown, room: number, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  // `String` would show the function's source
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (depth === 0) return `${open}…${close}`;
  let text = open;
  // Object.entries would copy a list of a million entries
  for (const key in value) {
    if (text.length > room) return text;
    const inner = json((value as Record<string, unknown>)[key], room, depth - 1);
    const name = Array.isArray(value) ? "" : `${JSON.stringify(key)}:`;
    text += `${text === open ? "" : ","}${name}${inner}`;
  }
  return text + close;
}
