/** Characters that Terraform writes as a code point: everything that is not printable. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The key of an instance as Terraform's addresses have it, brackets included: `[0]`, `["blue"]`. Text is quoted as in
 * Terraform's language (`toHCLQuotedString` of its source, package `addrs`).
 *
 * @param key a number of `count`, or a text of `for_each`
 */
export function instanceKeyText(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  const text = key
    .replace(/["\\]/g, "\\$&")
    .replace(/[$%](?=\{)/g, "$&$&")
    .replace(UNPRINTABLE, (character) => SHORT[character] ?? codePoint(character));
  return `["${text}"]`;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code < 0x1_0000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
