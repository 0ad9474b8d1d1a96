/** Longest text that is repeated of a value, in characters. */
const LONGEST = 80;

/** Deepest part of a value that is shown. */
const DEEPEST = 4;

/** The beginning of a value as JSON, whatever its size and depth; a string by itself as it stands. */
export function excerpt(value: unknown): string {
  return typeof value === "string" ? shortened(value) : quotedExcerpt(value);
}

/** As {@link excerpt}, with a string by itself in quotes: an author tells `"7"` from `7`. */
export function quotedExcerpt(value: unknown): string {
  return value === undefined ? "nothing" : shortened(json(value, LONGEST + 1, DEEPEST));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function json(value: unknown, room: number, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  // the source of a function would be shown
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (depth === 0) return `${open}…${close}`;
  let text = open;
  // not Object.entries: it copies a list of a million
  for (const key in value) {
    if (text.length > room) return text;
    const inner = json((value as Record<string, unknown>)[key], room, depth - 1);
    const name = Array.isArray(value) ? "" : `${JSON.stringify(key)}:`;
    text += `${text === open ? "" : ","}${name}${inner}`;
  }
  return text + close;
}
