import fc from "fast-check";
import { expect, test } from "vitest";
import { forMarkdown, forTerminal, linesForHtml } from "../../lib/report/escape.ts";

test.each([
  ["a line break", "a\nb", "a\\u{a}b"],
  ["an escape sequence", "\u001b[2Jgone", "\\u{1b}[2Jgone"],
  ["a right-to-left override", "Reader\u202erenwO", "Reader\\u{202e}renwO"],
  ["a mark of direction", "a\u200fb", "a\\u{200f}b"],
  ["a space of no width", "Rea\u200bder", "Rea\\u{200b}der"],
  ["half a character", "a\ud800b", "a\\u{d800}b"],
  ["a command to a pipeline", "a ##vso[task.setvariable]b", "a \\u{23}#vso[task.setvariable]b"],
  ["an old command to a pipeline", "##[warning]b ## c", "\\u{23}#[warning]b ## c"],
  ["a command at the beginning of a word", "a ::error::b :: c::d", "a \\u{3a}:error::b :: c::d"],
  ["a separator of lines", "a\u2028b", "a\\u{2028}b"],
])("forTerminal writes %s as its code point", (_, text, shown) => {
  expect(forTerminal(text)).toBe(shown);
});

test("forTerminal leaves what can be seen, in every script", () => {
  const names = "Müller & Söhne (東京) – Łódź العربية 🚀";
  expect(forTerminal(names)).toBe(names);
});

test("forTerminal gives one line without control characters, whatever it is given", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(forTerminal(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});

test("forMarkdown lets nothing start markup, HTML, a link or a table cell", () => {
  expect(forMarkdown("a|b `c` *d* _e_ [f](g) <h> #i\nj \\")).toBe(
    "a\\|b \\`c\\` \\*d\\* \\_e\\_ \\[f\\](g) \\<h\\> \\#i j \\\\",
  );
});

test("linesForHtml breaks lines, and escapes each like any other text", () => {
  expect(linesForHtml("a <b>\r\nc\u202e\n")).toBe("a &#60;b&#62;<br>c\\u{202e}<br>");
});
