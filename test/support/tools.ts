import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import type { TestTagDefinition } from "vitest/config";

/*
 * The programs that some tests need beside Node, and what happens where one is absent. A test names what it needs by a
 * tag: `{ tags: ["git"] }`, or `@module-tag git` in a comment for all tests of a file.
 */

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A program that some tests need beside Node. */
export interface Tool {
  /** The tag of the tests that need it. */
  readonly tag: string;
  /** Its name in messages. */
  readonly name: string;
  /** What its tests are called: "25 browser tests". */
  readonly tests: string;
  /** How to get it. */
  readonly get: string;
  readonly isHere: (environment: Environment) => boolean;
}

/** Every program that a test may need beside Node, sh and coreutils. */
export const TOOLS: readonly Tool[] = [
  {
    tag: "chromium",
    name: "Chromium",
    tests: "browser",
    get: "apt-get install chromium, or npx playwright-core install chromium, or CHROMIUM=<path>",
    isHere: (environment) => findChromium(environment) !== undefined,
  },
  {
    tag: "terraform",
    name: "Terraform",
    tests: "Terraform",
    get: "https://developer.hashicorp.com/terraform/install",
    isHere: (environment) => runs(terraformBinary(environment), "version"),
  },
  {
    tag: "git",
    name: "git",
    tests: "git",
    get: "apt-get install git",
    isHere: () => runs("git", "--version"),
  },
  {
    tag: "ssh-keygen",
    name: "ssh-keygen",
    tests: "signature",
    get: "apt-get install openssh-client",
    // it has no command that only says that it is here: its usage ends with 1
    isHere: () => spawnSync("ssh-keygen", ["-?"], { stdio: "ignore" }).error === undefined,
  },
  {
    tag: "bash",
    name: "bash",
    tests: "shell",
    get: "apt-get install bash",
    isHere: () => runs("bash", "--version"),
  },
  {
    tag: "zsh",
    name: "zsh",
    tests: "zsh",
    get: "apt-get install zsh",
    isHere: () => runs("zsh", "--version"),
  },
  {
    tag: "fish",
    name: "fish",
    tests: "fish",
    get: "apt-get install fish",
    isHere: () => runs("fish", "--version"),
  },
];

/** Names of Chromium and Google Chrome on PATH. */
const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Their places on macOS, which puts neither on PATH. */
const MACOS_APPLICATIONS = ["Chromium", "Google Chrome"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Variables with the folders that Windows has programs in. */
const WINDOWS_FOLDERS = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

/**
 * Path of a Chromium or Google Chrome: the one that CHROMIUM names and no other, or one where they are installed, or
 * the one that Playwright downloads.
 */
export function findChromium(environment: Environment): string | undefined {
  const { CHROMIUM, PATH = "" } = environment;
  const windows = WINDOWS_FOLDERS.flatMap((variable) => environment[variable] ?? []).map((folder) =>
    join(folder, "Google", "Chrome", "Application", "chrome.exe"),
  );
  const installed = [...CHROMIUM_NAMES, ...MACOS_APPLICATIONS, ...windows];
  for (const name of CHROMIUM === undefined ? installed : [CHROMIUM]) {
    const path = PATH.split(delimiter)
      .map((folder) => resolve(folder, name))
      .find(isExecutable);
    // on some systems a script of this name only says what to install
    if (path !== undefined && (path.endsWith(".exe") || runs(path, "--version"))) return path;
  }
  if (CHROMIUM !== undefined) return undefined;
  // read only here: it takes half a second
  const { chromium } = createRequire(import.meta.url)("playwright-core") as typeof import("playwright-core");
  return [chromium.executablePath()].find(isExecutable);
}

/** The command of Terraform, or of what takes its place, as cdktf knows it. */
export function terraformBinary({ TERRAFORM_BINARY_NAME = "terraform" }: Environment): string {
  return TERRAFORM_BINARY_NAME;
}

/** The tools that are absent here. */
export function missingTools(environment: Environment): readonly Tool[] {
  return TOOLS.filter(({ isHere }) => !isHere(environment));
}

/** A tag for every tool. Tests of those that are missing are left out, but in CI they must run. */
export function toolTags(missing: readonly Tool[], { CI }: Environment): TestTagDefinition[] {
  return TOOLS.map((tool) => ({
    name: tool.tag,
    description: `needs ${tool.name}`,
    ...(CI === undefined && missing.includes(tool) ? { skip: true } : {}),
  }));
}

/** Before all tests: refuses to run in CI where a tool is missing. */
export default function setup(): void {
  if (process.env["CI"] === undefined) return;
  const missing = missingTools(process.env).map(({ name, get }) => `${name} (${get})`);
  if (missing.length > 0) throw new Error(`CI runs every test, and here is no ${missing.join(", no ")}`);
}

function runs(command: string, ...words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: "ignore" }).status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
