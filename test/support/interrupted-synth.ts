import { spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect } from "vitest";
import { change, KEEPER, keeper, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "./estates.ts";

/*
 * A synthesis that is killed, or whose disk is full, at every one of its changes of files: of a stack that is new, one
 * that changes and one that is no more.
 */

const LOCK = "estate.lock.json";

const customer = (id: string, number: number, version: string) => `id: ${id}
name: ${id}
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-00000000070${number}
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-00000000077${number}
delegations:
${version === "" ? "  []" : `  - { offer: managed-operations, plan: complete, version: ${version}, scopes: [{ subscription: main }] }`}
`;

/** An estate with an output, and definitions that make another. */
async function prepared(): Promise<string> {
  const estate = sampleCopy({ [LOCK]: undefined }, temporaryFolder(afterAll));
  for (const file of readdirSync(join(estate, "customers")))
    if (existsSync(join(estate, "customers", file)) && /\.(?:ts|yaml|json)$/.test(file))
      change(estate, { [`customers/${file}`]: undefined });
  change(estate, {
    "customers/changing.yaml": customer("changing", 1, "1.0.0"),
    "customers/leaving.yaml": customer("leaving", 2, ""),
    ".terraform.lock.hcl": "# a lock\n",
  });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  change(estate, {
    "customers/changing.yaml": customer("changing", 1, "1.1.0"),
    "customers/leaving.yaml": undefined,
    "customers/new.yaml": customer("new", 3, "1.1.0"),
  });
  return estate;
}

interface State {
  readonly output: Record<string, string>;
  readonly lock: string;
}

/** What an estate has; of the output, what readers look at. */
function stateOf(estate: string): State {
  const all = Object.entries(snapshot(join(estate, "cdktf.out")));
  return {
    output: Object.fromEntries(all.filter(([path]) => !path.startsWith(".keeper."))),
    lock: readFileSync(join(estate, LOCK), "utf8"),
  };
}

let states: Promise<{ readonly estate: string; readonly old: State; readonly next: State }> | undefined;

/** The prepared estate, and what it has before and after the synthesis. */
async function before() {
  const estate = await prepared();
  const old = stateOf(estate);
  const copy = copied(estate, afterAll);
  expect(await keeper(copy, ["synth"])).toMatchObject({ code: 0 });
  return { estate, old, next: stateOf(copy) };
}

function copied(estate: string, whenDone?: (remove: () => void) => void): string {
  const copy = temporaryFolder(whenDone);
  cpSync(estate, copy, { recursive: true });
  return copy;
}

/** Runs keeper synth with a fault at one of its changes of files. */
function synthWith(estate: string, fault: string): Promise<{ code: number | null; err: string }> {
  const [node = "", ...main] = KEEPER;
  const module = pathToFileURL(join(REPOSITORY, "test/support/fault-at.mjs"));
  module.search = new URLSearchParams({ fault, below: join(estate, "") }).toString();
  const preload = ["--import", module.href];
  const child = spawn(node, [...preload, ...main, "synth"], {
    cwd: estate,
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, err })));
}

/** Makes a fault at every change of files in steps, and looks at what each leaves. Gives how many there were. */
async function atChanges(
  step: number,
  mode: string,
  look: (
    estate: string,
    ended: { code: number | null; err: string },
    states: { old: State; next: State },
  ) => Promise<void>,
): Promise<number> {
  states ??= before();
  const { estate, ...both } = await states;
  for (let number = 1, count = 0; ; number += step, count++) {
    const copy = copied(estate);
    const ended = await synthWith(copy, `${mode} ${number}`);
    if (ended.code === 0) return count;
    await look(copy, ended, both);
  }
}

/** The next run, whatever it is, makes an output that keeper reads. */
async function expectRecovery(estate: string, next: State): Promise<void> {
  expect(await keeper(estate, ["synth", "changing"])).toMatchObject({ code: 0 });
  expect(await keeper(estate, ["review", "cdktf.out", "cdktf.out"])).toMatchObject({ code: 0 });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  expect(stateOf(estate)).toEqual(next);
  expect(readdirSync(join(estate, "cdktf.out")).sort()).toEqual([
    "facts.json",
    "keeper.json",
    "manifest.json",
    "stacks",
  ]);
}

/**
 * Kills a synthesis at each of its changes of files: it leaves the old output, the new one or none, and the next run
 * makes one.
 *
 * @param step 1 for every change, 2 for every second, …
 * @returns how often each was left
 */
export async function killedSyntheses(step: number): Promise<Record<"old" | "none" | "next", number>> {
  const seen = { old: 0, none: 0, next: 0 };
  await atChanges(step, "kill", async (estate, { code }, { old, next }) => {
    expect(code).toBe(null);
    const state = stateOf(estate);
    const review = await keeper(estate, ["review", "cdktf.out", "cdktf.out"]);
    if (state.output["keeper.json"] === undefined) {
      seen.none++;
      expect(review).toMatchObject({ code: 2, err: expect.stringContaining("keeper synth again") });
    } else {
      const left = state.lock === old.lock ? "old" : "next";
      seen[left]++;
      expect(review).toMatchObject({ code: 0 });
      expect(state).toEqual(left === "old" ? old : next);
    }
    await expectRecovery(estate, next);
  });
  return seen;
}

/**
 * Fills the disk before each change of files that needs space: the old output is left, and nothing beside it.
 *
 * @returns how many there were
 */
export function synthesesOnFullDisks(step: number): Promise<number> {
  return atChanges(step, "full", async (estate, { code, err }, { old, next }) => {
    expect(code).toBe(2);
    expect(err).toContain("keeper could not run: the output folder cannot be written: ENOSPC: ");
    expect(stateOf(estate)).toEqual(old);
    expect(readdirSync(join(estate, "cdktf.out")).filter((name) => name.startsWith("."))).toEqual([]);
    await expectRecovery(estate, next);
  });
}
