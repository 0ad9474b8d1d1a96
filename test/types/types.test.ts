import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const [proofs = "", schemas = ""] = ["definitions", "schemas"].map((name) =>
  readFileSync(join(import.meta.dirname, `${name}.test-d.ts`), "utf8"),
);
const folder = join(root, ".test-estates", `types-${process.pid}`);
const DIRECTIVE = /^\s*\/\/ @ts-expect-error .*$/;

/** Compiles a file and gives the lines with an error, from 1. */
function errorLines(name: string, text: string): number[] {
  const file = join(folder, name);
  writeFileSync(file, text);
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ extends: join(root, "tsconfig.json"), files: [file], include: [] }),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", join(folder, `${name}.json`)], {
    cwd: root,
    encoding: "utf8",
  });
  const lines = [...stdout.matchAll(new RegExp(`${name.replace(".", "\\.")}\\((\\d+),`, "g"))];
  return [...new Set(lines.map((match) => Number(match[1])))].sort((a, b) => a - b);
}

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the compiler accepts the proofs: what must not compile does not, and every twin does", () => {
  expect(errorLines("proofs.ts", proofs)).toEqual([]);
});

test("the proofs can fail: without its directive each of them is an error close below", () => {
  const lines = proofs.split("\n");
  const directives = lines.flatMap((line, index) => (DIRECTIVE.test(line) ? [index + 1] : []));
  const errors = errorLines("bare.ts", lines.map((line) => (DIRECTIVE.test(line) ? "//" : line)).join("\n"));
  expect(directives.length).toBeGreaterThan(25);
  expect(errors).toEqual(directives.map((line) => line + 1));
});

test("the compiler accepts that every schema reads what its author's type lets an author write", () => {
  expect(errorLines("schemas.ts", schemas)).toEqual([]);
});
