// @module-tag git

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper } from "../support/estates.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

test("an author who takes lines of the record back with the version is refused, and the version is named", async () => {
  const repository = new ScratchRepository({ "policy.yaml": ALLOWS_EVERYTHING });
  expect((await keeper(repository.root, ["synth"])).code).toBe(0);
  const head = repository.commit({ "published/cost-management.yaml": undefined });
  const words = ["gate", "cdktf.out", "cdktf.out", "--base", repository.base, "--head", head];
  const { code, out } = await keeper(repository.root, [...words, "--author", "mallory"]);
  expect(code).toBe(1);
  expect(out).toContain("The change takes back what is recorded of a version");
  expect(out).toContain(
    "cost-management/insight@1.0.0 (of contoso-retail, wide-world-importers): its record is removed",
  );
  // the reviewer sees it too, in every form, by commits and by definitions
  const sides = ["review", "cdktf.out", "cdktf.out", "--base", repository.base, "--head", head];
  const note =
    "taken back of the record of versions: cost-management/insight@1.0.0 (of contoso-retail, wide-world-importers): its record is removed";
  const reviewed = async (...options: readonly string[]) =>
    (await keeper(repository.root, [...sides, ...options])).out.replace(/\s+/g, " ");
  expect(await reviewed()).toContain(note);
  for (const format of ["markdown", "html", "json"])
    expect(await reviewed("--format", format)).toContain(note.replace(/@.*/, ""));
});

test("where an older keeper recorded one customer's version alone, the plan is recorded anew, and nothing is taken back", async () => {
  const file = "published/managed-operations.yaml";
  const repository = new ScratchRepository({ "policy.yaml": ALLOWS_EVERYTHING });
  const whole = readFileSync(join(repository.root, file), "utf8");
  const [, plan = ""] = /( {2}complete:\n(?: {4}.*\n)+)/.exec(whole) ?? [];
  const older = plan.replace(/( {6}1\.0\.0:\n(?: {8}.*\n)+)/, "");
  const base = repository.commit({ [file]: whole.replace(plan, older) });
  const { err } = await keeper(repository.root, ["check"]);
  expect(err).toContain("error LH090");
  expect(err).toContain(`remove plan complete from ${file}, and run \`keeper synth\``);
  writeFileSync(join(repository.root, file), whole.replace(plan, ""));
  expect((await keeper(repository.root, ["synth"])).code).toBe(0);
  expect(readFileSync(join(repository.root, file), "utf8")).toBe(whole);
  const words = ["gate", "cdktf.out", "cdktf.out", "--base", base, "--head", repository.commit()];
  expect(await keeper(repository.root, [...words, "--author", "mona"])).toMatchObject({ code: 0 });
});
