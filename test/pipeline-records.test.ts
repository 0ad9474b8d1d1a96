// @module-tag git
// @module-tag bash

import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { change } from "./support/estates.ts";
import { Apply, script } from "./support/pipelines/job-apply.ts";
import { begun } from "./support/pipelines/records-remote.ts";

/*
 * How the job of an apply records what ended: together where pushes are slow, and soon.
 */

/** Each push to the records waits until the applies of a job are this many, and notes how many there were a moment later. */
function holdPushes({ remote, folder }: Apply, applies: number): void {
  const hook = join(remote.root, "hooks/pre-receive");
  const count = `$(grep -c ' apply$' '${join(folder, "CALLS")}')`;
  change(remote.root, {
    "hooks/pre-receive": `#!/bin/sh
for tries in $(seq 300); do
  if [ ${count} -ge ${applies} ]; then break; fi
  sleep 0.1
done
sleep 1
echo ${count} >> '${join(folder, "PUSHES")}'
`,
  });
  chmodSync(hook, 0o755);
}

/** How many applies had been made when each push was through. */
const pushes = ({ folder }: Apply): number[] =>
  readFileSync(join(folder, "PUSHES"), "utf8").trim().split("\n").map(Number);

test("customers that are applied while a push is under way are recorded by one push, and wait for none", () => {
  const ids = ["one", "two", "three", "four", "five"];
  const apply = new Apply({ jobs: { "job-1": ids } });
  apply.accept();
  holdPushes(apply, 5);
  const { code, said } = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "1" });
  expect(code, said).toBe(0);
  expect(pushes(apply)).toEqual([5, 5]);
  for (const id of ids) expect(apply.remote.record(id)).toMatchObject({ state: "done", waiting: [] });
});

test("no other customer begins while twenty are not recorded, or while a failed one is not", () => {
  const ids = Array.from({ length: 24 }, (_, index) => `id-${String(index + 1).padStart(2, "0")}`);
  const apply = new Apply({ jobs: { "job-1": ids } });
  apply.accept();
  holdPushes(apply, 20);
  const { code, said } = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "1" });
  expect(code, said).toBe(0);
  expect(pushes(apply)[0]).toBe(20);
  for (const id of ids) expect(apply.remote.record(id)).toMatchObject({ state: "done" });

  const failing = new Apply({ jobs: { "job-1": ["one", "two"] } });
  failing.accept();
  failing.mark("FAILS", "one");
  holdPushes(failing, 1);
  expect(failing.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "1" }).code).toBe(1);
  expect(pushes(failing)).toEqual([1, 2]);
});

test("of ends that are recorded together, one that is refused is told, and the others are recorded", () => {
  const { remote } = begun();
  const head = remote.merge();
  remote.accept(head, ["one", "two", "three"]);
  expect(remote.records("abandon", "two").code).toBe(0);
  const text = `import { recordEnds } from ${JSON.stringify(pathToFileURL(script("apply-records")))};
const [customers, ended] = [["one", "two", "three"], "2026-11-23T08:00:00.000Z"];
const ends = customers.map((customer) => ({ customer, ended, ...(customer === "three" && { failed: true }) }));
console.log(JSON.stringify(recordEnds(${JSON.stringify(head)}, ends)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", text], {
    cwd: remote.clone,
    encoding: "utf8",
  });
  expect(JSON.parse(stdout), stderr).toEqual({
    two: expect.stringContaining("is not the one that was started"),
  });
  expect(remote.record("one")).toMatchObject({ state: "done", ended: "2026-11-23T08:00:00.000Z" });
  expect(remote.record("two")).toMatchObject({ state: "abandoned" });
  expect(remote.record("three")).toMatchObject({ state: "started", failed: true });
});

test("where an apply cannot be recorded the job says so and fails, and the next run records it", () => {
  const apply = new Apply({ jobs: { "job-1": ["one", "two"] } });
  apply.accept();
  change(apply.remote.root, { "hooks/pre-receive": "#!/bin/sh\nexit 1\n" });
  chmodSync(join(apply.remote.root, "hooks/pre-receive"), 0o755);
  const { code, said } = apply.run("job-1");
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/\napplied, and not recorded: (?:one, two|two, one)\. /),
  ]);
  rmSync(join(apply.remote.root, "hooks/pre-receive"));
  expect(apply.run("job-1").code).toBe(0);
  for (const id of ["one", "two"]) expect(apply.remote.record(id)).toMatchObject({ state: "done" });
});

test("what is recorded for some customers leaves the records of all others, be they few or many", () => {
  const { remote } = begun();
  const ids = Array.from({ length: 130 }, (_, index) => `id-${index + 1}`);
  const head = remote.merge();
  remote.accept(head, ids);
  const [few, many] = [ids.slice(0, 2), ids.slice(2, 112)];
  for (const done of [few, many]) expect(remote.records("finish", head, ...done)).toMatchObject({ code: 0 });
  const states = ids.map((id) => remote.record(id).state);
  expect(states).toEqual(ids.map((_, index) => (index < 112 ? "done" : "started")));
  expect(remote.accepted()).toBe(head);
  expect(remote.records("check", head, "id-1", "id-130")).toMatchObject({ code: 0 });
  expect(remote.records("check", head, "id-1", "unknown")).toMatchObject({ code: 1 });
});

test("customers ask for the records while others are recorded, and neither hinders the other", () => {
  const ids = Array.from({ length: 40 }, (_, index) => `id-${index + 1}`);
  const apply = new Apply({ jobs: { "job-1": ids } });
  apply.accept();
  const { code, said } = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "8" });
  expect([code, said]).toEqual([0, expect.not.stringContaining("cannot lock ref")]);
  for (const id of ids) expect(apply.remote.record(id)).toMatchObject({ state: "done" });
});
