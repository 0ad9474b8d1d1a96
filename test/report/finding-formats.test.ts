import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { checkAnnotations } from "../../lib/report/finding-annotations.ts";
import { checkJson } from "../../lib/report/finding-json.ts";
import { checkJunit } from "../../lib/report/finding-junit.ts";
import { checkSarif } from "../../lib/report/finding-sarif.ts";
import { PACKAGED_PAGES, rulePages } from "../../lib/report/rule-page.ts";
import type { Finding } from "../../lib/rules/finding.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { REPOSITORY } from "../support/estates.ts";

const schema = join(import.meta.dirname, "review/sarif-2.1.0.schema.json");
const sarif = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schema, "utf8")),
);

const ERROR: Finding = {
  code: "LH001",
  kind: "role-refused",
  severity: "error",
  at: { file: "offers/one.ts", path: ["plans", 0], line: 12 },
  problem: "Owner is refused",
  received: "Owner",
  allowed: "a supported role",
  fix: "use another role",
  facts: {},
};
const ACCEPTED: Finding = {
  ...ERROR,
  code: "LH025",
  severity: "warning",
  accepted: "agreed with the customer",
};
const WARNING: Finding = { ...ERROR, code: "LH025", severity: "warning", at: { file: "a.yaml", path: [] } };
const HOSTILE: Finding = {
  ...ERROR,
  at: { file: "offers/a,b:c%.ts", path: [] },
  problem: "<x>&\n::error::{0} ](http://evil) \u001b[2J\u0000",
};

const result = (findings: readonly Finding[]) => ({ findings, skippedRules: [] });

test.each([
  ["none", []],
  ["all", [WARNING, ERROR, ACCEPTED, HOSTILE]],
])("checkSarif() keeps to OASIS' schema: %s", (_, findings) => {
  expect(
    sarif(JSON.parse(checkSarif(result(findings), RULES, PACKAGED_PAGES, ""))),
    JSON.stringify(sarif.errors),
  ).toBe(true);
});

test("checkSarif() places a finding by its path in the repository, and suppresses an accepted warning with its reason", () => {
  const [{ tool, results }] = JSON.parse(
    checkSarif(result([ACCEPTED, ERROR]), RULES, PACKAGED_PAGES, "estates/north/"),
  ).runs;
  expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["LH001", "LH025"]);
  const [error, accepted] = results;
  expect(error.level).toBe("error");
  expect(error.locations[0]).toEqual({
    physicalLocation: {
      artifactLocation: { uri: "estates/north/offers/one.ts" },
      region: { startLine: 12 },
    },
    logicalLocations: [{ fullyQualifiedName: "plans[0]" }],
  });
  expect(error.suppressions).toBeUndefined();
  expect(accepted.suppressions).toEqual([{ kind: "inSource", justification: "agreed with the customer" }]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test("every rule and finding names its page in the package, and the address that is configured", () => {
  const template = "https://docs.contoso.com/keeper/{code}.html";
  const pages = rulePages({ template, homepage: "https://example.com/README.md" });
  if (!pages.ok) throw new Error(pages.error.problem);
  const address = "https://docs.contoso.com/keeper/LH001.html";
  const json = (each: typeof PACKAGED_PAGES) => JSON.parse(JSON.stringify(checkJson(result([ERROR]), each)));
  expect(json(PACKAGED_PAGES).findings[0]).toMatchObject({ page: "docs/rules/LH001.md", helpUri: null });
  expect(json(pages.value).findings[0]).toMatchObject({ helpUri: address });
  const rules = (each: typeof PACKAGED_PAGES) =>
    JSON.parse(checkSarif(result([]), RULES, each, "")).runs[0].tool.driver.rules;
  for (const { id, properties, helpUri } of rules(PACKAGED_PAGES)) {
    expect(existsSync(join(REPOSITORY, properties.page)), id).toBe(true);
    expect(helpUri).toBeUndefined();
  }
  expect(rules(pages.value)[0].helpUri).toBe(address);
});

test.each([
  "docs/{code}.md",
  "https://docs.contoso.com/keeper",
  "javascript:{code}",
  "https://a b/{code}",
  "https://{code}:x",
])("KEEPER_HELP_URI of %j is refused", (template) => {
  expect(rulePages({ template, homepage: undefined })).toMatchObject({
    ok: false,
    error: { kind: "bad-arguments" },
  });
});

test.each([
  ["https://example.com/contoso/keeper/blob/v1.2.3/README.md", true],
  ["https://example.com/contoso/keeper#readme", false],
  ["https://example.com/contoso/keeper", false],
  ["README.md", false],
  [undefined, false],
])("beside the homepage %j, the pages of rules are found: %s", (homepage, isFound) => {
  const pages = rulePages({ template: "", homepage });
  const helpUri = "https://example.com/contoso/keeper/blob/v1.2.3/docs/rules/LH001.md";
  expect(pages.ok && pages.value("LH001")).toEqual({
    page: "docs/rules/LH001.md",
    helpUri: isFound ? helpUri : null,
  });
});

test("checkJunit() fails for errors alone, and one test case passes where there are no findings", () => {
  expect(checkJunit(result([ERROR, WARNING, ACCEPTED]))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lighthouse-keeper" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="keeper check" tests="3" failures="1" errors="0" skipped="0">
    <testcase classname="keeper check" name="LH001 offers/one.ts:12 plans[0]"><failure message="Owner is refused">Owner is refused
received: Owner
allowed:  a supported role
fix:      use another role</failure></testcase>
    <testcase classname="keeper check" name="LH025 a.yaml"><system-out>Owner is refused
received: Owner
allowed:  a supported role
fix:      use another role</system-out></testcase>
    <testcase classname="keeper check" name="LH025 offers/one.ts:12 plans[0]"><system-out>Owner is refused
accepted: agreed with the customer</system-out></testcase>
  </testsuite>
</testsuites>
`);
  expect(checkJunit(result([]))).toContain('tests="1" failures="0"');
});

test("checkAnnotations() writes one command a finding, which nothing of a user can end or extend", () => {
  expect(checkAnnotations(result([ERROR, ACCEPTED]), "north/").split("\n")).toEqual([
    "::error file=north/offers/one.ts,line=12,title=LH001 role-refused::Owner is refused%0Areceived: Owner%0Aallowed:  a supported role%0Afix:      use another role",
    "::notice file=north/offers/one.ts,line=12,title=LH025 role-refused::Owner is refused%0Aaccepted: agreed with the customer",
    "1 error, 0 warnings, 1 accepted warning",
    "",
  ]);
  const [hostile = "", ...rest] = checkAnnotations(result([HOSTILE]), "").split("\n");
  expect(rest).toEqual(["1 error, 0 warnings", ""]);
  expect(hostile).toContain("file=offers/a%2Cb%3Ac%25.ts,title=");
  expect(hostile.slice(2)).not.toMatch(/\s::[a-z]/);
  expect(hostile).not.toContain("\u001b");
});

test("checkJunit() lets nothing of a user become markup or a character that XML cannot hold", () => {
  const text = checkJunit(result([HOSTILE]));
  for (const hostile of ["<x>", "\u0000", "\u001b"]) expect(text).not.toContain(hostile);
  expect(text).toContain("&#60;x&#62;&#38;");
});
