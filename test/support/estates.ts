import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { runKeeper } from "../../lib/cli/program.ts";

/** The root of this repository. */
export const REPOSITORY: string = join(import.meta.dirname, "..", "..");

// inside the repository: there definitions find "azure-lighthouse-keeper", as this package's own name
const ESTATES = join(REPOSITORY, ".test-estates");

/**
 * An empty folder that is gone after the test.
 *
 * @param whenDone what tells that it is not needed any more: `afterAll` for a folder that the tests of a file share
 */
export function temporaryFolder(whenDone: (remove: () => void) => void = onTestFinished): string {
  mkdirSync(ESTATES, { recursive: true });
  const folder = mkdtempSync(join(ESTATES, "estate-"));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Files by their path; `undefined` removes one. */
export type Files = Readonly<Record<string, string | undefined>>;

/** Writes and removes files of an estate. */
export function change(estate: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(estate, path);
    if (text === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** A copy of the sample estate, with these changes. */
export function sampleCopy(files: Files = {}, estate: string = temporaryFolder()): string {
  for (const part of ["offers", "customers", "estate.ts", "published", "estate.lock.json", "cdktf.json"]) {
    cpSync(join(REPOSITORY, part), join(estate, part), { recursive: true });
  }
  change(estate, files);
  return estate;
}

/** Every file below a folder, by its path; empty where there is no folder. */
export function snapshot(folder: string): Record<string, string> {
  let paths: string[];
  try {
    paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return {};
  }
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

/** The command that starts keeper as it is published, wherever it is run. */
export const KEEPER: readonly string[] = [process.execPath, join(REPOSITORY, "dist", "cli", "main.js")];

/** What a command line ended with. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs keeper in this process, in an estate, with nothing of the real environment.
 *
 * @param columns those of the terminal. @default - results go to no terminal
 */
export async function keeper(
  estate: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  columns?: number,
): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await runKeeper(words, {
    folder: estate,
    environment,
    keeper: KEEPER,
    today: () => "2026-11-23",
    platform: "linux",
    interrupted: () => Promise.resolve(),
    terminal: {
      colour: false,
      columns,
      errorColumns: columns,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      confirm: () => Promise.resolve(undefined),
      progress: () => {},
    },
  });
  return { code, out, err };
}
