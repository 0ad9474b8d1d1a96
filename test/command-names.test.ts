import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./support/estates.ts";

/*
 * Row 1 of the threat model's second table: the name of a command is not the name of a package. npx and npm exec ask the
 * registry for a command that is not installed, and run what a stranger published under its name.
 */

/** Everything that people copy commands from, or that runs them. */
const PLACES = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  "cdktf.json",
  "package.json",
  ".ci",
  ".devcontainer",
  ".github",
  ".pre-commit-hooks.yaml",
  "docs",
  "pipelines",
  "scripts",
  "lib",
];

/** Packages on the registry whose name is that of the command, by owners whom the command is meant for. */
const OWNED = ["cdktf", "playwright-core", "vitest"];

/** What the site installs and builds in its folder. */
const MADE = ["node_modules", "api", ".vitepress"];

function filesOf(place: string): string[] {
  const path = join(REPOSITORY, place);
  if (statSync(path).isFile()) return [place];
  const names = readdirSync(path).filter((name) => !MADE.includes(name));
  return names.flatMap((name) => filesOf(join(place, name)));
}

/** Commands in a text that npm may resolve at the registry, by a name that is not owned. */
function unowned(text: string): string[] {
  const runners = text.matchAll(
    /\b(?:npx|npm exec|npm x|bunx|pnpm dlx|yarn dlx)\s+((?:-\S+\s+)*)(?:--\s+)?([\w@./-]+)/g,
  );
  const found = [...runners].flatMap(([whole, options = "", name = ""]) =>
    /--no(?:\s|$)|--offline\b/.test(options) || OWNED.includes(name) || name.startsWith("./") ? [] : [whole],
  );
  // the package itself is not published: its name alone would install whatever a stranger publishes
  const installs = text.matchAll(
    /\bnpm (?:install|i|add)\b[^\n`]*?\s(azure-lighthouse-keeper|lighthouse-keeper|keeper)(?![\w./-])[^\n`]*/g,
  );
  return [...found, ...[...installs].map(([whole]) => whole)];
}

test("row 1: no pipeline and no document lets npm resolve a command by an unowned name", () => {
  const files = PLACES.flatMap(filesOf);
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    unowned(readFileSync(join(REPOSITORY, file), "utf8")).map((command) => `${file}: ${command}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ["npx keeper synth", 1],
  ["npx --yes keeper synth", 1],
  ["npx tsc", 1],
  ["npm exec -- keeper gate", 1],
  ["npx --no keeper synth", 0],
  ["npm exec --offline -- keeper synth", 0],
  ["node_modules/.bin/keeper synth", 0],
  ["npx cdktf deploy fabrikam", 0],
  ["npm install azure-lighthouse-keeper cdktf-cli@~0.21.0", 1],
  ["npm i -D keeper", 1],
  ["npm install ./azure-lighthouse-keeper-0.1.0.tgz cdktf-cli", 0],
])("row 1: the scan finds %j %i times", (text, times) => {
  expect(unowned(text)).toHaveLength(times);
});

test("row 1: pipelines call the installed file, and install before they do", () => {
  for (const file of filesOf("pipelines").filter((each) => each.endsWith(".yml"))) {
    const text = readFileSync(join(REPOSITORY, file), "utf8");
    const calls = [...text.matchAll(/(\S*)keeper (?:synth|gate|review)\b/g)].map(([, before]) => before);
    expect(calls.filter((before) => before !== "node_modules/.bin/")).toEqual([]);
  }
});

test("row 1: the documents say that the package is not published, and how to install it all the same", () => {
  expect(readFileSync(join(REPOSITORY, "README.md"), "utf8")).toContain("not published to a registry yet");
  const install = readFileSync(join(REPOSITORY, "docs/how-to/install.md"), "utf8");
  expect(install).toContain("not published to a registry yet");
  expect(install).toMatch(/npm pack/);
  // npm builds a package from git by `prepare` alone: without it, an install from git has no keeper
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  expect([scripts.prepare, install.includes("git+")]).toEqual([undefined, false]);
});
