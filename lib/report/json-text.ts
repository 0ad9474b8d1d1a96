/**
 * What JSON may hold as it is but redraws a terminal, hides, or reverses what a reader sees; and what begins a command
 * to the pipelines that a log is printed in.
 */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Noncharacter_Code_Point}\u2028\u2029]|#(?=#(?:vso)?\[)/giu;

/** Everything but plain ASCII, of which only the beginning of a command is unsafe; found in a fraction of the time. */
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
