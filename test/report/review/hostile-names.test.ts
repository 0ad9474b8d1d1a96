import { expect, test } from "vitest";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { junitReview } from "../../../lib/report/review/junit.ts";
import { MARKDOWN_LIMIT, markdownReview } from "../../../lib/report/review/markdown.ts";
import { sarifReview } from "../../../lib/report/review/sarif.ts";
import { terminalReview } from "../../../lib/report/review/terminal.ts";
import { HOSTILE_NAMES, hostileReport, hostileReview, jsonOf } from "../../support/reviews.ts";

/** What redraws a terminal, hides, reverses, or is no character at all. */
const UNSEEN = /[\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]|(?!\n)\p{Cc}/u;

/** What a reader of Markdown sees as text: entities resolved, code spans of ours left out. */
function seenText(markdown: string): string {
  return markdown
    .replace(/`[^`\n]*`/g, "")
    .replace(/<\/?span>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

test.each(HOSTILE_NAMES)("terminalReview() shows names made of %s and lets nothing happen", (_, name) => {
  const text = terminalReview(hostileReview(name), hostileReport(name), { colour: false });
  expect(text).not.toMatch(UNSEEN);
  // who gets what stays in sight, however long a name is
  expect(text.replace(/\s+/g, " ")).toContain("gets Reader on ");
  const exact = terminalReview(hostileReview(name), hostileReport(name), { colour: false, exact: true });
  expect(exact).not.toMatch(UNSEEN);
  expect(exact.replace(/\s+/g, " ")).toContain("Reader on the whole subscription: on request");
  // less than any one name unabridged would add
  expect(text.length).toBeLessThan(12_000);
});

test.each(HOSTILE_NAMES)("markdownReview() shows names made of %s as text alone", (_, name) => {
  const text = markdownReview(hostileReview(name), hostileReport(name));
  expect(text.replaceAll("<!-- lighthouse-keeper review -->", "")).not.toMatch(
    /<(?!\/?span>|\/?details>|\/?summary>|br>)/,
  );
  const rows = text.match(/^\|.*\|$/gm) ?? [];
  expect(rows.filter((row) => row.split("|").length !== 5)).toEqual([]);
  expect(text.replace(/^\|.*\|$/gm, "").replace(/`[-+±~=!]`|`[0-9a-f-]{7,40}`/gi, "")).not.toMatch(
    /[`_~|\\]|\]\(/,
  );
  expect(rows.join("").replace(/`[-+±~=!]`|`[0-9a-f-]{7,40}`/gi, "")).not.toMatch(/[`_~\\]|\]\(/);
  const seen = seenText(text);
  expect(seen).not.toMatch(/@[\w/]|#\d|!\d|\bGH-\d|:\/\/|\bwww\.|(?<!\w)[0-9a-f]{7,40}(?!\w)/i);
  expect(text.replaceAll("&#8288;", "")).not.toMatch(UNSEEN);
  expect(text.length).toBeLessThan(MARKDOWN_LIMIT);
  // a name never begins a line, so every line is one of ours
  const lines = text
    .split("\n")
    .filter((line) => line !== "" && !/^(<!--|#|- | {2}- |> |\||<\/?details>)/.test(line));
  expect(lines).toEqual([expect.stringMatching(/^base /)]);
});

test.each(HOSTILE_NAMES)("htmlReview() shows names made of %s as text alone", (_, name) => {
  const text = htmlReview(hostileReview(name), hostileReport(name));
  expect(text).not.toMatch(UNSEEN);
  expect(text).not.toMatch(/<img|<b>|<script>alert/);
  // no quote of a user's is left that could end an attribute or a string
  expect(text).not.toMatch(/[^\\]" onmouseover=/);
  expect(text.match(/<script/g)).toHaveLength(2);
  expect(text.match(/<\/script>/g)).toHaveLength(2);
});

test.each(HOSTILE_NAMES)("jsonReview() keeps names made of %s exactly, safe to print", (_, name) => {
  const text = jsonOf(hostileReview(name), hostileReport(name));
  expect(text).not.toMatch(UNSEEN);
  expect(JSON.parse(text).principals).toContainEqual(expect.objectContaining({ name, mark: "new" }));
});

test.each(HOSTILE_NAMES)("sarifReview() makes neither links nor places of names made of %s", (_, name) => {
  const text = sarifReview(hostileReview(name), hostileReport(name));
  expect(text).not.toMatch(UNSEEN);
  for (const { message } of JSON.parse(text).runs[0].results) {
    expect(message.text).not.toMatch(UNSEEN);
    expect(message.text).not.toMatch(/\]\(|(?<!\{)\{\d\}/);
  }
});

test.each(HOSTILE_NAMES)("junitReview() keeps well-formed with names made of %s", (_, name) => {
  const text = junitReview(hostileReview(name), hostileReport(name));
  expect(text).not.toMatch(UNSEEN);
  const tags = text.match(/<[^>]*>/g) ?? [];
  const ours =
    /^<(\?xml version="1\.0" encoding="UTF-8"\?|\/?(testsuites|testsuite|testcase|failure|system-out)( \w+="[^"<]*")*)>$/;
  expect(tags.filter((tag) => !ours.test(tag))).toEqual([]);
  expect(text.replace(/&#\d+;/g, "")).not.toMatch(/[&']/);
});

test("a name of 10,000 characters is shortened, and its length is said", () => {
  const text = terminalReview(hostileReview("x".repeat(10_000)), hostileReport("x".repeat(10_000)), {
    colour: false,
    columns: 10_000,
    exact: true,
  });
  expect(text).toContain(`${"x".repeat(120)}… (10000 characters)`);
  expect(text).not.toContain("x".repeat(301));
});
