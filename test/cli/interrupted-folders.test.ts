// @module-tag git
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { KEEPER, REPOSITORY, sampleCopy, snapshot } from "../support/estates.ts";
import { git } from "../support/git.ts";

/*
 * Nothing of a run stays in temporary folders after Ctrl-C, even at the moment when such a folder appears.
 */

const POSIX = process.platform !== "win32";

/** A home folder with a folder for temporary files, below folders that no other user can change. */
function home() {
  const folder = mkdtempSync(join(homedir(), ".keeper-home-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  return { folder, temporary };
}

/** Runs keeper in a process group, which receives a signal when a folder with this beginning has been made. */
async function signalled(estate: string, words: readonly string[], folder: string, signal = "SIGINT") {
  const [node = "", ...main] = KEEPER;
  const module = pathToFileURL(join(REPOSITORY, "test/support/signal-at.mjs"));
  module.search = new URLSearchParams({ folder, signal }).toString();
  const at = home();
  const child = spawn(node, ["--import", module.href, ...main, ...words], {
    cwd: estate,
    env: { PATH: process.env["PATH"] ?? "", HOME: at.folder, TMPDIR: at.temporary },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const end = await new Promise((done) => child.on("close", (code, ended) => done(ended ?? code)));
  const cache = join(at.folder, ".cache", "lighthouse-keeper");
  const left = [at.temporary, cache].flatMap((each) => (existsSync(each) ? readdirSync(each) : []));
  const made = /^made (.*)\n/m.exec(err)?.[1] ?? "";
  return { end, out, err: err.replace(/^made .*\n/m, ""), made, left };
}

test.runIf(POSIX).each([
  ["a synthesis", ["synth"], "keeper-", "SIGINT"],
  ["a synthesis whose terminal is closed", ["synth"], "keeper-", "SIGHUP"],
  ["a sandbox that starts", ["sandbox", "--", "sleep", "60"], "keeper-sandbox-", "SIGINT"],
  ["a sandbox that is stopped", ["sandbox", "--", "sleep", "60"], "keeper-sandbox-", "SIGTERM"],
  ["a review of a revision", ["review", "git:HEAD", "."], "revision-", "SIGINT"],
] as const)(
  "nothing stays in temporary folders after a signal when the folder appears: %s",
  async (_, words, folder, signal) => {
    const estate = sampleCopy();
    git(estate, "init", "-q");
    git(estate, "add", "-A");
    git(estate, "commit", "-q", "-m", "estate");
    const before = snapshot(estate);
    const { end, out, err, made, left } = await signalled(estate, words, folder, signal);
    expect(made).toContain(folder);
    expect({ end, out, left }).toEqual({ end: signal, out: "", left: [] });
    expect(err).not.toContain("could not run");
    expect(snapshot(estate)).toEqual(before);
  },
);

/** Runs code with `temporaryFolder` in a process. */
function run(code: string) {
  const { temporary } = home();
  const source = JSON.stringify(pathToFileURL(join(REPOSITORY, "lib/estate/temporary-folder.ts")).href);
  const script = `import { spawnSync } from "node:child_process";
import { temporaryFolder, endAs } from ${source};
const { path, remove } = temporaryFolder(${JSON.stringify(temporary)}, "test");
const wait = () => new Promise((done) => setTimeout(done, 200));
${code}`;
  const words = ["--conditions=keeper-source", "--import", "tsx", "--input-type=module", "-e", script];
  const { status, signal, stdout } = spawnSync(process.execPath, words, {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  return { end: signal ?? status, out: stdout, left: readdirSync(temporary) };
}

test.runIf(POSIX).each([
  ["the process exits", "process.exit(3);", 3],
  ["the process fails", 'throw new Error("defect");', 1],
  [
    "SIGINT arrives while a program runs that it ends too",
    'endAs(spawnSync("sh", ["-c", "kill -INT $$"]).signal);',
    "SIGINT",
  ],
  [
    "SIGTERM arrives before the folder is removed",
    'process.kill(process.pid, "SIGTERM"); remove(); await wait();',
    "SIGTERM",
  ],
  [
    "SIGINT arrives long after the folder was removed",
    'remove(); await wait(); process.kill(process.pid, "SIGINT"); for (;;);',
    "SIGINT",
  ],
])("a temporary folder goes: %s", (_, code, end) => {
  expect(run(`${code}\nconsole.log("went on");`)).toEqual({ end, out: "", left: [] });
});

test.runIf(POSIX)("another listener of a signal decides when the process ends", () => {
  const code = `process.once("SIGINT", () => {});
process.kill(process.pid, "SIGINT");
await wait();
console.log(existsSync(path));`;
  const imported = `const { existsSync } = await import("node:fs");\n${code}`;
  expect(run(imported)).toEqual({ end: 0, out: "true\n", left: [] });
});
