/** A parsed JSON value, or why the text is not JSON. */
export type JsonReading = { readonly value: unknown } | { readonly problem: string };

/** Whether a JSON value is an object (not an array, not null). */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON; a syntax error is a value here, not an exception. A byte order mark is passed over, because PowerShell
 * puts one in front of what it redirects into a file.
 */
export function readJson(text: string): JsonReading {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
