import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordText, thisProcess } from "../../lib/estate/hold-record.ts";
import { REPOSITORY, temporaryFolder } from "../support/estates.ts";

const HOLD = ".keeper.hold";
const CONTENDERS = 4;
const ROUNDS = 10;

const GONE = Number(spawnSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).stdout);

/** Runs processes that all want every folder, and gives what each printed. Where one fails, all end. */
function contend(root: string, folders: readonly string[]): Promise<string[]> {
  const words = ["--import", "tsx", join(REPOSITORY, "test/support/contender.ts")];
  const children = Array.from({ length: CONTENDERS }, () =>
    spawn(process.execPath, [...words, root, String(CONTENDERS), ...folders], {
      cwd: REPOSITORY,
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  const ended = children.map(
    (child) =>
      new Promise<string>((done) => {
        let text = "";
        for (const stream of [child.stdout, child.stderr])
          stream.on("data", (part) => {
            text += part;
          });
        child.on("close", (code) => {
          if (code !== 0) for (const each of children) each.kill();
          done(text);
        });
      }),
  );
  return Promise.all(ended);
}

/** What contenders find in a folder's place. */
const FOUND: Readonly<Record<string, (folder: string) => void>> = {
  "no hold": () => {},
  "the hold of a process that is gone": (folder) => stale(folder, { process: GONE }),
  "the hold of a process whose number another has by now": (folder) => stale(folder, { began: "1" }),
  "a record that a crash of the machine emptied": (folder) => stale(folder, undefined),
  "a hold that a killed process emptied": (folder) => mkdirSync(join(folder, HOLD)),
  "an older keeper's hold": (folder) => writeFileSync(join(folder, HOLD), String(GONE)),
  "an older keeper's hold without a number": (folder) => writeFileSync(join(folder, HOLD), ""),
};

test("of several processes that want a folder, one at a time holds it, whatever they find", async () => {
  const root = temporaryFolder();
  const folders = Object.entries(FOUND).flatMap(([found, prepare]) =>
    Array.from({ length: ROUNDS }, (_, round) => {
      const folder = `${round + 1} of ${found}`;
      mkdirSync(join(root, folder));
      mkdirSync(join(root, `${folder}: contenders`));
      prepare(join(root, folder));
      return folder;
    }),
  );
  const ended = await contend(root, folders);
  expect(ended).toEqual(Array(CONTENDERS).fill("held every folder alone"));
  for (const folder of folders) expect(readdirSync(join(root, folder)), folder).toEqual([]);
}, 120_000);

/** Leaves the record of a holder that is like this process but for the changes; an empty one for undefined. */
function stale(folder: string, changes: Partial<ReturnType<typeof thisProcess>> | undefined): void {
  mkdirSync(join(folder, HOLD));
  const text = changes === undefined ? "" : recordText({ ...thisProcess(), ...changes });
  writeFileSync(join(folder, HOLD, "0123456789abcdef"), text);
}
