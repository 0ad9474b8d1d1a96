// @module-tag git

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { exportCommit } from "../../lib/repository/export-commit.ts";
import { GitRepository } from "../../lib/repository/git.ts";
import { snapshot, temporaryFolder } from "../support/estates.ts";
import { git as gitIn } from "../support/git.ts";

/*
 * Row 10 of the threat model's second table: git: sides are objects only.
 */

function scratch() {
  const root = temporaryFolder();
  const git = (...words: string[]) => gitIn(root, ...words);
  git("init", "-q", "-b", "main");
  const put = (files: Readonly<Record<string, string | Buffer>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git("add", "-A", "-f");
    git("commit", "-q", "--allow-empty", "-m", "change");
    return git("rev-parse", "HEAD");
  };
  return { root, git, put };
}

/** Exports a commit into an empty folder. */
function exported(root: string, commit: string) {
  const repository = GitRepository.of(root, process.env);
  if (!repository.ok) throw new Error(repository.error.problem);
  const folder = temporaryFolder();
  return { folder, result: exportCommit(repository.value, commit, folder) };
}

const DONE = { ok: true, value: undefined };

test("row 10: an export runs no filter and follows no attribute, and leaves the work tree alone", () => {
  const { root, git, put } = scratch();
  const marker = join(root, "filter-ran");
  const attributes = "*.ts filter=evil eol=crlf ident\nsecret.ts export-ignore\n";
  const bytes = Buffer.from([0, 255, 10, 10, 0x24, 0x49, 0x64, 0x24]);
  const commit = put({ ".gitattributes": attributes, "secret.ts": "s\n", "lib/a.ts": "a\n", "b.ts": bytes });
  put({ "lib/a.ts": "changed\n" });
  git("config", "filter.evil.smudge", `touch '${marker}'; cat`);
  writeFileSync(join(root, ".gitattributes"), "* filter=evil\n");
  writeFileSync(join(root, "lib/a.ts"), "edited");
  const { folder, result } = exported(root, commit);
  expect(result).toEqual(DONE);
  expect(Object.keys(snapshot(folder))).toEqual([".gitattributes", "b.ts", "lib/a.ts", "secret.ts"]);
  expect(readFileSync(join(folder, "b.ts"))).toEqual(bytes);
  expect(readFileSync(join(folder, "lib/a.ts"), "utf8")).toBe("a\n");
  expect(readFileSync(join(root, "lib/a.ts"), "utf8")).toBe("edited");
  expect(existsSync(marker)).toBe(false);
  expect(git("diff", "--cached", "--name-only")).toBe("");
});

test("row 10: links, submodules and installed packages of a commit are left out of an export", () => {
  const { root, git, put } = scratch();
  const elsewhere = temporaryFolder();
  symlinkSync(elsewhere, join(root, "estate"));
  symlinkSync("/etc/passwd", join(root, "passwords.ts"));
  git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module`);
  const commit = put({
    "a.ts": "a",
    "node_modules/evil/index.js": "evil",
    "deep/Node_Modules/evil.js": "evil",
    "deep/b.ts": "b",
  });
  const { folder, result } = exported(root, commit);
  expect(result).toEqual(DONE);
  expect(snapshot(folder)).toEqual({ "a.ts": "a", "deep/b.ts": "b" });
  expect(readdirSync(folder).sort()).toEqual(["a.ts", "deep"]);
  expect(readdirSync(elsewhere)).toEqual([]);
});

/** A tree with these entries, which git itself would not make. Gives its id. */
function madeTree(root: string, entries: readonly { mode: string; name: string; id: string }[]): string {
  const input = Buffer.concat(
    entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]),
  );
  const words = ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"];
  return execFileSync("git", words, { cwd: root, input, encoding: "utf8" }).trim();
}

test("row 10: a path that leads out of an export is refused, and nothing is written", () => {
  const { root, git, put } = scratch();
  put({ "a.ts": "a" });
  const id = git("rev-parse", "HEAD:a.ts");
  const inner = madeTree(root, [{ mode: "100644", name: "evil.ts", id }]);
  const tree = madeTree(root, [{ mode: "40000", name: "..", id: inner }]);
  const commit = git("commit-tree", tree, "-m", "out");
  const { folder, result } = exported(root, commit);
  expect(result).toMatchObject({ ok: false, error: { problem: expect.stringContaining('"../evil.ts"') } });
  expect([readdirSync(folder), existsSync(join(folder, "..", "evil.ts"))]).toEqual([[], false]);
});

test("row 10: two entries with one path are refused", () => {
  const { root, git, put } = scratch();
  put({ "a.ts": "a", "b.ts": "b" });
  const entry = (path: string) => ({ mode: "100644", name: "a.ts", id: git("rev-parse", `HEAD:${path}`) });
  const commit = git("commit-tree", madeTree(root, [entry("a.ts"), entry("b.ts")]), "-m", "twice");
  const { result } = exported(root, commit);
  expect(result).toMatchObject({ ok: false, error: { problem: expect.stringContaining("EEXIST") } });
});

test("an export is whole: many files, large files and empty ones", () => {
  const { root, git, put } = scratch();
  git("config", "core.compression", "0");
  const large = "x".repeat(70 * 2 ** 20);
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`many/${index}.txt`, `${index}`]),
  );
  const { folder, result } = exported(root, put({ "large.txt": large, "empty.txt": "", ...many }));
  expect(result).toEqual(DONE);
  const written = snapshot(folder);
  expect(Object.keys(written)).toHaveLength(502);
  expect(written["large.txt"] === large).toBe(true);
  expect([written["empty.txt"], written["many/499.txt"]]).toEqual(["", "499"]);
});
