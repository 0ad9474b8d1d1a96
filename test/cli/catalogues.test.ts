import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CatalogueRequest, cataloguesOf } from "../../lib/cli/catalogues.ts";
import { GitRepository } from "../../lib/estate/git.ts";
import { REPOSITORY } from "../support/estates.ts";
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
    if (!found.ok) throw new Error(found.failure.problem);
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
  if (!opened.ok) throw new Error(opened.failure.problem);
  const named = { repository: opened.value, base: scratch.base, head };
  expect(sizes({ commits: named, called: { before: "base.out", after: "change.out" } })).toEqual([0, -1]);
});
