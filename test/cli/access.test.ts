import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper, sampleCopy } from "../support/estates.ts";

test("access is written as a page, a table or JSON, each whole into a file", async () => {
  const estate = sampleCopy();
  for (const [format, beginning] of [
    ["html", "<!DOCTYPE html>"],
    ["csv", "severity,principal,"],
    ["json", '{\n  "version": 1'],
  ] as const) {
    const { code, out, err } = await keeper(estate, [
      "access",
      "--format",
      format,
      "--output",
      `access.${format}`,
    ]);
    expect([code, out, err]).toEqual([0, "", ""]);
    expect(readFileSync(join(estate, `access.${format}`), "utf8").startsWith(beginning)).toBe(true);
  }
});

test("--json is --format json, with the names of all roles", async () => {
  const estate = sampleCopy();
  const [one, other] = [
    await keeper(estate, ["access", "--json"]),
    await keeper(estate, ["access", "--format", "json"]),
  ];
  expect(one.out).toBe(other.out);
  const { roleNames, grants } = JSON.parse(one.out);
  expect(Object.values(roleNames)).toContain("Contributor");
  for (const { grant } of grants) expect(roleNames[grant.roleDefinitionId]).toEqual(expect.any(String));
});

test("a page of one customer does not say what its principals reach", async () => {
  const { code, out } = await keeper(sampleCopy(), ["access", "--customer", "fabrikam", "--format", "html"]);
  expect(code).toBe(0);
  expect(out).toMatch(/<h1>\d+ grants: customer fabrikam<\/h1>/);
  expect(out).not.toContain("<tr data-principal");
});

test.each([
  [["access", "fabrikan"], "fix: keeper access . --customer fabrikam\n"],
  [["access", "fabrikam"], "fix: keeper access . --customer fabrikam\n"],
  [["review", "fabrikan"], "fix: keeper review --customer fabrikam\n"],
  [["review", ".", "fabrikan"], "fix: keeper review --customer fabrikam\n"],
  // a file, and nothing near
  [["access", "fabrikam.json"], "fix: name . for this checkout"],
  [["access", "unheard-of"], "fix: name . for this checkout"],
])(
  "keeper %j, where a customer stands in the place of a side, ends with the line that was meant",
  async (words, fix) => {
    const { code, err } = await keeper(sampleCopy(), words);
    expect([code, err]).toEqual([2, expect.stringContaining(fix)]);
  },
);
