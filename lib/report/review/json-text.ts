/** Characters that JSON may hold as they are but that redraw a terminal, hide, or reverse what a reader sees. */
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** A value as indented JSON with a final newline, in which nothing is unseen: the same value, safe to print. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(UNSEEN, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
  return `${text}\n`;
}
