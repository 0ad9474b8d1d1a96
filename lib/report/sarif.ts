import { forTerminal } from "./escape.ts";
import { jsonText } from "./json-text.ts";

/**
 * Lines as a plain text message of SARIF 2.1.0. In such messages, braces hold a place (3.11.5) and `[text](target)` is
 * a link (3.11.6). Both are escaped.
 */
export function sarifMessage(lines: readonly string[]): { readonly text: string } {
  const text = lines
    .map(forTerminal)
    .join("\n")
    .replaceAll("](", "] (")
    .replace(/[{}]/g, (brace) => `${brace}${brace}`);
  return { text };
}

/** A file's place in SARIF, relative to the repository. */
export function sarifPlace({ file, line }: { readonly file: string; readonly line?: number | undefined }): {
  readonly physicalLocation: object;
} {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.toWellFormed().split("/").map(encodeURIComponent).join("/") },
      ...(line === undefined ? {} : { region: { startLine: Math.max(1, line) } }),
    },
  };
}

/** Most results of a run: code scanning refuses a file with more than 25,000. */
const MOST_RESULTS = 20_000;

/** A run as SARIF 2.1.0. Results beyond the limit are counted: give those that matter most first. */
export function sarifLog(rules: readonly object[], results: readonly object[]): string {
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lighthouse-keeper", rules } },
        results: results.slice(0, MOST_RESULTS),
        properties: { omittedResults: Math.max(0, results.length - MOST_RESULTS) },
      },
    ],
  });
}
