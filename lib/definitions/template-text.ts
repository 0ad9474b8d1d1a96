/** A string as a literal of TypeScript or JSON. Line breaks of Unicode are escaped as well. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A string as YAML: plain where that is sure to be read as the same string, else in double quotes, as JSON has it. */
export function yaml(text: string): string {
  const isPlain = /^<[^<>#]*>$|^[A-Za-z][A-Za-z0-9]*(?:[ .@-][A-Za-z0-9]+)*$/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : quoted(text);
}
