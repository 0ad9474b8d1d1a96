// @module-tag terraform
// @module-tag git
// @module-tag bash

import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { documentText } from "../support/documents.ts";
import { change, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";

/*
 * Everything in the tutorials that a reader types, in order, in a copy of this repository: commands in `sh`, files in
 * `<!-- example -->`, edits in `diff`. Lines in `text` must be in the output of the commands before them.
 */

/** A block of the tutorial: its comment before the fence, its language, its text. */
interface Block {
  readonly note: { readonly kind: string; readonly value: string } | undefined;
  readonly language: string;
  readonly text: string;
}

function blocksOf(page: string): readonly Block[] {
  const fence = /(?:<!-- (\w+): (\S+) -->\n)?```(\w+)\n([\s\S]*?)\n```$/gm;
  return [...documentText(page).matchAll(fence)].map(([, kind, value = "", language = "", text = ""]) => ({
    note: kind === undefined ? undefined : { kind, value },
    language,
    text,
  }));
}

test.each([
  ["docs/tutorial.md", 12],
  ["docs/tutorial-adopt.md", 7],
  ["docs/tutorial-life.md", 20],
  ["docs/tutorial-package.md", 5],
])("every command of %s does what it says", { timeout: 1_200_000 }, (page, least) => {
  const blocks = blocksOf(page);
  const clone = aClone();
  let output = "";
  let compared = 0;
  for (const { note, language, text } of blocks) {
    if (language === "sh") {
      output = run(clone, text, Number(note?.kind === "exit" ? note.value : 0));
    } else if (language === "text") {
      for (const line of text.split("\n")) {
        expect(output).toContain(line);
        compared += 1;
      }
    } else if (note?.kind === "example") {
      change(clone, { [note.value]: `${text}\n` });
    } else {
      edit(join(clone, note?.value ?? ""), text);
    }
  }
  expect(compared).toBeGreaterThan(least);
  // as it was before
  expect(git(clone, "status", "--porcelain")).toBe("");
  expect(git(clone, "branch", "--format=%(refname:short)")).toBe("main\n");
});

test("every block of the tutorials is a command, an output, a file or an edit", () => {
  const blocks = ["", "-adopt", "-life", "-package"].flatMap((name) => blocksOf(`docs/tutorial${name}.md`));
  const kinds = blocks.map(({ note, language }) =>
    note === undefined ? language : `${language} ${note.kind}`,
  );
  expect(new Set(kinds)).toEqual(new Set(["sh", "sh exit", "text", "ts example", "diff edit"]));
});

/** What a clone of this repository is to the tutorial, with its packages installed. */
function aClone(): string {
  const clone = sampleCopy({}, temporaryFolder());
  for (const file of ["package.json", ".gitignore"]) cpSync(join(REPOSITORY, file), join(clone, file));
  for (const part of ["lib", "data", "node_modules"]) symlinkSync(join(REPOSITORY, part), join(clone, part));
  git(clone, "init", "--quiet", "--initial-branch=main");
  // links are no folders to .gitignore, and only stand for the clone's own
  writeFileSync(join(clone, ".git/info/exclude"), "/lib\n/data\n/node_modules\n");
  git(clone, "add", "--all");
  git(clone, "commit", "--quiet", "--message=The sample estate");
  return clone;
}

/** Runs commands as typed, and gives what they print, without colours. All but the last must end with 0. */
function run(clone: string, commands: string, code: number): string {
  const { status, stdout } = spawnSync("bash", ["-ec", `exec 2>&1; ${commands}`], {
    cwd: clone,
    encoding: "utf8",
    env: environment(),
  });
  expect({ commands, status, ...(status === code ? {} : { stdout }) }).toEqual({ commands, status: code });
  return stripVTControlCharacters(stdout);
}

function git(clone: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", words, {
    cwd: clone,
    encoding: "utf8",
    env: environment(),
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** A desk's environment: in continuous integration, local state is refused. */
function environment(): Record<string, string> {
  const names = ["PATH", "HOME", "TERRAFORM_BINARY_NAME"];
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const who = { NAME: "Northwind", EMAIL: "northwind@example.com" };
  return {
    ...Object.fromEntries(kept),
    NO_COLOR: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CEILING_DIRECTORIES: dirname(REPOSITORY),
    ...Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((role) =>
        Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
      ),
    ),
  };
}

/** Applies an edit: the lines with - stand in the file once, and become those with +. */
function edit(file: string, diff: string): void {
  const side = (sign: string) =>
    diff
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n");
  const parts = readFileSync(file, "utf8").split(side("-"));
  expect(parts).toHaveLength(2);
  writeFileSync(file, parts.join(side("+")));
}
