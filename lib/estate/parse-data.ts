import { parseDocument } from "yaml";

/** A customer file larger than this is not a customer: 1 MiB. */
export const LARGEST_DATA_FILE = 1_048_576;

/** The value in a YAML or JSON text, or why there is none; the offset is where, where it is known. */
export type DataReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string; readonly offset?: number };

/** Reads YAML, or JSON where the file says so. A key written twice is an error in both: one of them would be lost. */
export function parseData(text: string, language: "json" | "yaml"): DataReading {
  if (Buffer.byteLength(text) > LARGEST_DATA_FILE) return { ok: false, problem: "is larger than 1 MiB" };
  try {
    return language === "json" ? parseJson(text) : parseYaml(text);
  } catch (error) {
    const what = language === "json" ? "JSON" : "YAML";
    return { ok: false, problem: `is not ${what}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function parseJson(text: string): DataReading {
  // Windows editors begin files with a byte order mark, which no JSON parser takes
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
  const repeated = parseDocument(text).errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (repeated === undefined) return { ok: true, value };
  return { ok: false, problem: "has a key that is written twice", offset: repeated.pos[0] };
}

function parseYaml(text: string): DataReading {
  // the parser's own warnings would reach the terminal as they stand
  const document = parseDocument(text, { prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined)
    return { ok: false, problem: `is not YAML: ${error.message}`, offset: error.pos[0] };
  return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
}
