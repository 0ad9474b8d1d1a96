/** Control, format and direction characters, which could redraw a terminal, hide, or reverse what a reader sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** Text for one line of a terminal: whatever cannot be seen is written as its code point. */
export function forTerminal(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** Text inside a sentence of Markdown: nothing in it starts markup, HTML or a table cell. */
export function forMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`).replaceAll("\n", " ");
}
