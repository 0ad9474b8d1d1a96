/** Quotes a text so that YAML and JSON read it equally. It is ASCII, without direction marks and controls. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Reads a text in double quotes; undefined for others. Only escapes that JSON and YAML share are read. */
export function unquotedText(text: string): string | undefined {
  if (!/^(?:[^\\]|\\["\\nrtbfu/])+$/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" && value.isWellFormed() ? value : undefined;
  } catch {
    return undefined;
  }
}
