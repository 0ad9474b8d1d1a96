// @module-tag git

import { readFileSync } from "node:fs";
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

test.each([
  ["one version more", (text: string) => text.replace(/(?<= {6})1\.0\.0:[\s\S]*/, "$&      1.1.0: []\n")],
  ["a comment", (text: string) => `# seen\n${text}`],
])("%s takes nothing back", (_, edit) => {
  expect(takenBack(edit)).toEqual([]);
});
