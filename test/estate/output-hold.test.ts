import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Holder, recordText, thisProcess } from "../../lib/estate/hold-record.ts";
import { holdOutputFolder } from "../../lib/estate/output-hold.ts";
import { change, snapshot, temporaryFolder } from "../support/estates.ts";

const HOLD = ".keeper.hold";

/** The number of a process that ran and is gone. */
const GONE = Number(spawnSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).stdout);

/** Leaves the record of a holder that is like this process but for the changes. */
function heldBy(folder: string, changes: Partial<Holder>): void {
  change(folder, { [`${HOLD}/0123`]: recordText({ ...thisProcess(), ...changes }) });
}

test("holdOutputFolder holds a folder until it is let go", () => {
  const folder = temporaryFolder();
  const held = holdOutputFolder(folder);
  const [record = ""] = readdirSync(join(folder, HOLD));
  expect(JSON.parse(readFileSync(join(folder, HOLD, record), "utf8"))).toMatchObject({
    process: process.pid,
  });
  expect(holdOutputFolder(folder, 0)).toMatchObject({ ok: false });
  if (held.ok) held.value();
  expect(readdirSync(folder)).toEqual([]);
});

test.each<[string, (folder: string) => void]>([
  ["of a process that is gone", (folder) => heldBy(folder, { process: GONE })],
  // in a container most processes have the same few numbers
  ["of an earlier process with this one's number", (folder) => heldBy(folder, { began: "1" })],
  ["of an earlier process with another's number", (folder) => heldBy(folder, { process: 1, began: "x" })],
  ["whose record a crash of the machine emptied", (folder) => change(folder, { [`${HOLD}/0123`]: "" })],
  ["whose record is gone", (folder) => mkdirSync(join(folder, HOLD))],
  ["of an older keeper that is gone", (folder) => change(folder, { [HOLD]: String(GONE) })],
  ["of an older keeper with this one's number", (folder) => change(folder, { [HOLD]: String(process.pid) })],
  ["of an older keeper that wrote no number", (folder) => change(folder, { [HOLD]: "" })],
])("holdOutputFolder takes over a hold %s, and what killed contenders left", (_, prepare) => {
  const folder = temporaryFolder();
  prepare(folder);
  change(folder, { [`${HOLD}.4567/4567`]: recordText(thisProcess()) });
  const held = holdOutputFolder(folder, 0);
  expect(held.ok).toBe(true);
  expect(readdirSync(folder)).toEqual([HOLD]);
  if (held.ok) held.value();
  expect(readdirSync(folder)).toEqual([]);
});

test.each<[string, string, (folder: string) => void]>([
  [
    "of another host",
    " (process 7 on elsewhere)",
    (folder) => heldBy(folder, { process: 7, host: "elsewhere" }),
  ],
  [
    "of another container",
    ` (process ${GONE} in another container)`,
    (folder) => heldBy(folder, { process: GONE, numbering: "pid:[1]" }),
  ],
  ["of a newer keeper", "", (folder) => change(folder, { [`${HOLD}/0123`]: '{ "version": 2 }' })],
  ["that cannot be read", "", (folder) => change(folder, { [`${HOLD}/0123/x`]: "" })],
])("holdOutputFolder never takes over a hold %s, and says what to do", (_, who, prepare) => {
  const folder = temporaryFolder();
  prepare(folder);
  const before = snapshot(folder);
  expect(holdOutputFolder(folder, 0)).toEqual({
    ok: false,
    error: {
      kind: "output-in-use",
      problem: `another keeper${who} is using the folder`,
      fix: `wait for it to end; if it was killed, delete ${join(folder, HOLD)}`,
    },
  });
  expect(snapshot(folder)).toEqual(before);
});

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
});

test("holdOutputFolder throws where the folder cannot be written", () => {
  expect(() => holdOutputFolder(join(temporaryFolder(), "absent"))).toThrow("ENOENT");
});
