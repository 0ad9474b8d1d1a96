import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { AccessSide } from "../../../lib/delegation/access-side.ts";
import type { ReportContext } from "../../../lib/report/review/context.ts";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { jsonReview } from "../../../lib/report/review/json.ts";
import { reviewJsonSchema } from "../../../lib/report/review/json-schema.ts";
import { junitReview } from "../../../lib/report/review/junit.ts";
import { MARKDOWN_LIMIT, markdownReview } from "../../../lib/report/review/markdown.ts";
import { sarifReview } from "../../../lib/report/review/sarif.ts";
import { terminalReview } from "../../../lib/report/review/terminal.ts";
import type { AccessReview } from "../../../lib/review/access-change.ts";
import { compareSides } from "../../../lib/review/compare.ts";
import { Labels } from "../../../lib/review/names.ts";
import { guidOf } from "../../support/builders.ts";
import { sampleCatalogue } from "../../support/catalogue.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE } from "../../support/sides.ts";

const principals = [
  {
    managingTenantId: guidOf("9"),
    principalId: guidOf("a"),
    displayName: "Operators",
    type: "Group" as const,
  },
];
const labels = new Labels({ catalogue: sampleCatalogue(), principals });
const context: ReportContext = {
  labels,
  called: { before: "base", after: "change" },
  sourceOf: (customer) => (customer === "fabrikam" ? { file: "customers/fabrikam.ts", line: 7 } : undefined),
};

function review(before: AccessSide, after: AccessSide): AccessReview {
  const result = compareSides(before, after, { catalogue: sampleCatalogue() });
  if (!result.ok) throw new Error(result.problem);
  return result.review;
}

const exit = aGrant({ roleDefinitionId: ROLE.delete });
const broader = () =>
  review(
    aSide(anAccess([aGrant(), exit])),
    aSide(
      anAccess([
        aGrant({ roleDefinitionId: ROLE.contributor }),
        exit,
        aGrant({ principalId: guidOf("b"), principalDisplayName: "operators", access: onRequest() }),
      ]),
    ),
  );

test("terminalReview() says who gains what, with base's names", async () => {
  await expect(terminalReview(broader(), context, false)).toMatchFileSnapshot("golden/broader.txt");
});

test("terminalReview() colours only when asked to, and then nothing of a user's", () => {
  expect(terminalReview(broader(), context, false)).not.toContain("\u001b");
  expect(terminalReview(broader(), context, true)).toContain("\u001b[31m");
});

test("markdownReview() says the same in a comment", async () => {
  await expect(markdownReview(broader(), context)).toMatchFileSnapshot("golden/broader.md");
});

test("junitReview() and sarifReview() say the same for machines", async () => {
  await expect(junitReview(broader(), context)).toMatchFileSnapshot("golden/broader.xml");
  const { runs } = JSON.parse(sarifReview(broader(), context));
  expect(runs[0].results.map((each: { ruleId: string; level: string }) => [each.ruleId, each.level])).toEqual(
    [
      ["grant-added", "warning"],
      ["grant-added", "warning"],
      ["grant-removed", "none"],
    ],
  );
  expect(runs[0].results[0].locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "customers/fabrikam.ts" }, region: { startLine: 7 } },
    logicalLocations: [{ name: "fabrikam" }],
  });
});

/** The schema that Microsoft's SARIF tools are built with: OASIS' own. */
const SARIF_SCHEMA = join(
  import.meta.dirname,
  `../../../node_modules/@microsoft/sarif-multitool-${process.platform}/sarif-2.1.0.json`,
);

test("sarifReview() and jsonReview() keep to their schemas", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const sarif = ajv.compile(JSON.parse(readFileSync(SARIF_SCHEMA, "utf8")));
  const json = ajv.compile(reviewJsonSchema());
  const vanished = review(aSide(anAccess([aGrant(), exit])), aSide());
  for (const each of [broader(), vanished, hostileReview("<x>"), review(aSide(), aSide())]) {
    expect(sarif(JSON.parse(sarifReview(each, context))), JSON.stringify(sarif.errors)).toBe(true);
    expect(json(JSON.parse(jsonReview(each, context))), JSON.stringify(json.errors)).toBe(true);
  }
  expect(sarif({ version: "2.1.0", runs: [{}] })).toBe(false);
  expect(json({ ...JSON.parse(jsonReview(broader(), context)), more: 1 })).toBe(false);
});

test("every format says the same bytes again", () => {
  for (const render of [
    (each: AccessReview) => terminalReview(each, context, true),
    (each: AccessReview) => markdownReview(each, context),
    (each: AccessReview) => htmlReview(each, context),
    (each: AccessReview) => jsonReview(each, context),
    (each: AccessReview) => sarifReview(each, context),
    (each: AccessReview) => junitReview(each, context),
  ]) {
    expect(render(broader())).toBe(render(broader()));
  }
});

