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

/** Text inside a sentence of Markdown: nothing in it starts markup, HTML or a table cell. */
export function forMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`).replaceAll("\n", " ");
}
