/**
 * Text in lines of at most `width` characters, those after the first indented by `indent`. Breaks at single spaces; a
 * word that is longer than a line, such as an ARM id, keeps a line of its own unbroken, so that it can be copied.
 */
export function wrap(text: string, width: number, indent: string): string[] {
  const [first = "", ...words] = text.trimStart().split(" ");
  const lines: string[] = [];
  let line = `${text.slice(0, text.length - text.trimStart().length)}${first}`;
  for (const word of words) {
    const longer = `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = `${indent}${word}`;
  }
  return [...lines, line];
}
