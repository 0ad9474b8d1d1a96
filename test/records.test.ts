// @module-tag git

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/estates.ts";
import { git } from "./support/git.ts";
import { begun, Remote, SCRIPT } from "./support/pipelines/records-remote.ts";

/*
 * Row 2 of the threat model's second table: base is what was accepted, and each customer has a record of its own of what
 * was applied. The scripts run here as pipelines run them, against a real remote.
 */

const TEN = Array.from({ length: 10 }, (_, index) => `customer-${index + 1}`);
const SEVENTH = "customer-7";
const NINE = TEN.filter((id) => id !== SEVENTH);

test("row 2: without an accepted record nothing is decided, and the first is set once", () => {
  const remote = new Remote();
  const first = remote.merge();
  for (const words of [["base"], ["base", first], ["accept", first, first]])
    expect(remote.records(...words)).toMatchObject({
      code: 2,
      err: expect.stringContaining("begin <commit>"),
    });
  expect(remote.records("begin", first).code).toBe(0);
  expect(remote.records("base").out).toBe(`base=${first}\n`);
  expect(remote.records("begin", remote.merge())).toMatchObject({
    code: 1,
    err: expect.stringContaining("is accepted already"),
  });
  expect(remote.accepted()).toBe(first);
});

test("row 2: a blocked merge does not move base; the next change is judged together with it", () => {
  const { remote, first } = begun();
  const blocked = remote.merge();
  const next = remote.merge();
  for (const head of [blocked, next]) expect(remote.records("base", head).out).toContain(`base=${first}\n`);
  remote.accept(next, ["customer-1"]);
  expect(remote.accepted()).toBe(next);
  // what was judged together with a later commit has nothing left to apply, and never becomes base
  for (const words of [
    ["base", blocked],
    ["accept", blocked, first, "customer-1"],
  ])
    expect(remote.records(...words)).toMatchObject({
      code: 1,
      err: expect.stringContaining("accepted later"),
    });
  expect(remote.accepted()).toBe(next);
});

test("row 2: of many jobs that record an apply at once, each is recorded", async () => {
  const { remote } = begun();
  const change = remote.merge();
  const customers = Array.from({ length: 30 }, (_, index) => `customer-${index + 1}`);
  expect(remote.accept(change, customers)).toEqual({ started: customers, held: {} });
  // as jobs of a matrix do: each in a checkout of its own
  const ended = await Promise.all(
    customers.map((customer) => remote.recordedApart("finish", change, customer)),
  );
  expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
  for (const customer of customers) expect(remote.record(customer)).toMatchObject({ state: "done" });
});

test("row 2: customer 7 of 10 fails for good, and the next change and a revocation reach the other nine", () => {
  const { remote } = begun();
  const change = remote.merge();
  expect(remote.accept(change, TEN)).toEqual({ started: TEN, held: {} });
  expect(remote.records("finish", change, ...NINE).code).toBe(0);

  const next = remote.merge();
  const second = remote.accept(next, TEN);
  expect(second.started).toEqual(NINE);
  expect(second.held).toEqual({ [SEVENTH]: `the apply of ${change} is not done: run it again first` });
  expect(remote.records("finish", next, ...NINE).code).toBe(0);
  const revocation = remote.merge();
  expect(remote.accept(revocation, TEN).started).toEqual(NINE);
  expect(remote.accepted()).toBe(revocation);

  // the failed apply can be run again, and with the base that it had
  expect(remote.records("base", change).out).toMatch(/again=true/);
  const again = remote.accept(change, TEN);
  expect(again.started).toEqual([SEVENTH]);
  expect(again.held["customer-1"]).toBe(`${revocation}, which was accepted later, was applied there`);
  expect(remote.records("check", change, SEVENTH).code).toBe(0);
  expect(remote.records("finish", change, SEVENTH).code).toBe(0);
  // then those that waited, in their order
  expect(remote.accept(revocation, [SEVENTH]).held[SEVENTH]).toBe(`${next} comes first: run its apply again`);
  expect(remote.accept(next, [SEVENTH]).started).toEqual([SEVENTH]);
  expect(remote.records("finish", next, SEVENTH).code).toBe(0);
  expect(remote.accept(revocation, [SEVENTH]).started).toEqual([SEVENTH]);
});

test("what only takes access away waits for no earlier apply, also where its step of waves.yaml has not come", () => {
  const { remote } = begun();
  const change = remote.merge();
  const base = remote.accepted();
  const fleet = join(temporaryFolder(), "fleet.json");
  const run = (customer: string, narrowing?: true) => ({ customer, action: "apply", narrowing });
  writeFileSync(fleet, JSON.stringify({ customers: [], wave: { later: TEN } }));
  expect(remote.records("accept", change, base, "--fleet", fleet).code).toBe(0);
  const revocation = remote.merge();
  writeFileSync(fleet, JSON.stringify({ customers: [run(SEVENTH, true), run("customer-1")] }));
  const { out } = remote.records("accept", revocation, change, "--fleet", fleet);
  expect(JSON.parse(out)).toEqual({
    started: [SEVENTH],
    held: { "customer-1": `${change} comes first: run its apply again` },
  });
  expect(remote.records("check", change, SEVENTH).code).toBe(1);
  expect(remote.records("finish", revocation, SEVENTH).code).toBe(0);
});

