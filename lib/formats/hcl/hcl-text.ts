/** Characters that a quoted text of HCL escapes. `$${` and `%%{` are `${` and `%{`. */
const ESCAPED = /[\\"\n\r\t]|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|\$\{|%\{/gu;

const SHORT: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "${": "$${",
  "%{": "%%{",
};

/** A quoted text of HCL whose value is exactly this text. Invisible characters are written as code points. */
export function hclText(text: string): string {
  const escaped = text.replace(ESCAPED, (match) => {
    const code = match.codePointAt(0) ?? 0;
    return SHORT[match] ?? `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped}"`;
}
