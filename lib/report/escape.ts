import { shorten } from "./phrases.ts";

/** Control, format and direction characters, which could redraw a terminal, hide, or reverse what a reader sees. */
const UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Noncharacter_Code_Point}\\u2028\\u2029]";

/** What makes a line of a pipeline's log a command to it: `##vso[`, `##[` anywhere, `::` at the beginning of a word. */
const COMMANDS = "#(?=#(?:vso)?\\[)|(?<![^\\s]):(?=:[a-z])";

const UNSAFE = new RegExp(`${UNSEEN}|${COMMANDS}`, "giu");

/** Text for one line of a terminal or a log: what cannot be seen or commands is written as its code point. */
export function forTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** Text of several lines for a terminal or a log: each line as {@link forTerminal} writes it. */
export function linesForTerminal(text: string): string {
  return text.split("\n").map(forTerminal).join("\n");
}

/** Text inside a sentence of Markdown: nothing in it starts markup, HTML or a table cell. */
export function forMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`).replaceAll("\n", " ");
}

/** Text inside HTML, in an element or a quoted attribute; what cannot be seen is shown as its code point. */
export function forHtml(text: string): string {
  return forTerminal(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON inside a script element: nothing in it can end the element or open a comment. */
export function forScriptElement(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/**
 * Longest line that a comment repeats, in characters. Names are shortened before; this is for whatever else comes, such
 * as paths and problems.
 */
const LONGEST_IN_COMMENT = 2_000;

/** Parts what platforms look for in the text that entities come out as: nothing is seen of it. */
const JOINER = "&#8288;";

/** GUIDs, and what could be a commit: whole digests of 64 digits are none. */
const AS_CODE = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<!\w)[0-9a-f]{7,40}(?!\w)/gi;

/**
 * Text inside a comment on a pull request: nothing in it starts markup, HTML or a formula, mentions anybody, links
 * anywhere, refers to an issue, a work item or a commit, hides, or changes the direction of reading. GUIDs and
 * what could be a commit stand as code, where no platform looks for commits, so that they can be copied.
 */
export function forComment(text: string): string {
  const seen = forTerminal(shorten(text, LONGEST_IN_COMMENT));
  let escaped = "";
  let from = 0;
  for (const match of seen.matchAll(AS_CODE)) {
    escaped += `${escapeText(seen.slice(from, match.index))}\`${match[0]}\``;
    from = match.index + match[0].length;
  }
  return escapeBeginning(escaped + escapeText(seen.slice(from)));
}

/** Marks where a joiner goes until the rest is escaped; `forTerminal` leaves none in a user's text. */
const JOINT = "\u2060";

function escapeText(text: string): string {
  return text
    .replace(/[@#!]/g, (sign) => `${sign}${JOINT}`)
    .replace(/:\/\//g, `:${JOINT}//`)
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}${JOINT}.`)
    .replace(/\bGH-/gi, (match) => `${match}${JOINT}`)
    .replace(/[&<>\\`*_{}[\]|#!~^@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\$/g, "<span>&#36;</span>")
    .replaceAll(JOINT, JOINER);
}

/** What is markup at the beginning of a line alone: items of lists, and lines under a heading. */
function escapeBeginning(text: string): string {
  return text
    .replace(/^ *[-+=:]/, (match) => `${match.slice(0, -1)}&#${match.charCodeAt(match.length - 1)};`)
    .replace(/^( *\d+)([.)])/, (_, digits: string, end: string) => `${digits}&#${end.charCodeAt(0)};`);
}
