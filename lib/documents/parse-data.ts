import { parseDocument } from "yaml";
import { reasonOf } from "../values/failure.ts";
import { failed, type Result, success } from "../values/result.ts";

/** A customer file larger than this is not a customer, in bytes: 1 MiB. */
const LARGEST_DATA_FILE = 2 ** 20;

/** Nor is one with more lists and maps inside each other. */
const DEEPEST_NESTING = 100;

/** The value in a YAML or JSON text, or why there is none; the offset is where, where it is known. */
export type DataReading = Result<unknown, { readonly problem: string; readonly offset?: number }>;

/**
 * Reads YAML, or JSON where the file says so. A key written twice is an error in both: one of them would be lost.
 *
 * @param largest how many bytes a text may have. @default - 1 MiB, more than any customer has
 */
export function parseData(
  text: string,
  language: "json" | "yaml",
  largest: number = LARGEST_DATA_FILE,
): DataReading {
  const problem = whyNotParsed(text, largest);
  if (problem !== undefined) return failed({ problem });
  try {
    return language === "json" ? parseJson(text) : parseYaml(text);
  } catch (error) {
    return failed({ problem: `is not YAML: ${reasonOf(error)}` });
  }
}

/** Why a text must not even be given to a parser: one that exhausts the stack ends the whole process. */
export function whyNotParsed(text: string, largest: number = LARGEST_DATA_FILE): string | undefined {
  if (Buffer.byteLength(text) > largest) return `is larger than ${Math.round(largest / 2 ** 20)} MiB`;
  return isNestedTooDeep(text) ? `is nested more than ${DEEPEST_NESTING} levels deep` : undefined;
}

function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST_NESTING) return true;
  }
  // without brackets YAML nests by indentation, and by the signs of lists and maps that follow each other in a line
  return /^ {200}/m.test(text) || /^[ \t]*(?:[-?:][ \t]+){50}/m.test(text);
}

function parseJson(text: string): DataReading {
  // Windows editors begin files with a byte order mark, which no JSON parser takes
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return failed({ problem: `is not JSON: ${reasonOf(error)}` });
  }
  const repeated = parseDocument(text).errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (repeated === undefined) return success(value);
  return failed({ problem: "has a key that is written twice", offset: repeated.pos[0] });
}

function parseYaml(text: string): DataReading {
  // the parser's own warnings would reach the terminal as they stand
  const document = parseDocument(text, { prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) return failed({ problem: `is not YAML: ${error.message}`, offset: error.pos[0] });
  return success(document.toJS({ maxAliasCount: 100 }));
}
