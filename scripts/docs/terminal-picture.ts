import { stripVTControlCharacters } from "node:util";

/*
 * A terminal as an SVG: text, in a font with characters of one width. It loads nothing and runs nothing.
 */

const CHARACTER = 8.4;
const LINE = 19;
const MARGIN = 20;
const BAR = 34;
const TEXT = "#d6deeb";
const ESCAPE = "\u001b[";

/** Colours of the terminal's codes that keeper prints (SGR); every other code ends a colour. */
const COLOURS: Readonly<Record<string, string>> = {
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "36": "#79c0ff",
};

/** What a picture shows. */
export interface TerminalPicture {
  /** What it is, for people who do not see it. */
  readonly title: string;
  readonly command: string;
  /** What the command printed, with codes of colours. */
  readonly output: string;
  /** Characters of a line. */
  readonly columns: number;
}

/** Makes an SVG of a terminal after a command. */
export function terminalPicture({ title, command, output, columns }: TerminalPicture): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split("\n")];
  const width = Math.ceil(columns * CHARACTER + 2 * MARGIN);
  const height = BAR + lines.length * LINE + MARGIN;
  const font = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1b2a"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map(
      (fill, index) => `<circle cx="${MARGIN + index * 18}" cy="17" r="5.5" fill="${fill}"/>`,
    ),
    `<g font-family="${font}" font-size="14" fill="${TEXT}" xml:space="preserve">`,
    ...lines.map((line, index) => textLine(line, BAR + (index + 1) * LINE - 5)),
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}

/** One line, stretched to its number of characters, so that no font makes it leave the picture. */
function textLine(line: string, y: number): string {
  const text = stripVTControlCharacters(line);
  if (text.trim() === "") return "";
  const indent = text.length - text.trimStart().length;
  const shown = text.trim();
  // keeper colours whole lines
  const fill = line.startsWith(ESCAPE) ? COLOURS[line.slice(ESCAPE.length, line.indexOf("m"))] : undefined;
  const x = (MARGIN + indent * CHARACTER).toFixed(1);
  const length = ([...shown].length * CHARACTER).toFixed(1);
  const colour = fill === undefined ? "" : ` fill="${fill}"`;
  return `<text x="${x}" y="${y}" textLength="${length}"${colour}>${escaped(shown)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
