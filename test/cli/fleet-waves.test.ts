// @module-tag git

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { fleetJsonSchema } from "../../lib/formats/fleet/fleet-json-schema.ts";
import { change, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { git } from "../support/git.ts";

const RECORDS = join(REPOSITORY, "pipelines", "scripts", "records.mjs");

const WAVES = `version: 1
steps:
  - name: canary
    tag: { segment: mid-market }
  - name: enterprise
    tag: { segment: enterprise }
    approval: true
  - name: all
    percentage: 100
    pause: P1D
    maximumConcurrency: 2
    failureTolerance: 1
`;

/** Has the form that is published. */
function expectFleet(fleet: unknown): void {
  const validate = new Ajv2020().compile(fleetJsonSchema());
  expect(validate(fleet), JSON.stringify(validate.errors)).toBe(true);
}

/** A rollout of everything in the sample estate: no base, so that all six customers run. */
async function rollout(waves = WAVES) {
  const root = sampleCopy({ "waves.yaml": waves });
  const ran = await keeper(root, ["synth", "--engine", "json"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  git(root, "init", "-q", "-b", "main");
  git(root, "add", ".");
  git(root, "commit", "-q", "-m", "one");
  const base = git(root, "rev-parse", "HEAD");
  git(root, "commit", "-q", "--allow-empty", "-m", "two");
  const head = git(root, "rev-parse", "HEAD");
  const records = (...words: readonly string[]) => {
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], RECORDS_REMOTE: root };
    const { status, stdout, stderr } = spawnSync(process.execPath, [RECORDS, ...words], {
      cwd: root,
      encoding: "utf8",
      env,
    });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  records("begin", base);
  const wave = async (step: string, ...words: readonly string[]) => {
    const end = await keeper(root, ["fleet", "--format", "plain", "--wave", step, "--head", head, ...words]);
    return { ...end, ids: end.out.split("\n").filter(Boolean) };
  };
  return { root, base, head, records, wave };
}

test("a rollout: a step waits for the one before it, a stopped one is resumed, and a pause and a person are waited for", async () => {
  const { root, base, head, records, wave } = await rollout();
  const first = await wave("next", "--output", "fleet");
  expect([first.code, first.ids]).toEqual([0, ["fabrikam"]]);
  expect(first.err).toBe("step canary (1 of 3), 5 in later steps; at most 10 at once, 0 may fail\n");
  const fleet = JSON.parse(readFileSync(join(root, "fleet/fleet.json"), "utf8"));
  expectFleet(fleet);
  expect(fleet.wave).toMatchObject({ name: "canary", step: 1, failureTolerance: 0 });
  expect(JSON.parse(records("accept", head, base, "--fleet", "fleet/fleet.json"))).toEqual({
    started: ["fabrikam"],
    held: {},
  });
  const running = await wave("enterprise", "--approved");
  expect([running.code, running.out]).toEqual([1, ""]);
  expect(running.err).toContain(
    "step canary is not healthy (0 may fail):\n  fabrikam began and did not end\n",
  );
  records("fail", head, "fabrikam");
  expect((await wave("2", "--approved")).err).toContain("  fabrikam failed\n");
  // a step that has failed is the next one again
  expect((await wave("next")).ids).toEqual(["fabrikam"]);
  records("finish", head, "fabrikam");
  const unsaid = await wave("next");
  expect([unsaid.code, unsaid.err]).toEqual([
    1,
    expect.stringContaining("step enterprise begins when a person says so"),
  ]);
  expect((await wave("next", "--approved")).ids).toEqual(["contoso-retail"]);
  records("accept", head, base, "contoso-retail");
  records("finish", head, "contoso-retail");
  const waits = await wave("next");
  expect([waits.code, waits.err]).toEqual([1, expect.stringMatching(/^step all waits until \d{4}-/)]);
  // the pause is taken out: four are left, two jobs
  change(root, { "waves.yaml": WAVES.replace("    pause: P1D\n", "") });
  const last = await wave("next", "--output", "fleet", "--format", "github");
  expect(last, last.err).toMatchObject({ code: 0 });
  const { include } = JSON.parse(readFileSync(join(root, "fleet/matrix.json"), "utf8"));
  expect(include).toHaveLength(2);
  const four = ["city-of-adatum", "proseware", "tailwind-traders", "wide-world-importers"];
  records("accept", head, base, ...four);
  records("finish", head, ...four.slice(0, 2));
  expect((await wave("next")).ids).toEqual(four.slice(2));
  records("finish-empty", head, "tailwind-traders");
  records("fail", head, "wide-world-importers");
  // one may fail
  const done = await wave("next");
  expect([done.code, done.out, done.err]).toEqual([0, "", "every step of waves.yaml is done\n"]);
});

test("an emergency passes over the steps and says so; without a step no engine gets customers", async () => {
  const { root, wave } = await rollout();
  const all = ["fleet", "--format", "plain", "--output", "fleet"];
  const none = await keeper(root, all);
  expect([none.code, none.out]).toEqual([2, ""]);
  expect(none.err).toContain("pass --wave next, or --emergency");
  const emergency = await keeper(root, [...all, "--emergency"]);
  expect(emergency.out.trim().split("\n")).toHaveLength(6);
  expect(emergency.err).toBe("emergency: waves.yaml is passed over, all customers run at once\n");
  const fleet = JSON.parse(readFileSync(join(root, "fleet/fleet.json"), "utf8"));
  expectFleet(fleet);
  expect(fleet.emergency).toBe(true);
  for (const [words, problem] of [
    [["--emergency"], "--emergency passes over the waves"],
    [["--tag", "segment=enterprise"], "leave --tag out"],
    [["--from", "nowhere"], "nowhere"],
  ] as const) {
    const ran = await wave("next", ...words);
    expect([ran.code, ran.out, ran.err]).toEqual([2, "", expect.stringContaining(problem)]);
  }
  for (const [words, problem] of [
    [["--wave", "first", "--head", "HEAD"], 'waves.yaml has no step "first"'],
    [["--wave", "next"], "pass --head <revision>"],
    [["--head", "HEAD"], "pass --wave <step> too"],
  ] as const) {
    const ran = await keeper(root, ["fleet", ...words]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(problem)]);
  }
  change(root, { "waves.yaml": WAVES.replace("mid-market", "mid-markt") });
  const misspelt = await wave("next");
  expect([misspelt.code, misspelt.err]).toEqual([
    2,
    expect.stringContaining("mid-markt, which no customer has"),
  ]);
  // what was applied is not known where nobody recorded it
  const unrecorded = temporaryFolder();
  git(unrecorded, "clone", "-q", "--single-branch", root, ".");
  change(unrecorded, { "waves.yaml": WAVES });
  const blind = await keeper(unrecorded, [
    "fleet",
    "--change",
    join(root, "cdktf.out"),
    "--wave",
    "next",
    "--head",
    "HEAD",
  ]);
  expect([blind.code, blind.err]).toEqual([2, expect.stringContaining("no records of the apply pipeline")]);
});
