// @module-tag git

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../../lib/repository/git.ts";
import { publishedDays } from "../../lib/repository/published-days.ts";
import { temporaryFolder } from "../support/estates.ts";
import { git, gitAt } from "../support/git.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

const RECORD = "published/cost-management.yaml";
const record = (...versions: readonly string[]) =>
  [
    "offer: cost-management",
    "plans:",
    "  insight:",
    "    visibility: public",
    "    versions:",
    ...versions.map((each) => `      ${each}: []`),
    "",
  ].join("\n");

function daysIn(root: string) {
  const repository = GitRepository.of(root, process.env);
  if (!repository.ok) throw new Error(repository.error.problem);
  return publishedDays(repository.value, root, new Set(["cost-management"]));
}

test("a version is published on the day of the first commit of the branch that has it", () => {
  const repository = new ScratchRepository();
  const commitOn = (day: string, versions: readonly string[]) => {
    writeFileSync(join(repository.root, RECORD), record(...versions));
    gitAt(repository.root, `${day}T12:00:00Z`, "commit", "-q", "-a", "-m", "versions");
  };
  commitOn("2026-03-01", ["1.0.0"]);
  commitOn("2026-04-01", ["1.0.0", "1.1.0"]);
  commitOn("2026-05-01", ["1.1.0"]);
  commitOn("2026-06-01", ["1.0.0", "1.1.0", "1.2.0"]);
  expect(daysIn(repository.root)).toEqual({
    ok: true,
    value: new Map([
      ["cost-management/insight@1.0.0", expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
      ["cost-management/insight@1.1.0", "2026-04-01"],
      ["cost-management/insight@1.2.0", "2026-06-01"],
    ]),
  });
});

test("a shallow clone, whose first commit may not be the first, gives no day", () => {
  const { root } = new ScratchRepository();
  const clone = temporaryFolder();
  git(root, "clone", "-q", "--depth", "1", `file://${root}`, clone);
  expect(daysIn(clone).ok).toBe(false);
});
