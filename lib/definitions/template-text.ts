/**
 * A string, or plain data, as a one-line literal of TypeScript, JSON or YAML. Line breaks of Unicode are escaped, and
 * characters that hide or reverse others.
 */
export function quoted(value: string | object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A string as YAML. Plain where YAML surely reads the same string, else in double quotes as in JSON. */
export function yaml(text: string): string {
  const isPlain = /^<[^<>#]*>$|^[A-Za-z][A-Za-z0-9]*(?:[ .@-][A-Za-z0-9]+)*$/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : quoted(text);
}
