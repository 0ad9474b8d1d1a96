// @module-tag git

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../../lib/repository/git.ts";
import { temporaryFolder } from "../support/estates.ts";
import { git as gitIn } from "../support/git.ts";

function scratch(): {
  readonly root: string;
  git: (...words: string[]) => string;
  put: (files: object) => string;
} {
  const root = temporaryFolder();
  const git = (...words: string[]) => gitIn(root, ...words);
  git("init", "-q", "-b", "main");
  const put = (files: object) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "change");
    return git("rev-parse", "HEAD");
  };
  return { root, git, put };
}

function open(root: string): GitRepository {
  const repository = GitRepository.of(root, process.env);
  if (!repository.ok) throw new Error(repository.error.problem);
  return repository.value;
}

const value = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

test("GitRepository gives the files of commits whatever the work tree holds", () => {
  const { root, put } = scratch();
  const first = put({ "policy.yaml": "old", "approvals/a.yaml": "a" });
  const second = put({ "policy.yaml": "new", "approvals/b c\u00e9.yaml": "b" });
  writeFileSync(join(root, "policy.yaml"), "not committed");
  const repository = open(root);
  expect(value(repository.file(first, "policy.yaml"))?.toString()).toBe("old");
  expect(value(repository.file(second, "policy.yaml"))?.toString()).toBe("new");
  expect(value(repository.file(second, "none.yaml"))).toBeUndefined();
  const paths = value(repository.filesIn(second, "approvals")).map(({ path }) => path);
  expect(paths).toEqual(["approvals/a.yaml", "approvals/b cé.yaml"]);
  expect(value(repository.namesIn(second, "."))).toEqual(["approvals", "policy.yaml"]);
  expect(value(repository.namesIn(second, "approvals"))).toEqual(["a.yaml", "b cé.yaml"]);
  expect(value(repository.filesIn(second, "nothing"))).toEqual([]);
  const changed = value(repository.changedFiles(first, second));
  expect(changed.map(({ path }) => path)).toEqual(["approvals/b cé.yaml", "policy.yaml"]);
  expect(changed[0]).toMatchObject({
    before: undefined,
    after: expect.stringMatching(/^100644 [0-9a-f]{40}$/),
  });
});

test("GitRepository takes no file for another one whose name goes on after a tab", () => {
  const { root, put } = scratch();
  const commit = put({
    "policy.yaml": "the policy",
    "policy.yaml\tx": "not the policy",
    "a\tb/c\td": "deep",
  });
  const repository = open(root);
  expect(value(repository.file(commit, "policy.yaml"))?.toString()).toBe("the policy");
  expect(value(repository.file(commit, "a\tb/c\td"))?.toString()).toBe("deep");
  expect(value(repository.filesIn(commit, "a\tb")).map(({ path }) => path)).toEqual(["a\tb/c\td"]);
});

test("GitRepository follows no symbolic link of a commit", () => {
  const { root, put } = scratch();
  put({ "a.txt": "a" });
  mkdirSync(join(root, "approvals"));
  symlinkSync("/etc/hostname", join(root, "approvals", "link.yaml"));
  const commit = put({});
  expect(open(root).file(commit, "approvals/link.yaml")).toMatchObject({ ok: false });
  expect(open(root).file(commit, "approvals")).toMatchObject({ ok: false });
  expect(value(open(root).filesIn(commit, "approvals"))).toEqual([]);
});

test("GitRepository finds where a branch left the default branch", () => {
  const { root, git, put } = scratch();
  const base = put({ "a.txt": "a" });
  git("checkout", "-q", "-b", "topic");
  put({ "b.txt": "b" });
  expect(value(open(root).mergeBase())).toBe(base);
  git("branch", "-q", "-m", "main", "trunk");
  expect(open(root).mergeBase()).toMatchObject({ ok: false, error: { kind: "unreadable-input" } });
});

