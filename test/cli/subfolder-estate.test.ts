// @module-tag git

import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, temporaryFolder } from "../support/estates.ts";
import { git, gitAt } from "../support/git.ts";
import { installedEstate } from "../support/scratch-repository.ts";

/*
 * An estate in a subfolder of a repository: every verb that asks git finds the estate's own files in each commit.
 */

const CUSTOMER = "customers/fabrikam.ts";

test("an estate in a subfolder is compared, recorded and published as one at the root", async () => {
  const repository = temporaryFolder();
  change(repository, { "README.md": "other things", ".gitignore": "cdktf.out\nnode_modules\n" });
  const estate = installedEstate({}, join(repository, "infra", "estate"));
  const inGit = (...words: string[]) => git(repository, ...words);
  const commit = (at: string) => {
    inGit("add", "-A");
    gitAt(repository, at, "commit", "-q", "-m", "a change");
    return inGit("rev-parse", "HEAD");
  };
  inGit("init", "-q", "-b", "main");
  const base = commit("2026-11-01T08:00:00Z");
  const printed = async (...words: string[]) => {
    const { code, out, err } = await keeper(estate, words);
    expect([code, err], words.join(" ")).toEqual([0, expect.any(String)]);
    return out;
  };

  const text = inGit("show", `${base}:infra/estate/${CUSTOMER}`);
  change(estate, { [CUSTOMER]: text.replace('version: "1.1.0"', 'version: "1.0.0"') });
  expect(await printed("review", "git:HEAD", ".")).toContain("less access at Fabrikam Logistics");
  await printed("synth");
  const later = commit("2026-11-10T08:00:00Z");
  expect(await printed("review", `git:${base}`, `git:${later}`)).toContain(
    "less access at Fabrikam Logistics",
  );
  expect(await printed("fleet", "--since", base)).toContain("fabrikam: changed");
  expect(await printed("status")).toContain("update available (→): 2 offers taken, waiting since ");

  const history = await printed("history", "--customer", "fabrikam");
  expect(history).toContain("User Access Administrator");
  expect(history).toContain("in force");
  const accessOn = (day: string) => printed("access", "--on", day, "--customer", "fabrikam");
  expect(await accessOn("2026-11-05")).toContain("User Access Administrator");
  expect(await accessOn("2026-11-12")).not.toContain("User Access Administrator");

  expect(await printed("new", "version", "managed-operations/complete")).toContain(
    "1.2.0 is a copy of 1.1.0",
  );
});
