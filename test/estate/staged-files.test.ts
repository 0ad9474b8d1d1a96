import { join } from "node:path";
import { expect, test } from "vitest";
import { StagedFiles } from "../../lib/estate/staged-files.ts";
import { change, snapshot, temporaryFolder } from "../support/estates.ts";

test("StagedFiles changes no file before the commit, and all of them with it", () => {
  const folder = temporaryFolder();
  change(folder, { "a.txt": "old" });
  const staged = new StagedFiles();
  staged.stage(join(folder, "a.txt"), "new");
  staged.stage(join(folder, "deep/er/b.txt"), "new");
  const before = snapshot(folder);
  expect(before["a.txt"]).toBe("old");
  expect(before).not.toHaveProperty("deep/er/b.txt");
  staged.commit();
  staged.discard();
  expect(snapshot(folder)).toEqual({ "a.txt": "new", "deep/er/b.txt": "new" });
});

test("StagedFiles leaves nothing behind where a file cannot be staged", () => {
  const folder = temporaryFolder();
  change(folder, { "a.txt": "old", file: "in the way" });
  const staged = new StagedFiles();
  staged.stage(join(folder, "a.txt"), "new");
  expect(() => staged.stage(join(folder, "file/b.txt"), "new")).toThrow();
  staged.discard();
  expect(snapshot(folder)).toEqual({ "a.txt": "old", file: "in the way" });
});
