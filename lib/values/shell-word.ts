/** A text as one word of a POSIX shell. It is in single quotes, which nothing inside ends. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A text as one word of PowerShell, in single quotes. PowerShell takes typographic quotes for quotes: each is doubled.
 * Source: Microsoft, "about_Quoting_Rules".
 */
export function powerShellString(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
}

/** Words that a shell passes on as they are. */
const PLAIN = /^[\w./:=@-]+$/;

/** A command to type into a POSIX shell. Words with other characters are quoted. */
export function command(...words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : shellWord(word))).join(" ");
}
