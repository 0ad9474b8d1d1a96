import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "./estates.ts";
import { leftOutLine } from "./left-out.ts";
import { providerNamed } from "./provider.ts";
import setup, { findChromium, TOOLS, toolTags } from "./tools.ts";

const [chromium, terraform, git] = TOOLS as [(typeof TOOLS)[0], (typeof TOOLS)[0], (typeof TOOLS)[0]];

/** A folder with a program that ends with a status. */
function program(name: string, status: number): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\nexit ${status}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

test.each<[string, readonly string[][], string | undefined]>([
  ["nothing was left out", [[], []], undefined],
  ["one tool is missing", [["chromium"], []], `not run here: 1 browser test (no Chromium: ${chromium.get})`],
  [
    "a test needs two of them",
    [["chromium"], ["chromium"], ["git"], ["terraform", "git"], ["bash"]],
    `not run here: 2 browser tests (no Chromium: ${chromium.get}), 1 Terraform test (no Terraform: ${terraform.get}), 2 git tests (no git: ${git.get}); 4 tests in all`,
  ],
])("the line about what was left out counts tests where %s", (_, leftOut, line) => {
  expect(leftOutLine([chromium, terraform, git], leftOut)).toBe(line);
});

test("tests of a missing tool are skipped, but not in CI", () => {
  const skipped = (environment: Readonly<Record<string, string>>) =>
    toolTags([git], environment)
      .filter(({ skip }) => skip === true)
      .map(({ name }) => name);
  expect(skipped({})).toEqual(["git"]);
  expect(skipped({ CI: "true" })).toEqual([]);
});

test("in CI nothing runs where a tool is missing", () => {
  vi.stubEnv("CHROMIUM", "/no/such/browser");
  vi.stubEnv("CI", undefined);
  expect(setup).not.toThrow();
  vi.stubEnv("CI", "true");
  expect(setup).toThrow(`no Chromium (${chromium.get})`);
  vi.unstubAllEnvs();
});

test("Chromium is the one that CHROMIUM names, by path or by name, and no other", () => {
  const [first, second] = [program("chromium", 0), program("browser", 0)];
  const PATH = [first, second].join(delimiter);
  expect(findChromium({ PATH })).toBe(join(first, "chromium"));
  expect(findChromium({ PATH, CHROMIUM: "browser" })).toBe(join(second, "browser"));
  expect(findChromium({ PATH, CHROMIUM: join(second, "browser") })).toBe(join(second, "browser"));
  expect(findChromium({ PATH, CHROMIUM: "/no/such/browser" })).toBeUndefined();
});

test("a chromium-browser that only says what to install is passed over", () => {
  const [stub, real] = [program("chromium-browser", 1), program("google-chrome", 0)];
  expect(findChromium({ PATH: [stub, real].join(delimiter) })).toBe(join(real, "google-chrome"));
});

test("Chromium is found where Windows installs it", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "Google/Chrome/Application"), { recursive: true });
  const path = join(folder, "Google/Chrome/Application/chrome.exe");
  writeFileSync(path, "");
  chmodSync(path, 0o755);
  expect(findChromium({ PATH: temporaryFolder(), ProgramFiles: folder })).toBe(path);
});

test("the provider of end-to-end tests is the stand-in or azurerm, and a misspelled one is no stand-in", () => {
  expect([undefined, "", "stand-in", "azurerm"].map(providerNamed)).toEqual([
    "stand-in",
    "stand-in",
    "stand-in",
    "azurerm",
  ]);
  expect(() => providerNamed("azure")).toThrow("KEEPER_TEST_PROVIDER");
});
