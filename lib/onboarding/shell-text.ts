import { shellWord } from "../values/shell-word.ts";

/** Characters that redraw a terminal, hide, or reverse the direction of reading. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A text of one line as one word of a POSIX shell. Characters that nobody sees become `?`. */
export function bashWord(text: string): string {
  return shellWord(oneLine(text));
}

/**
 * A text of one line as one word of PowerShell. PowerShell takes typographic quotes for quotes: each is doubled.
 * Source: Microsoft, "about_Quoting_Rules".
 */
export function powerShellWord(text: string): string {
  return `'${oneLine(text).replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
}

function oneLine(text: string): string {
  return text.replace(UNSEEN, "?");
}
