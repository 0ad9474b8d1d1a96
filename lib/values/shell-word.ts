/** A text as one word of a POSIX shell: in single quotes, which nothing inside ends. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
