import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, KEEPER, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const [NODE = "", ...MAIN] = KEEPER;

// no file is protected from root: then the runs are another user's
const IDENTITY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const canRun =
  process.platform !== "win32" &&
  spawnSync(NODE, [...MAIN, "--version"], { ...IDENTITY, cwd: "/" }).status === 0;

function giveAway(folder: string): void {
  const { uid, gid } = IDENTITY;
  if (uid === undefined) return;
  for (const path of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })])
    chownSync(join(folder, path), uid, gid);
}

test.skipIf(!canRun).each([
  ["is read-only", "estate.lock.json", 0o444],
  ["is in a read-only folder", ".", 0o555],
])("a lock that %s leaves the old output in force", async (_, path, mode) => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  const yaml = "customers/wide-world-importers.yaml";
  const customer = snapshot(estate)[yaml] ?? "";
  const delegated = customer.slice(customer.indexOf("delegations:"));
  change(estate, { [yaml]: customer.replace(delegated, "delegations: []\n") });
  const before = snapshot(estate);
  giveAway(estate);
  chmodSync(join(estate, path), mode);
  const ran = spawnSync(NODE, [...MAIN, "synth"], {
    ...IDENTITY,
    cwd: estate,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
  chmodSync(join(estate, path), 0o755);
  expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("EACCES: permission denied") });
  expect(snapshot(estate)).toEqual(before);
});
