import { parseDocument } from "yaml";

/** A customer file larger than this is not a customer: 1 MiB. */
const LARGEST_DATA_FILE = 1_048_576;

/** The value in a YAML or JSON text, or why there is none; the offset is where, where it is known. */
export type DataReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string; readonly offset?: number };

/** Reads YAML, or JSON where the file says so. A key written twice is an error in both: one of them would be lost. */
export function parseData(text: string, language: "json" | "yaml"): DataReading {
  if (text.length > LARGEST_DATA_FILE) return { ok: false, problem: "is larger than 1 MiB" };
  if (language === "json") {
    try {
      const value: unknown = JSON.parse(text);
      const repeated = parseDocument(text).errors.find(({ code }) => code === "DUPLICATE_KEY");
      if (repeated === undefined) return { ok: true, value };
      return { ok: false, problem: "has a key that is written twice", offset: repeated.pos[0] };
    } catch (error) {
      const problem = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
      return { ok: false, problem };
    }
  }
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined)
    return { ok: false, problem: `is not YAML: ${error.message}`, offset: error.pos[0] };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (thrown) {
    return {
      ok: false,
      problem: `is not YAML: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}
