// @module-tag git
// @module-tag bash

import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change } from "./support/estates.ts";
import { Apply, TERRAFORM } from "./support/pipelines/job-apply.ts";

/*
 * A job of the apply, as pipelines run it, against real records. Terraform and the gate are stood in for: what they do is written
 * down, and files say which customer fails.
 */

test("where one customer of a job fails, the others are applied; the next run does what is left, and nothing twice", () => {
  const apply = new Apply({ jobs: { "job-1": ["one", "two", "three"], four: ["four"] } });
  expect(apply.accept()).toEqual(["job-1", "four"]);
  expect(JSON.parse(apply.matrix("azure-devops"))).toEqual({
    job_1: { JOB: "job-1" },
    four: { JOB: "four" },
  });
  expect(apply.matrix("at-once")).toBe("10\n");
  apply.mark("FAILS", "two");
  const first = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "1" });
  expect([first.code, first.said]).toEqual([1, expect.stringContaining("\nnot applied: two. ")]);
  expect(apply.ran("apply")).toEqual(["one", "two", "three"]);
  // without steps nobody asks for a second plan
  expect(apply.ran("again")).toEqual([]);
  expect(["one", "two", "three"].map((id) => apply.remote.record(id))).toMatchObject([
    { state: "done" },
    { state: "started", failed: true },
    { state: "done" },
  ]);
  apply.mark("FAILS", "two", false);
  const second = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "1" });
  expect([second.code, second.said]).toEqual([0, expect.stringContaining("one is applied already")]);
  expect(apply.ran("apply")).toEqual(["one", "two", "three", "two"]);
  // the other job's customer is its own
  expect(apply.run("four").code).toBe(0);
  expect(apply.ran("apply").at(-1)).toBe("four");
});

test("a step stops where more have failed than it tolerates, in whichever job; what did not begin is left to the next run", () => {
  const wave = { maximumConcurrency: 2, failureTolerance: 0, later: ["late"] };
  const apply = new Apply({ jobs: { "job-1": ["one", "two"], "job-2": ["three"] }, wave });
  expect(apply.accept()).toEqual(["job-1", "job-2"]);
  expect(apply.matrix("at-once")).toBe("2\n");
  apply.mark("FAILS", "one");
  const [first, other] = [apply.run("job-1"), apply.run("job-2")];
  expect([first.code, other.code]).toEqual([1, 1]);
  expect(first.said).toContain("not applied: one. ");
  for (const [said, left] of [
    [first.said, "two"],
    [other.said, "three"],
  ])
    expect(said).toContain(`because more than 0 customers of step canary have failed: ${left}\n`);
  expect(apply.ran("init")).toEqual(["one"]);
  expect(apply.remote.record("three")).toEqual({ commit: apply.head, state: "started", waiting: [] });
  expect(apply.remote.record("late")).toEqual({ commit: apply.head, state: "waiting", waiting: [] });

  apply.mark("FAILS", "one", false);
  apply.mark("DIRTY", "two");
  expect(apply.accept()).toEqual(["job-1", "job-2"]);
  const again = apply.run("job-1");
  expect([again.code, again.said]).toEqual([0, expect.stringContaining("the plan after it is not empty")]);
  expect(apply.run("job-2").code).toBe(0);
  expect(["one", "two", "three"].map((id) => apply.remote.record(id))).toEqual([
    expect.objectContaining({ state: "done", secondPlan: "empty" }),
    expect.not.objectContaining({ secondPlan: "empty" }),
    expect.objectContaining({ state: "done", secondPlan: "empty" }),
  ]);
});

test("customers of a job are planned at the same time, and each line says of whom it is", () => {
  const apply = new Apply({ jobs: { "job-1": ["one", "two", "three"] } });
  apply.accept();
  change(apply.folder, { TOGETHER: "" });
  const { code, said } = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "3" });
  expect(code, said).toBe(0);
  expect(apply.ran("apply").sort()).toEqual(["one", "three", "two"]);
});

