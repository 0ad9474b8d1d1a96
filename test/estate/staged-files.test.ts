import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StagedFiles } from "../../lib/estate/staged-files.ts";
import { change, type Files, snapshot, temporaryFolder } from "../support/estates.ts";

test("StagedFiles changes no file before the commit, and all of them with it", () => {
  const folder = temporaryFolder();
  const elsewhere = join(temporaryFolder(), "c.txt");
  change(folder, { "a.txt": "old", "old/x.txt": "old", "old/y/z.txt": "old" });
  const staged = new StagedFiles(folder);
  staged.stage("a.txt", "new");
  staged.stage("deep/er/b.txt", "new");
  staged.stage("deep/er/c.txt", "new");
  staged.stage("c.txt", "new", elsewhere);
  staged.retire("old");
  const before = snapshot(folder);
  expect(before).toMatchObject({ "a.txt": "old", "old/x.txt": "old", "old/y/z.txt": "old" });
  expect(Object.keys(before).filter((path) => path.startsWith("deep"))).toEqual([]);
  staged.commit();
  staged.discard();
  expect(snapshot(folder)).toEqual({ "a.txt": "new", "deep/er/b.txt": "new", "deep/er/c.txt": "new" });
  expect(readFileSync(elsewhere, "utf8")).toBe("new");
  expect(readdirSync(folder).sort()).toEqual(["a.txt", "deep"]);
});

test.each<[string, Files]>([
  ["a file is in the way of a folder", { file: "in the way" }],
  ["a folder is in the way of a file", { "file/b.txt/x": "in the way" }],
])("StagedFiles changes nothing and leaves nothing behind where %s", (_, files) => {
  const folder = temporaryFolder();
  change(folder, { "a.txt": "old", "old/x.txt": "old", ...files });
  const before = snapshot(folder);
  const staged = new StagedFiles(folder);
  staged.stage("a.txt", "new");
  staged.retire("old");
  staged.stage("file/b.txt", "new");
  let begun = false;
  const commit = () =>
    staged.commit(() => {
      begun = true;
    });
  expect(commit).toThrow(/there is a (?:file|folder) at/);
  staged.discard();
  expect(begun).toBe(false);
  expect(snapshot(folder)).toEqual(before);
  expect(readdirSync(folder)).not.toContain(".keeper.staged");
});

test("StagedFiles removes what a killed run staged", () => {
  const folder = temporaryFolder();
  const killed = new StagedFiles(folder);
  killed.stage("a/b.txt", "killed");
  const staged = new StagedFiles(folder);
  staged.stage("c.txt", "new");
  staged.commit();
  staged.discard();
  expect(snapshot(folder)).toEqual({ "c.txt": "new" });
});
