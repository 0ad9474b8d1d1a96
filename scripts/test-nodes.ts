import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { nodeOf } from "./other-node.ts";

/*
 * `npm run test:nodes`: the tests on the versions of Node that keeper works on, each as on a machine with that Node and
 * nothing else. npm brings the versions; they stay in its cache and are no dependency.
 */

const root = join(import.meta.dirname, "..");
const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const OLDEST = /^>=(\d+\.\d+)$/.exec(engines.node)?.[1];
if (OLDEST === undefined) throw new Error(`engines.node is ${engines.node}, which names no oldest version`);

/** Versions of the package `node`: the oldest that keeper works on, and the later ones with long-term support. */
const VERSIONS = [OLDEST, "22", "24"];

/**
 * What is run: what starts, stops and feeds the command line, and the rooms that use what Node brings. `npm run ok` runs every
 * test on the Node at hand; what is pure cannot pass there and fail on another version.
 */
const KNOWING_NODE = [
  ...["documents", "emptied", "failing", "fetch", "init", "interrupted", "synth", "verbs"].map(
    (part) => `cli/${part}`,
  ),
  ...["interrupted-synth", "processes", "sandbox"].map((part) => `end-to-end/${part}`),
  ...["documents/", "estate/", "repository/", "sandbox/", "types/", "workflows/"],
];

/** All that the tests use of what every machine has. */
const SYSTEM = ["sh", "cat", "head", "mkfifo", "sleep", "true"];

const failed = VERSIONS.filter((version) => !passesOn(version));
if (failed.length > 0) {
  console.error(`The tests fail on Node ${failed.join(", ")}.`);
  process.exit(1);
}

/** Runs the tests with nothing on PATH but a Node, and no configuration at home. */
function passesOn(version: string): boolean {
  // below the user's home: what other users can change is no place for private files, and tests show that
  const folder = mkdtempSync(join(homedir(), ".keeper-node-"));
  try {
    const node = nodeOf(version);
    symlinkSync(node, join(folder, "node"));
    for (const name of SYSTEM) symlinkSync(onPath(name), join(folder, name));
    const env = { PATH: folder, HOME: folder };
    console.log(`\nNode ${run(node, ["--version"], env).trim()}, and nothing else`);
    const rooms = KNOWING_NODE.map((part) => `test/${part}`);
    const words = [join(root, "node_modules/vitest/vitest.mjs"), "run", ...rooms];
    return spawnSync(node, words, { cwd: root, env, stdio: "inherit" }).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onPath(name: string): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const path = folders.map((folder) => join(folder, name)).find((each) => existsSync(each));
  if (path === undefined) throw new Error(`${name} is not on PATH`);
  return path;
}

function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout } = spawnSync(command, words, {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} ended with ${status}`);
  return stdout;
}
