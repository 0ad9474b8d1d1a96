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
