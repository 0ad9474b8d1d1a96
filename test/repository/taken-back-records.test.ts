// @module-tag git

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { GitRepository } from "../../lib/repository/git.ts";
import { takenBackRecords } from "../../lib/repository/taken-back-records.ts";
import { temporaryFolder } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

const RECORD = "published/cost-management.yaml";
const LINE = /\n {8}- .*(?=\n$)/;

const folder = temporaryFolder(afterAll);
let made: ScratchRepository | undefined;

/** What a change of the record's text takes back. */
function takenBack(edit: (text: string) => string | undefined) {
  made ??= new ScratchRepository({}, folder);
  const { root, base } = made;
  made.git("reset", "-q", "--hard", base);
  const head = made.commit({ [RECORD]: edit(readFileSync(join(root, RECORD), "utf8")) });
  const repository = GitRepository.of(root, process.env);
  if (!repository.ok) throw new Error(repository.error.problem);
  const found = takenBackRecords({ repository: repository.value, base, head, root });
  if (!found.ok) throw new Error(found.error.problem);
  return found.value;
}

const INSIGHT = "cost-management/insight";
test.each([
  ["a grant less", (text: string) => text.replace(LINE, ""), { how: "changed", source: `${INSIGHT}@1.0.0` }],
  [
    "another number",
    (text: string) => text.replace("1.0.0", "2.0.0"),
    { how: "removed", source: `${INSIGHT}@1.0.0` },
  ],
  [
    "another plan",
    (text: string) => text.replace("insight:", "other:"),
    { how: "removed", source: `${INSIGHT}@1.0.0` },
  ],
  ["no file", () => undefined, { how: "removed", source: `${INSIGHT}@1.0.0` }],
  [
    "a private plan",
    (text: string) => text.replace("public", "private"),
    { how: "made-private", source: INSIGHT },
  ],
  ["another text", () => "version: 1\n", { how: "unreadable", source: "cost-management" }],
])("%s in place of the record is found", (_, edit, expected) => {
  expect(takenBack(edit)).toEqual([expected]);
});

test("a change that moves the estate to another folder takes nothing back, and a record that it edits on the way is found", () => {
  const repository = new ScratchRepository();
  const move = (edit: (text: string) => string) => {
    repository.git("reset", "-q", "--hard", repository.base);
    mkdirSync(join(repository.root, "estate"));
    for (const part of ["cdktf.json", "estate.ts", "offers", "customers", "published"])
      repository.git("mv", part, `estate/${part}`);
    const file = join(repository.root, "estate", RECORD);
    writeFileSync(file, edit(readFileSync(file, "utf8")));
    return repository.commit();
  };
  const between = (head: string, folder: string) => {
    const opened = GitRepository.of(repository.root, process.env);
    if (!opened.ok) throw new Error(opened.error.problem);
    const root = join(repository.root, folder);
    const found = takenBackRecords({ repository: opened.value, base: repository.base, head, root });
    return found.ok ? found.value : found.error;
  };
  const edited = move((text) => text.replace(LINE, ""));
  // the checkout is base's, as in the pipelines, or the change's
  for (const folder of [".", "estate"])
    expect(between(edited, folder)).toEqual([{ how: "changed", source: `${INSIGHT}@1.0.0` }]);
  const moved = move((text) => text);
  for (const folder of [".", "estate"]) expect(between(moved, folder)).toEqual([]);
  // a copy beside the estate is no estate that was moved
  repository.git("reset", "-q", "--hard", repository.base);
  const record = readFileSync(join(repository.root, RECORD), "utf8");
  const copied = repository.commit({ [RECORD]: undefined, "x/cdktf.json": "{}", [`x/${RECORD}`]: record });
  expect(between(copied, ".")).toEqual([{ how: "removed", source: `${INSIGHT}@1.0.0` }]);
});

test.each([
  ["one version more", (text: string) => text.replace(/(?<= {6})1\.0\.0:[\s\S]*/, "$&      1.1.0: []\n")],
  ["a comment", (text: string) => `# seen\n${text}`],
])("%s takes nothing back", (_, edit) => {
  expect(takenBack(edit)).toEqual([]);
});
