// @module-tag git

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../../lib/repository/git.ts";
import { type CatalogueRequest, cataloguesOf } from "../../lib/workflows/catalogues.ts";
import { REPOSITORY, temporaryFolder } from "../support/estates.ts";
import { git } from "../support/git.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

const SHIPPED = readFileSync(join(REPOSITORY, "data", "role-catalogue.json"), "utf8");

test("a side has the catalogue of its commit, and base's judges, whether commits were named or are sides", () => {
  const scratch = new ScratchRepository();
  // another catalogue: one role less
  const { roles, ...rest } = JSON.parse(SHIPPED);
  const head = scratch.commit({ "role-catalogue.json": JSON.stringify({ ...rest, roles: roles.slice(1) }) });
  const repository = () => GitRepository.of(scratch.root, process.env);
  const sizes = (request: Pick<CatalogueRequest, "called" | "commits">) => {
    const found = cataloguesOf({ ...request, repository, root: scratch.root });
    if (!found.ok) throw new Error(found.error.problem);
    const { catalogue, changeCatalogue } = found.value;
    return [
      catalogue.roles.length - roles.length,
      (changeCatalogue?.roles.length ?? Number.NaN) - roles.length,
    ];
  };
  const commits = undefined;
  const called = { before: `git:${scratch.base}`, after: "." };
  expect(sizes({ commits, called })).toEqual([0, -1]);
  expect(sizes({ commits, called: { ...called, after: "git:HEAD" } })).toEqual([0, -1]);
  expect(sizes({ commits, called: { before: "base.out", after: "change.out" } })).toEqual([-1, Number.NaN]);
  const opened = repository();
  if (!opened.ok) throw new Error(opened.error.problem);
  const named = { repository: opened.value, base: scratch.base, head };
  expect(sizes({ commits: named, called: { before: "base.out", after: "change.out" } })).toEqual([0, -1]);
});

test("where keeper itself is in the repository, a commit that changes what ships is told", () => {
  const copy = temporaryFolder();
  for (const part of ["lib", "data", "package.json"])
    cpSync(join(REPOSITORY, part), join(copy, part), { recursive: true });
  git(copy, "init", "-q");
  git(copy, "add", "-A");
  git(copy, "commit", "-q", "-m", "keeper");
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"));
  const catalogue = join(copy, "data", "role-catalogue.json");
  const text = readFileSync(catalogue, "utf8");
  const changed = text.replace('"Microsoft.Support":"*"', '"Microsoft.Support":"*/read"');
  expect(changed).not.toBe(text);
  writeFileSync(catalogue, changed);
  git(copy, "commit", "-q", "-a", "-m", "a change");
  const commits = (called: CatalogueRequest["called"]) => {
    const code = `
      import { cataloguesOf } from "./lib/workflows/catalogues.ts";
      import { GitRepository } from "./lib/repository/git.ts";
      const repository = () => GitRepository.of(process.cwd(), process.env);
      const called = ${JSON.stringify(called)};
      const found = cataloguesOf({ commits: undefined, called, repository, root: process.cwd() });
      console.log(found.value.changeCatalogue !== undefined);`;
    const words = ["--conditions=keeper-source", "--import", "tsx", "--input-type=module", "-e", code];
    return execFileSync(process.execPath, words, { cwd: copy, encoding: "utf8" }).trim();
  };
  expect(commits({ before: "git:HEAD~1", after: "git:HEAD" })).toBe("true");
  expect(commits({ before: "git:HEAD", after: "." })).toBe("false");
});