test("a failure is recorded for an apply that has begun alone: a finished one stays finished", () => {
  const { remote } = begun();
  const change = remote.merge();
  expect(remote.records("fail", change, SEVENTH)).toMatchObject({
    code: 1,
    err: expect.stringContaining("is not the one that was started"),
  });
  remote.accept(change, [SEVENTH]);
  expect(remote.records("fail", change, SEVENTH).code).toBe(0);
  expect(remote.records("finish", change, SEVENTH).code).toBe(0);
  expect(remote.records("fail", change, SEVENTH)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`the apply of ${change} for ${SEVENTH} is done`),
  });
  expect(remote.accept(remote.merge(), [SEVENTH]).started).toEqual([SEVENTH]);
});

test("row 2: an apply that is given up holds up nothing any more, and cannot be made", () => {
  const { remote } = begun();
  const [change, revocation] = [remote.merge(), remote.merge()];
  remote.accept(change, [SEVENTH]);
  expect(remote.accept(revocation, [SEVENTH]).started).toEqual([]);
  expect(remote.records("abandon", SEVENTH).code).toBe(0);
  for (const words of [
    ["check", change, SEVENTH],
    ["finish", change, SEVENTH],
    ["abandon", SEVENTH],
  ])
    expect(remote.records(...words).code).toBe(1);
  expect(remote.accept(revocation, [SEVENTH]).started).toEqual([SEVENTH]);
});

test("row 2: an apply is refused once a later accepted commit was applied there", () => {
  const { remote } = begun();
  const old = remote.merge();
  remote.accept(old, TEN);
  remote.records("finish", old, ...TEN);
  const revocation = remote.merge();
  remote.accept(revocation, [SEVENTH]);
  expect(remote.records("check", old, SEVENTH)).toMatchObject({
    code: 1,
    err: expect.stringContaining("out of date"),
  });
  expect(remote.records("check", old, "customer-1").code).toBe(0);
  expect(remote.records("finish", old, SEVENTH).code).toBe(1);
  expect(remote.accept(old, [SEVENTH]).started).toEqual([]);
});

test("row 2: of two runs at once, the records of both stand", async () => {
  const { remote } = begun();
  const change = remote.merge();
  remote.accept(change, TEN);
  const four = TEN.slice(0, 4);
  const clones = four.map(() => {
    const folder = temporaryFolder();
    git(folder, "clone", "-q", remote.root, ".");
    return folder;
  });
  const { spawn } = await import("node:child_process");
  const codes = await Promise.all(
    four.map(
      (id, index) =>
        new Promise<number | null>((done) => {
          const child = spawn(process.execPath, [SCRIPT, "finish", change, id], {
            cwd: clones[index],
            stdio: "ignore",
          });
          child.on("exit", done);
        }),
    ),
  );
  expect(codes).toEqual(four.map(() => 0));
  for (const id of four)
    expect(JSON.parse(git(remote.root, "cat-file", "blob", `lighthouse-records:applied/${id}.json`))).toEqual(
      {
        commit: change,
        state: "done",
        waiting: [],
        ended: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    );
});

test("row 2: a base that moved since is refused, and so are records that the script did not write", () => {
  const { remote, first } = begun();
  const [one, two] = [remote.merge(), remote.merge()];
  remote.accept(one, []);
  expect(remote.records("accept", two, first, SEVENTH)).toMatchObject({
    code: 1,
    err: expect.stringContaining("run this again"),
  });
  expect(remote.accepted()).toBe(one);
  git(remote.clone, "fetch", "-q", "origin", "lighthouse-records");
  git(remote.clone, "checkout", "-q", "--detach", "FETCH_HEAD");
  spawnSync(
    "sh",
    ["-c", "echo x > applied-more; git add -A; git -c user.name=a -c user.email=a commit -qm x"],
    {
      cwd: remote.clone,
    },
  );
  git(remote.clone, "push", "-q", "origin", "HEAD:lighthouse-records");
  expect(remote.records("base")).toMatchObject({ code: 2, err: expect.stringContaining("none of theirs") });
});

test("row 2: what git or an argument says is no command to the pipeline", () => {
  const { remote } = begun();
  const { code, err } = remote.records("base", "x\n##vso[task.complete]\n::add-mask::x");
  expect(code).toBe(2);
  expect(err).not.toMatch(/##vso|^::/m);
});
