import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLAUSES } from "../../lib/emulator/clauses.ts";

const texts = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n");

const emulator = join(import.meta.dirname, "../../lib/emulator");
const sources = readdirSync(emulator)
  .filter((file) => file !== "clauses.ts")
  .map((file) => readFileSync(join(emulator, file), "utf8"))
  .join("\n");

test("every clause has a test that begins with its code", () => {
  // as the first thing inside a parenthesis: test("E001 …, or after a table of rows ])("E001 …
  const untested = Object.keys(CLAUSES).filter(
    (code) => !texts.includes(`("${code} `) && !texts.includes(`(\n  "${code} `),
  );
  expect(untested).toEqual([]);
});

test("nothing is refused on a guess", () => {
  const guesses = Object.entries(CLAUSES).filter(([, { refuses, source }]) => refuses && source === null);
  expect(guesses).toEqual([]);
});

test("every refusal in the code names a clause that refuses", () => {
  const named = [...sources.matchAll(/(?:refusal|refused|another|notFound)\(\s*"(E\d{3})"/g)].map(
    (match) => match[1] ?? "",
  );
  expect(named.length).toBeGreaterThan(25);
  const others = named.filter(
    (code) => !Object.entries(CLAUSES).some(([each, { refuses }]) => each === code && refuses),
  );
  expect(others).toEqual([]);
});
