import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./support/estates.ts";

const model = readFileSync(join(REPOSITORY, "docs", "threat-model.md"), "utf8");

/** The rows of the table of attacks: what is attacked, what fails it, and which tests show that. */
const attacks = model
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:attack|row|---)/.test(line))
  .map((line) =>
    line
      .slice(2)
      .trimEnd()
      .split(/ +\| +/),
  );

/** The text of the test files that a path names, whose file name may hold a star. */
function tests(path: string): string {
  const [start = "", end = ""] = basename(path).split("*");
  const folder = join(REPOSITORY, dirname(path));
  const named = (file: string) =>
    path.includes("*") ? file.startsWith(start) && file.endsWith(end) : file === basename(path);
  return readdirSync(folder)
    .filter(named)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

test("the threat model has a row for every attack, each with a test", () => {
  expect(attacks.length).toBeGreaterThan(15);
});

test.each(attacks)("the threat model: somebody may %s", (...row) => {
  const shown = row.at(-1) ?? "";
  const paths = [...shown.matchAll(/`(test\/[^`]+)`(?:: ((?:"[^"]+"(?:, )?)+))?/g)];
  expect(paths.length, shown).toBeGreaterThan(0);
  for (const [, path = "", titles = ""] of paths) {
    const text = tests(path.includes(".") ? path : `${path}/*.test.ts`);
    expect(text.length, path).toBeGreaterThan(0);
    for (const [, title = ""] of titles.matchAll(/"([^"]+)"/g)) {
      // a title may stand for several: `%s` and … are where they differ
      for (const part of title.split("…"))
        expect(text.toLowerCase(), path).toContain(part.trim().toLowerCase());
    }
  }
});

/** The rows that have a number. */
const numbered = attacks.filter(([number]) => /^\d+$/.test(number ?? ""));

test("the threat model has every row of the determined author, from 1 to 16", () => {
  const rows = Array.from({ length: 16 }, (_, index) => String(index + 1));
  expect([...new Set(numbered.map(([number]) => number))]).toEqual(rows);
});

test.each(numbered)("row %s of the threat model has tests that are named after it: %s", (number, ...row) => {
  const paths = [...(row.at(-1) ?? "").matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(0);
  // "rows 8 and 9" names both
  const named = new RegExp(`\\brow ${number}:|\\brows (?:\\d+ and )?${number}\\b`);
  for (const path of paths) expect(tests(path), path).toMatch(named);
});
