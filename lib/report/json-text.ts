/**
 * What JSON allows unescaped but redraws a terminal, hides, or reverses what a reader sees; and the beginning of a
 * pipeline's command.
 */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Noncharacter_Code_Point}\u2028\u2029]|#(?=#(?:vso)?\[)/giu;

/** Everything but printable ASCII: a quick test, because the full pattern is slow. */
const NOT_PLAIN = /[^ -~\n]/;

/** A value as indented JSON with a final newline: the same value, safe to print. */
export function jsonText(value: unknown): string {
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  if (!NOT_PLAIN.test(text) && !text.includes("##")) return text;
  return text.replace(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
