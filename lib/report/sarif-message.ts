import { forTerminal } from "./escape.ts";

/**
 * Lines as a plain text message of SARIF 2.1.0: in those, braces hold a place (3.11.5) and `[text](target)` is a link
 * (3.11.6). Both are escaped.
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
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
      ...(line === undefined ? {} : { region: { startLine: Math.max(1, line) } }),
    },
  };
}
