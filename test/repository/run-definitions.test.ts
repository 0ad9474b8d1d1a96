// @module-tag git

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../../lib/repository/git.ts";
import { runRevision } from "../../lib/repository/run-definitions.ts";
import { type Files, KEEPER, REPOSITORY } from "../support/estates.ts";
import { installedRepository } from "../support/scratch-repository.ts";

/** Runs the definitions of a commit of the sample estate with these changes. */
async function ran(files: Files, milliseconds = 50_000) {
  const { root, base } = installedRepository(files);
  const repository = GitRepository.of(root, process.env);
  if (!repository.ok) throw new Error(repository.error.problem);
  const limits = { milliseconds, bytes: 10_000_000 };
  const result = await runRevision(repository.value, base, root, { keeper: KEEPER, limits });
  return { result, commit: `commit ${base.slice(0, 12)}` };
}

/** A definition that prints a document by itself and goes, past everything that watches over it. */
const printing = (document: unknown) => `import { writeSync } from "node:fs";
writeSync(1, ${JSON.stringify(JSON.stringify(document))});
process.reallyExit(0);
`;

const EMPTY = {
  side: { source: "definitions", selection: "complete", customers: [] },
  facts: { managingTenants: {}, customers: {}, plans: {} },
};

test("the definitions of a commit are its side", async () => {
  const { result } = await ran({});
  expect(result).toMatchObject({
    ok: true,
    value: { side: { source: "definitions", selection: "complete" } },
  });
  expect(result.ok && result.value.side.customers).toHaveLength(6);
});

test("a definition that never ends is not a side", async () => {
  const { result, commit } = await ran(
    {
      "customers/odd.ts": "setInterval(() => {}, 1000);\nawait new Promise(() => {});\nexport default {};\n",
    },
    3_000,
  );
  expect(result).toMatchObject({
    ok: false,
    error: { problem: `${commit} cannot be compared: its definitions took more than 3 s` },
  });
});

test("definitions that break rules are told once, by the first of their errors", async () => {
  const { result, commit } = await ran({ "customers/odd.ts": "throw new Error('not today');" });
  const problem = `${commit} cannot be compared: the definitions break rules, first LH069 in customers/odd.ts: `;
  expect(result).toMatchObject({
    ok: false,
    error: { kind: "unreadable-input", problem: expect.stringContaining(problem) },
  });
  expect(JSON.stringify(result)).toContain("not today");
});

test("a definition that prints a document without customers is not a side where the commit defines some", async () => {
  const { result, commit } = await ran({ "customers/odd.ts": printing(EMPTY) });
  const why = "its definitions printed no customer, but it has files that define customers";
  expect(result).toMatchObject({ ok: false, error: { problem: `${commit} cannot be compared: ${why}` } });
});

test("an estate without customers is a side without any", async () => {
  const none = readdirSync(join(REPOSITORY, "customers")).map((name) => [`customers/${name}`, undefined]);
  const { result } = await ran({
    ...Object.fromEntries(none),
    "estate.lock.json": undefined,
    "customers/README.md": "",
  });
  expect(result).toMatchObject({ ok: true, value: { side: { customers: [] } } });
});

test("a definition that prints something else is not a side", async () => {
  const { result } = await ran({ "customers/odd.ts": printing({ ...EMPTY, more: 1 }) });
  expect(result).toMatchObject({
    ok: false,
    error: { kind: "refused-document", problem: expect.stringContaining("more is not a known property") },
  });
});
