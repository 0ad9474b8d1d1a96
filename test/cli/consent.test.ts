import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper, sampleCopy } from "../support/estates.ts";

test("a sheet is written, in the asked form and language", async () => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["consent", "fabrikam", "--output", "consent.html"])).toMatchObject({
    code: 0,
    out: "",
  });
  const page = readFileSync(join(estate, "consent.html"), "utf8");
  expect(page).toContain('<html lang="en">');
  expect(page).toContain("For the security officer of Fabrikam Logistics");
  const german = await keeper(estate, ["consent", "fabrikam", "--language", "de", "--format", "markdown"]);
  expect(german.out).toMatch(/^# Was Northwind Cloud Services in Ihren Azure-Abonnements darf\n/);
  const { out } = await keeper(estate, ["consent", "fabrikam", "contoso-retail", "--format", "json"]);
  const { sheets } = JSON.parse(out);
  expect(sheets.map(({ customer }: { customer: { id: string } }) => customer.id)).toEqual([
    "contoso-retail",
    "fabrikam",
  ]);
});

test("without a format, the ending of the file decides; a terminal gets Markdown, a pipe HTML", async () => {
  const estate = sampleCopy();
  const words = ["consent", "fabrikam"];
  for (const [file, beginning] of [
    ["sheet.md", "# What Northwind"],
    ["sheet.json", "{"],
    ["sheet", "<!DOCTYPE html>"],
  ] as const) {
    expect(await keeper(estate, [...words, "--output", file])).toMatchObject({ code: 0 });
    expect(readFileSync(join(estate, file), "utf8").startsWith(beginning), file).toBe(true);
  }
  expect((await keeper(estate, words)).out).toMatch(/^<!DOCTYPE html>/);
  expect((await keeper(estate, words, {}, 80)).out).toMatch(/^# What Northwind/);
  expect((await keeper(estate, [...words, "--format", "html"], {}, 80)).out).toMatch(/^<!DOCTYPE html>/);
});

test("what changes since a version is shown, and a version that no plan has is an error", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, [
    "consent",
    "fabrikam",
    "--since",
    "1.0.0",
    "--format",
    "markdown",
  ]);
  expect([code, out]).toEqual([0, expect.stringContaining("### What changes since version 1.0.0")]);
  expect(await keeper(estate, ["consent", "fabrikam", "--since", "9.9.9"])).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("no plan that they take has the version 9.9.9\n  fix: name one of "),
  });
});

test("a customer without a delegation has no sheet, and nobody an unknown language", async () => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["consent", "nobody"])).toMatchObject({ code: 2 });
  expect(await keeper(estate, ["consent", "fabrikam", "--language", "fr"])).toMatchObject({ code: 2 });
});
