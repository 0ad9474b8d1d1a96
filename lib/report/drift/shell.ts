/** Words that a shell passes on as they are. */
const PLAIN = /^[\w./:=@-]+$/;

/** A command as it can be typed into a POSIX shell: words with other characters are quoted. */
export function command(...words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
