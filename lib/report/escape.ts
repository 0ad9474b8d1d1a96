import { shorten } from "./phrases.ts";

/** Control, format and direction characters. They could redraw a terminal, hide, or reverse what a reader sees. */
const UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Noncharacter_Code_Point}\\u2028\\u2029]";

/** Commands of pipelines inside a log. `##vso[` and `##[` anywhere, `::` at the beginning of a word. */
const COMMANDS = "#(?=#(?:vso)?\\[)|(?<![^\\s]):(?=:[a-z])";

const UNSAFE = new RegExp(`${UNSEEN}|${COMMANDS}`, "giu");

/** Text for one line of a terminal or a log. Invisible characters and commands become code points. */
export function forTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** Text of several lines for a terminal or a log. Each line is as {@link forTerminal} writes it. */
export function linesForTerminal(text: string): string {
  return text.split("\n").map(forTerminal).join("\n");
}

/** Text inside a sentence of Markdown. It starts no markup, HTML or table cell. */
export function forMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`).replaceAll("\n", " ");
}

/** Text of any number of lines inside one line of Markdown. Without markup; invisible characters become code points. */
export function lineForMarkdown(text: string): string {
  return forMarkdown(text.split("\n").map(forTerminal).join(" "));
}

/** Text inside HTML, in an element or a quoted attribute; invisible characters become code points. */
export function forHtml(text: string): string {
  return forTerminal(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text of several lines inside an element of HTML. Each line is as {@link forHtml} writes it. */
export function linesForHtml(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => forHtml(line))
    .join("<br>");
}

/** Text inside XML 1.0, in an element or a quoted attribute. Characters that XML cannot hold become code points. */
export function forXml(text: string): string {
  return forHtml(text);
}

/** JSON inside a script element. Nothing in it can end the element or open a comment. */
export function forScriptElement(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/**
 * Longest line that a comment repeats, in characters. Names are shortened before; this limits other text, such as paths
 * and problems.
 */
const LONGEST_IN_COMMENT = 2_000;

/** Invisible character that breaks up what platforms look for after they decode entities. */
const JOINER = "&#8288;";

/** GUIDs, and what could be a commit. A digest of 64 digits is not a commit. */
const AS_CODE = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<!\w)[0-9a-f]{7,40}(?!\w)/gi;

/**
 * Text inside a comment on a pull request. Nothing in it starts markup, HTML or a formula, mentions a user, or links.
 * Nothing refers to an issue, a work item or a commit, hides, or changes the direction of reading. GUIDs and possible
 * commits become code, where platforms look for no commits; so they can be copied.
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

/** Placeholder of a joiner until the rest is escaped. `forTerminal` leaves none in a user's text. */
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

/** Escapes markup that counts only at the beginning of a line. This is list items, and lines under a heading. */
function escapeBeginning(text: string): string {
  return text
    .replace(/^ *[-+=:]/, (match) => `${match.slice(0, -1)}&#${match.charCodeAt(match.length - 1)};`)
    .replace(/^( *\d+)([.)])/, (_, digits: string, end: string) => `${digits}&#${end.charCodeAt(0)};`);
}