test("the same change to many customers is told once, and one customer alone first", () => {
  const customers = (roleDefinitionId: string, odd: string) =>
    Array.from({ length: 400 }, (_, index) => ({
      ...anAccess([aGrant({ roleDefinitionId: index === 200 ? odd : roleDefinitionId }), exit]),
      customer: `customer-${String(index).padStart(3, "0")}`,
    }));
  const found = review(
    aSide(...customers(ROLE.reader, ROLE.reader)),
    aSide(...customers(ROLE.contributor, ROLE.virtualMachineContributor)),
  );
  const text = terminalReview(found, context, false);
  expect(text.split("\n").length).toBeLessThan(40);
  expect(text).toContain("399 customers: customer-000, customer-001");
  expect(text.indexOf("customer customer-200")).toBeGreaterThan(0);
});

/** A review in which everything that a user writes is this text. */
function hostileReview(text: string): AccessReview {
  const grant = aGrant({
    principalDisplayName: text,
    principalId: guidOf("c"),
    access: onRequest({ approvers: [{ principalId: guidOf("b"), displayName: text }] }),
  });
  const access = anAccess([exit, grant]);
  const named = {
    ...access,
    definitions: access.definitions.map((each) => ({ ...each, name: text, description: text })),
  };
  const before = anAccess([exit], { customer: "fabrikam" });
  const group = aGrant({ scope: `${grant.scope}/resourceGroups/a(b)_c` });
  return review(aSide(before), aSide({ ...named, grants: [...named.grants, group] }));
}

const HOSTILE: readonly [string, string][] = [
  ["HTML", `</script><script>alert(1)</script><img src=x onerror=alert(1)>`],
  ["attributes", `" onmouseover="alert(1)" '`],
  ["Markdown", "**b** _i_ [l](http://evil.example) `c` # h\n> q\n- x\n| a | b |\n~~s~~ ![i](x)"],
  [
    "mentions and references",
    "@everyone #12 GH-3 www.evil.example https://evil.example deadbeefcafe octo/repo#1",
  ],
  ["terminal escapes", "\u001b[2J\u001b]8;;http://evil\u0007\r\u0008"],
  ["reversing and hidden marks", "\u202egnp.exe\u2066\u200b\u{e0041}\ufeff"],
  ["XML", "]]><!-- & --> \u0000\ufffe"],
  ["ten thousand characters", "x".repeat(10_000)],
];

test.each(HOSTILE)("names made of %s do no harm in any format", (_, text) => {
  const hostile = hostileReview(text);
  const rendered = {
    terminal: terminalReview(hostile, context, false),
    markdown: markdownReview(hostile, context),
    html: htmlReview(hostile, context),
    junit: junitReview(hostile, context),
  };
  for (const each of Object.values(rendered)) {
    expect(each).not.toMatch(/[\p{Cf}\p{Noncharacter_Code_Point}]|(?!\n)\p{Cc}/u);
  }
  const { terminal: _terminal, ...marked } = rendered;
  for (const each of Object.values(marked)) expect(each).not.toMatch(/<img|<script>alert|="alert|&lt;!--/);
  expect(rendered.markdown).not.toMatch(/@everyone|\]\(http|#12\b|https:\/\/evil|www\.evil/);
  expect(rendered.markdown.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
  expect(rendered.markdown.match(/^[^#\n-].*[*_`|~]/gm)).toBeNull();
  expect(JSON.parse(jsonReview(hostile, context)).version).toBe(1);
  expect(JSON.parse(sarifReview(hostile, context)).version).toBe("2.1.0");
});

test("markdownReview() summarises whole changes where they do not fit, and says so", () => {
  const before = Array.from({ length: 3_000 }, (_, index) => ({
    ...anAccess([exit]),
    customer: `customer-${index}`,
  }));
  const after = before.map((each, index) => ({
    ...anAccess([exit, aGrant({ principalId: guidOf("b"), principalDisplayName: `Group ${index}` })]),
    customer: each.customer,
  }));
  const text = markdownReview(review(aSide(...before), aSide(...after)), context);
  expect(text.length).toBeLessThanOrEqual(MARKDOWN_LIMIT);
  expect(text).toContain("Too long for a comment");
  const [summarised, counted] =
    /(\d+) changes told in one line each, and (\d+) changes only counted/.exec(text)?.slice(1).map(Number) ??
    [];
  const whole = text.match(/^- `\+`/gm)?.length ?? 0;
  expect(whole + (summarised ?? 0) + (counted ?? 0)).toBe(3_000);
  // the marker by which a pipeline finds its comment again
  expect(text.startsWith("<!-- lighthouse-keeper review -->\n")).toBe(true);
});
