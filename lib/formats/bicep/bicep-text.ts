const ESCAPED = /[\\'\n\r\t]|\$\{|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const SHORT: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "${": "\\${",
};

/** A text of Bicep whose value is exactly this text. Invisible characters are written as code points. */
export function bicepText(text: string): string {
  const escaped = text.replace(ESCAPED, (match) => {
    const code = match.codePointAt(0) ?? 0;
    return SHORT[match] ?? `\\u{${code.toString(16)}}`;
  });
  return `'${escaped}'`;
}
