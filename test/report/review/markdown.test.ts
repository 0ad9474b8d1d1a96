import { expect, test } from "vitest";
import { forComment } from "../../../lib/report/escape.ts";
import { MARKDOWN_LIMIT, markdownReview } from "../../../lib/report/review/markdown.ts";
import { guidOf } from "../../support/builders.ts";
import { aCustomer, EXIT, fleet, manyGroups, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant } from "../../support/sides.ts";

const numbers = (pattern: RegExp, text: string) => pattern.exec(text)?.slice(1).map(Number) ?? [];

test("markdownReview() begins with the marker by which a pipeline finds its comment again", () => {
  expect(markdownReview(fleet(1), REPORT).startsWith("<!-- lighthouse-keeper review -->\n")).toBe(true);
});

test("markdownReview() tells the same change to 400 customers once", () => {
  const text = markdownReview(fleet(400), REPORT);
  expect(text).toContain("400 customers: customer-0000, customer-0001");
  expect(text).toContain("and 395 more");
  // all of them are folded below, once
  expect(text.split("customer-0399")).toHaveLength(2);
  expect(text.length).toBeLessThan(8_000);
});

test("markdownReview() begins with a table to scan, and folds what is exact", () => {
  const text = markdownReview(fleet(400), REPORT);
  const [head = "", folded = ""] = text.split("<details><summary>Exactly: operations, ids, files</summary>");
  expect(head).toMatch(
    /^\| `\+` critical \| .*Reader -&#62; Contributor on 400 subscriptions of 400 customers/m,
  );
  expect(head).toContain("can now change resources of every kind, except access");
  expect(head).not.toContain("gains &#42; except");
  expect(folded).toContain("gains &#42; except");
  expect(folded.trimEnd().endsWith("</details>")).toBe(true);
});

test.each([50, 200, 1_000, 3_000])(
  "markdownReview() tells, summarises or counts each of %d groups, and none twice",
  (size) => {
    const text = markdownReview(manyGroups(size), REPORT);
    expect(text.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    const told = text.match(/^### /gm)?.length ?? 0;
    const whole = text.match(/^- `\+` /gm)?.length ?? 0;
    const [lines = 0] = numbers(/(\d+) groups? of changes summarised in one line each/, text);
    const [counted = 0] = numbers(/(\d+) groups? only counted/, text);
    expect(told + counted).toBe(size);
    expect(whole + lines + counted).toBe(size);
    expect(text.includes("Too long for a comment")).toBe(lines + counted > 0);
    expect(text.endsWith("\n")).toBe(true);
  },
);

test.each(["$", "@", "#", "😀", "\u202e"])(
  "markdownReview() keeps within its limit where names grow when they are escaped: %j",
  (sign) => {
    const text = markdownReview(manyGroups(500, sign.repeat(50)), REPORT);
    expect(text.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(text).toContain("Too long for a comment");
  },
);

test("markdownReview() says how risky the groups are that it only counts", () => {
  expect(markdownReview(manyGroups(3_000), REPORT)).toMatch(/groups only counted \(\d+ × BROADENING\)/);
});

test("markdownReview() tells the first changes of a customer with hundreds, and counts the rest", () => {
  const grants = [...Array(300).keys()].map((index) =>
    aGrant({ principalId: guidOf("b").replace(/^.{4}/, String(1_000 + index)) }),
  );
  const text = markdownReview(
    reviewOf([aCustomer("fabrikam", EXIT)], [aCustomer("fabrikam", EXIT, ...grants)]),
    REPORT,
  );
  const told = text.match(/^- `/gm)?.length ?? 0;
  const [more = 0] = numbers(/and (\d+) more changes?/, text);
  expect(told).toBe(40);
  expect(more).toBeGreaterThan(0);
});

test.each([
  ["- item", "&#45; item"],
  ["1. item", "1&#46; item"],
  ["a@b.example", "a&#64;&#8288;b.example"],
  ["GH-12", "GH-&#8288;12"],
  ["see deadbeefcafe", "see `deadbeefcafe`"],
  [`id ${guidOf("d")}`, `id \`${guidOf("d")}\``],
  ["$x$", "<span>&#36;</span>x<span>&#36;</span>"],
  ["line\nline", "line&#92;u&#123;a&#125;line"],
])("forComment(%j)", (text, escaped) => {
  expect(forComment(text)).toBe(escaped);
});
