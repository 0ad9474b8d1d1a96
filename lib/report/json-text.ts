/**
 * Characters that JSON allows unescaped but that are unsafe to print. They redraw a terminal, hide, or reverse what a
 * reader sees. Also the beginning of a pipeline's command.
 */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Noncharacter_Code_Point}\u2028\u2029]|#(?=#(?:vso)?\[)/giu;

/** Everything but printable ASCII: a quick test, because the full pattern is slow. */
const NOT_PLAIN = /[^ -~\n]/;

/** A value as indented JSON with a final newline: the same value, safe to print. */
export function jsonText(value: unknown): string {
  return safeJson(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Entries of a list that are written at a time. */
const AT_ONCE = 64;

/**
 * As {@link jsonText}, in pieces: an object by its properties in order. A property that is an iterator is written as a
 * list, a few entries at a time. The entries need not all be in memory.
 */
export function* jsonPieces(properties: Readonly<Record<string, unknown>>): Generator<string> {
  let before = "{\n";
  for (const [key, value] of Object.entries(properties)) {
    yield before;
    if (isIterator(value)) yield* listPieces(key, value);
    else yield safeJson(inside(JSON.stringify({ [key]: value }, undefined, 2), 1));
    before = ",\n";
  }
  yield "\n}\n";
}

function* listPieces(key: string, entries: Iterator<unknown>): Generator<string> {
  yield safeJson(`  ${JSON.stringify(key)}: [`);
  let before = "\n";
  for (let batch = nextOf(entries); batch.length > 0; batch = nextOf(entries)) {
    yield before + safeJson(inside(JSON.stringify([batch], undefined, 2), 2));
    before = ",\n";
  }
  yield before === "\n" ? "]" : "\n  ]";
}

function nextOf(entries: Iterator<unknown>): unknown[] {
  const batch: unknown[] = [];
  while (batch.length < AT_ONCE) {
    const { done, value } = entries.next();
    if (done === true) break;
    batch.push(value);
  }
  return batch;
}

/** Indented JSON without its outermost brackets, each of which is a line. */
function inside(json: string, levels: number): string {
  let [from, to] = [0, json.length];
  for (let level = 0; level < levels; level++) {
    from = json.indexOf("\n", from) + 1;
    to = json.lastIndexOf("\n", to - 1);
  }
  return json.slice(from, to);
}

function isIterator(value: unknown): value is Iterator<unknown> {
  return typeof value === "object" && value !== null && "next" in value && typeof value.next === "function";
}

function safeJson(text: string): string {
  if (!NOT_PLAIN.test(text) && !text.includes("##")) return text;
  return text.replace(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
