import { forMarkdown } from "../../lib/report/escape.ts";

/**
 * Fills a region of a document that is otherwise written by hand:
 * the lines between `<!-- generated: name -->` and `<!-- /generated -->`. Throws where there is no such region.
 */
export function fillRegion(document: string, name: string, text: string): string {
  const start = `<!-- generated: ${name} -->\n`;
  const begin = document.indexOf(start);
  const end = document.indexOf("<!-- /generated -->", begin);
  if (begin < 0 || end < 0) throw new Error(`no region ${name} in the document`);
  return `${document.slice(0, begin + start.length)}\n${text.trimEnd()}\n\n${document.slice(end)}`;
}

/** A table in Markdown; cells are Markdown already, without line breaks. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].map((each) => `${each}\n`).join("");
}

/** Our own text for Markdown: what stands between backticks stays code, everything else is escaped. */
export function prose(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? forMarkdown(part) : part))
    .join("`");
}
