/**
 * Text in lines of at most `width` characters, those after the first indented by `indent`. Breaks at spaces; a word that
 * is longer than a line, such as an ARM id, keeps a line of its own unbroken, so that it can be copied.
 */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line.trim() !== "" && longer.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return [...lines, line];
}
