import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { confineModules } from "../../lib/workflows/confined-modules.ts";
import { change, KEEPER, keeper, sampleCopy } from "../support/estates.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/how-to/publish.md"), "utf8");
const SETS = "offers/shared/authorization-sets.ts";

/** The commands of the page, in its order. */
const COMMANDS = [...PAGE.matchAll(/^npx --no keeper (.+)$/gm)].map(([, words = ""]) => words.split(" "));

test("every command of the page runs on the sample, and the finding is the one that the page shows", async () => {
  const estate = sampleCopy();
  expect(COMMANDS.map(([verb]) => verb)).toEqual(["publish", "new", "publish", "upgrade"]);
  const [publish = [], newVersion = [], publishNext = [], upgrade = []] = COMMANDS;
  expect((await keeper(estate, publish)).code).toBe(0);
  const record = readFileSync(join(estate, "published/managed-operations.yaml"), "utf8");
  for (const line of /```yaml\n([\s\S]+?)```/.exec(PAGE)?.[1]?.trim().split("\n") ?? [""])
    expect(record.split("\n")).toContain(line);
  const set = readFileSync(join(estate, SETS), "utf8");
  change(estate, {
    [SETS]: set.replace('operations, role: "Reader"', 'operations, role: "Monitoring Reader"'),
  });
  // a person edits between two runs: this process must load the definitions again
  confineModules(KEEPER);
  const { err } = await keeper(estate, ["check"]);
  const shown = /```text\n([\s\S]+?)```/.exec(PAGE)?.[1]?.trim().split("\n") ?? [];
  expect(shown).toHaveLength(4);
  for (const line of shown) for (const part of line.split("…")) expect(err).toContain(part);
  expect((await keeper(estate, newVersion)).code).toBe(0);
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect((await keeper(estate, publishNext)).out).toContain("is published");
  expect((await keeper(estate, upgrade)).code).toBe(0);
});