test.each(["nothing", "--help", "-x", "main\nx", ""])(
  "GitRepository takes %j for no revision",
  (revision) => {
    const { root, put } = scratch();
    put({ "a.txt": "a" });
    expect(open(root).commit(revision)).toMatchObject({ ok: false, error: { kind: "unreadable-input" } });
  },
);

test("GitRepository is not led astray by a hook's environment", () => {
  const { root, put } = scratch();
  put({ "a.txt": "a" });
  const repository = GitRepository.of(root, { ...process.env, GIT_DIR: "/nowhere", GIT_INDEX_FILE: "/none" });
  expect(repository).toMatchObject({ ok: true, value: { root } });
  expect(GitRepository.of("/", process.env)).toMatchObject({
    ok: false,
    error: { kind: "unreadable-input" },
  });
});

test("GitRepository tells a file's mode, a submodule that asks to be ignored, and names that are no UTF-8", () => {
  const { root, git, put } = scratch();
  const submodule = (id: string) =>
    git("update-index", "--add", "--cacheinfo", `160000,${id.repeat(40)},module`);
  const modules = '[submodule "module"]\n\tpath = module\n\turl = ./x\n\tignore = all\n';
  put({ "a.txt": "a", ".gitmodules": modules });
  submodule("1");
  git("commit", "-q", "-m", "with a module");
  const before = git("rev-parse", "HEAD");
  submodule("2");
  git("update-index", "--chmod=+x", "a.txt");
  git("commit", "-q", "-m", "another module");
  const changed = value(open(root).changedFiles(before, git("rev-parse", "HEAD")));
  expect(changed).toEqual([
    { path: "a.txt", before: expect.stringMatching(/^100644 /), after: expect.stringMatching(/^100755 /) },
    { path: "module", before: `160000 ${"1".repeat(40)}`, after: `160000 ${"2".repeat(40)}` },
  ]);
  writeFileSync(Buffer.concat([Buffer.from(join(root, "x")), Buffer.from([0xfe])]), "x");
  git("add", "x*");
  git("commit", "-q", "-m", "no UTF-8");
  expect(open(root).changedFiles(before, git("rev-parse", "HEAD"))).toMatchObject({ ok: false });
});

test("GitRepository remembers what was in a folder and is not any more, on either side of a merge", () => {
  const { root, git, put } = scratch();
  const first = put({ "approvals/a.yaml": "a" });
  git("rm", "-q", "approvals/a.yaml");
  put({ "other.txt": "o" });
  git("checkout", "-q", "-b", "side", first);
  const side = put({ "approvals/b.yaml": "b" });
  git("rm", "-q", "-r", "approvals");
  git("commit", "-q", "-m", "undone");
  git("checkout", "-q", "main");
  git("merge", "-q", "--no-edit", "side");
  const ever = value(open(root).everIn(git("rev-parse", "HEAD"), "approvals"));
  for (const file of [`${first}:approvals/a.yaml`, `${side}:approvals/b.yaml`])
    expect(ever).toContain(git("rev-parse", file));
  expect(value(open(root).filesIn("HEAD", "approvals"))).toEqual([]);
});

test("GitRepository tells what comes before what, and that a shallow clone cannot", () => {
  const { root, git, put } = scratch();
  const [first, second] = [put({ "a.txt": "a" }), put({ "a.txt": "b" })];
  expect(value(open(root).isAncestor(first, second))).toBe(true);
  expect(value(open(root).isAncestor(second, second))).toBe(true);
  expect(value(open(root).isAncestor(second, first))).toBe(false);
  git("checkout", "-q", "--orphan", "alone");
  expect(value(open(root).isAncestor(first, put({})))).toBe(false);
  const clone = temporaryFolder();
  git("clone", "-q", "--depth", "1", "--branch", "main", `file://${root}`, clone);
  expect(open(clone).isAncestor(second, second)).toMatchObject({ ok: false });
});
