import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { privateFolder } from "../../lib/estate/private-folder.ts";
import type { TemporaryFolder } from "../../lib/estate/temporary-folder.ts";

/*
 * Row 10 of the threat model's second table: revisions run in a private folder outside the shared one.
 */

function opened(): TemporaryFolder {
  const folder = privateFolder("test");
  if (!folder.ok) throw new Error(folder.error.problem);
  onTestFinished(() => folder.value.remove());
  return folder.value;
}

const POSIX = process.getuid !== undefined;

test.runIf(POSIX)("row 10: only this user can enter a private folder", () => {
  const { path } = opened();
  for (const folder of [path, dirname(path)]) expect(lstatSync(folder).mode & 0o777).toBe(0o700);
  expect(path.startsWith(tmpdir())).toBe(false);
});

test.runIf(POSIX)("row 10: a home that others can change has no private folder", () => {
  const home = mkdtempSync(join(tmpdir(), "keeper-home-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  chmodSync(home, 0o777);
  expect(privateFolder("test", home)).toMatchObject({
    ok: false,
    error: { kind: "output-not-writable", problem: expect.stringContaining("can be changed by other users") },
  });
});

test("a home that is not a folder has no private folder", () => {
  const home = join(opened().path, "home");
  writeFileSync(home, "");
  expect(privateFolder("test", home)).toMatchObject({
    ok: false,
    error: { fix: expect.stringContaining("HOME") },
  });
});

test("row 10: a private folder goes, whatever rights were taken in it, and going again is no error", () => {
  const { path, remove } = opened();
  mkdirSync(join(path, "a", "b"), { recursive: true });
  writeFileSync(join(path, "a", "b", "c"), "");
  chmodSync(join(path, "a", "b"), 0);
  chmodSync(join(path, "a"), 0);
  remove();
  expect(existsSync(path)).toBe(false);
  expect(remove).not.toThrow();
});

test("a folder that a killed process left behind goes after a day", () => {
  const first = opened();
  const second = opened();
  expect(existsSync(first.path)).toBe(true);
  const before = Date.now() / 1000 - 90_000;
  utimesSync(first.path, before, before);
  const third = opened();
  expect([first, second, third].map(({ path }) => existsSync(path))).toEqual([false, true, true]);
  expect(dirname(third.path).startsWith(homedir())).toBe(true);
});
