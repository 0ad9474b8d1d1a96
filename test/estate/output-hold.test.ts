import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdOutputFolder } from "../../lib/estate/output-hold.ts";
import { temporaryFolder } from "../support/estates.ts";

const HOLD = ".keeper.hold";

/** The number of a process that ran and is gone. */
function goneProcess(): string {
  return spawnSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).stdout.trim();
}

test("holdOutputFolder holds a folder until it is let go", () => {
  const folder = temporaryFolder();
  const held = holdOutputFolder(folder);
  expect(readFileSync(join(folder, HOLD), "utf8")).toBe(String(process.pid));
  if (held.ok) held.value();
  expect(existsSync(join(folder, HOLD))).toBe(false);
});

test.each([
  ["of a process that is gone", goneProcess],
  // in a container most processes have the same few numbers
  ["of an earlier process with this one's number", () => String(process.pid)],
  ["of a process that was killed before it wrote its number", () => ""],
  ["that nobody can read", () => "not a number"],
])(
  "holdOutputFolder takes over a hold %s",
  (_, holder) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, HOLD), holder());
    const held = holdOutputFolder(folder);
    expect(held.ok).toBe(true);
    expect(readFileSync(join(folder, HOLD), "utf8")).toBe(String(process.pid));
  },
  20_000,
);

test("holdOutputFolder waits for a process that runs", async () => {
  const folder = temporaryFolder();
  const path = join(folder, HOLD);
  // lets go by itself while this process, which waits without an event loop, cannot
  const script = `const fs = require("node:fs");
fs.writeFileSync(${JSON.stringify(path)}, String(process.pid));
process.stdout.write("held");
setTimeout(() => { fs.writeFileSync(${JSON.stringify(join(folder, "done"))}, ""); fs.rmSync(${JSON.stringify(path)}); }, 400);`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  await new Promise((held) => child.stdout.once("data", held));
  const held = holdOutputFolder(folder);
  expect(held.ok).toBe(true);
  // had it not waited, the other would not have been done
  expect(existsSync(join(folder, "done"))).toBe(true);
  rmSync(path);
});

test("holdOutputFolder throws where the folder cannot be written", () => {
  expect(() => holdOutputFolder(join(temporaryFolder(), "absent"))).toThrow("ENOENT");
});