test("a runner fills one mirror of providers, which each initialization reads, one after the other", () => {
  const apply = new Apply({ jobs: { "job-1": ["one", "two", "three"], four: ["four"] } });
  apply.accept();
  const from = (job: string, variables: Readonly<Record<string, string>> = {}) => {
    const { code, said } = apply.run(job, variables);
    expect(code, said).toBe(0);
    const file = join(apply.folder, "CALLS.from");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    rmSync(file);
    return [said, lines.map((line) => line.split(" ").at(-1))] as const;
  };
  expect(from("job-1")[1]).toEqual(["1", "1", "1"]);
  // all three require the same, so it is downloaded for one of them
  expect(apply.ran("providers")).toHaveLength(1);
  // one customer alone needs no mirror
  expect(from("four")[1]).toEqual(["0"]);
  expect(apply.ran("providers")).toHaveLength(1);
  // a runner's own configuration stays in force
  apply.accept();
  change(apply.folder, { "own.tfrc": "" });
  expect(from("job-1", { TF_CLI_CONFIG_FILE: join(apply.folder, "own.tfrc") })[1]).toEqual(["0", "0", "0"]);
  apply.accept();
  change(apply.folder, { ".terraformrc": "" });
  expect(from("job-1")[1]).toEqual(["0", "0", "0"]);
  expect(apply.ran("providers")).toHaveLength(1);
  change(apply.folder, { ".terraformrc": undefined, OFFLINE: "" });
  apply.accept();
  const [said, sources] = from("job-1");
  expect([said, sources]).toEqual([expect.stringContaining("cannot be filled"), ["0", "0", "0"]]);
});

test("a step has no more customers at the same time than it says, in all its jobs together", () => {
  const wave = { maximumConcurrency: 3, failureTolerance: 0 };
  const apply = new Apply({ jobs: { "job-1": ["one", "two"], "job-2": ["three", "four"] }, wave });
  apply.accept();
  // a plan fails that finds another one beside it
  change(apply.folder, { ALONE: "" });
  const { code, said } = apply.run("job-1", { LIGHTHOUSE_CUSTOMERS_AT_ONCE: "4" });
  expect(code, said).toBe(0);
});

test("a customer for whom a later commit was started is not even planned", () => {
  const apply = new Apply({ jobs: { one: ["one"] } });
  apply.accept();
  apply.remote.records("abandon", "one");
  apply.remote.accept(apply.remote.merge(), ["one"]);
  const { code, said } = apply.run("one");
  expect([code, said]).toEqual([1, expect.stringContaining("this run is out of date")]);
});

test("OpenTofu runs in place of Terraform where the variable says so", () => {
  const apply = new Apply({ jobs: { one: ["one"] } });
  apply.accept();
  change(apply.folder, { "bin/tofu": TERRAFORM, "bin/terraform": "#!/bin/sh\nexit 9\n" });
  chmodSync(join(apply.folder, "bin/tofu"), 0o755);
  const { code, said } = apply.run("one", { TERRAFORM_BINARY_NAME: "tofu" });
  expect(code, said).toBe(0);
  expect(["init", "plan", "show", "apply"].map((verb) => apply.ran(verb))).toEqual(Array(4).fill(["one"]));
});

test("a plan that the gate blocks is not applied", () => {
  const apply = new Apply({ jobs: { one: ["one"] } });
  apply.accept();
  change(apply.remote.clone, { "node_modules/.bin/keeper": "#!/bin/sh\nexit 1\n" });
  const { code, said } = apply.run("one");
  expect([code, said]).toEqual([1, expect.stringContaining("keeper gate ended with 1")]);
  expect(apply.ran("apply")).toEqual([]);
  expect(apply.remote.record("one")).toMatchObject({ state: "started", failed: true });
});

test("a commit that overtakes another one is applied, also where that one ended meanwhile", () => {
  const apply = new Apply({ jobs: { one: ["one"] }, narrowing: true });
  const earlier = apply.head;
  apply.accept();
  apply.goOn();
  apply.accept();
  expect(apply.remote.records("finish", earlier, "one").code).toBe(0);
  const { code, said } = apply.run("one");
  expect(code, said).toBe(0);
  expect(apply.ran("apply")).toEqual(["one"]);
  expect(apply.remote.record("one")).toMatchObject({ commit: apply.head, state: "done" });
});
