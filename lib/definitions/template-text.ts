/**
 * A string, or plain data, as a literal of TypeScript, JSON or YAML in one line. Line breaks of Unicode, and characters that
 * hide or turn others around, are escaped as well.
 */
export function quoted(value: string | object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A string as YAML: plain where that is sure to be read as the same string, else in double quotes, as JSON has it. */
export function yaml(text: string): string {
  const isPlain = /^<[^<>#]*>$|^[A-Za-z][A-Za-z0-9]*(?:[ .@-][A-Za-z0-9]+)*$/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : quoted(text);
}
