import fc from "fast-check";

/** Pieces that Terraform, cdktf, JSON, HCL, a shell or a terminal could take for more than text. */
export const HOSTILE_PIECES = [
  "${",
  "$${",
  "$$${",
  "%{",
  "%%{",
  "}",
  '${file("/etc/passwd")}',
  "%{ if true }x%{ endif }",
  "${TfToken[TOKEN.0]}",
  "TfToken[TOKEN.1]",
  "#{TfToken[TOKEN.2]}",
  "&{TfToken[TOKEN.3]}",
  "-1.8881545897087626e+289",
  "-1.8881545897087503e+289",
  "String Map Token Value",
  "Any Map Token Value",
  '${"',
  '"',
  "\\",
  "\\u0041",
  "$",
  "%",
  "'",
  "`",
  "|",
  "<b",
  "/>",
  "é",
  "日本",
  "😀",
  " ",
] as const;

/** One line of text made of hostile pieces and anything printable; never empty or only white space. */
export function hostileLine(): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...HOSTILE_PIECES), fc.string({ unit: "grapheme", maxLength: 6 }));
  return fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((pieces) => pieces.join("").normalize("NFC"))
    .filter(isLine);
}

function isLine(text: string): boolean {
  return (
    text.trim() !== "" &&
    !/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text) &&
    !/<[^<>]+>/.test(text)
  );
}
