import { powerShellString, shellWord } from "../values/shell-word.ts";

/** Characters that redraw a terminal, hide, or reverse the direction of reading. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A text of one line as one word of a POSIX shell. Characters that nobody sees become `?`. */
export function bashWord(text: string): string {
  return shellWord(oneLine(text));
}

/** A text of one line as one word of PowerShell. Characters that nobody sees become `?`. */
export function powerShellWord(text: string): string {
  return powerShellString(oneLine(text));
}

function oneLine(text: string): string {
  return text.replace(UNSEEN, "?");
}
