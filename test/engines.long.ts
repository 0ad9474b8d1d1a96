import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ENGINES, type Engine } from "../lib/delegation/engine.ts";
import { encodeStack } from "../lib/formats/stack/encode.ts";
import { nodeOf } from "../scripts/other-node.ts";
import { REPOSITORY, sampleCopy, snapshot } from "./support/estates.ts";
import { anyStackContent } from "./support/stack-contents.ts";

/*
 * The engines side by side: the packed tarball, installed beside the packages of cdktn (test/cdktn has them, with a lock of
 * its own), outside the repository.
 */

const root = mkdtempSync(join(tmpdir(), "keeper-engines-"));
const packages = join(root, "node_modules");
const KEEPER = join(packages, "azure-lighthouse-keeper");
const MAIN = join(KEEPER, "dist/cli/main.js");

beforeAll(() => {
  for (const file of ["package.json", "package-lock.json"])
    cpSync(join(REPOSITORY, "test/cdktn", file), join(root, file));
  npm(root, "ci");
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", root], REPOSITORY),
  );
  run("tar", ["-xzf", filename], root);
  cpSync(join(root, "package"), KEEPER, { recursive: true });
  symlinkSync(join(REPOSITORY, "node_modules/jiti"), join(packages, "jiti"));
  sampleCopy({ "package.json": '{ "type": "module", "private": true }' }, root);
}, 600_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What an engine writes for the sample estate: that on cdktf with this repository's packages. */
function outputOf(engine: Engine): Readonly<Record<string, string>> {
  const [estate, main] =
    engine === "cdktf" ? [sampleCopy(), join(REPOSITORY, "dist/cli/main.js")] : [root, MAIN];
  rmSync(join(estate, "cdktf.out"), { recursive: true, force: true });
  run(process.execPath, [main, "synth", "--engine", engine], estate);
  return snapshot(join(estate, "cdktf.out"));
}

test("all engines write the same bytes for the sample estate", () => {
  const written = outputOf("json");
  expect(Object.keys(written)).toContain("stacks/fabrikam/cdk.tf.json");
  for (const engine of ENGINES) expect(outputOf(engine)).toEqual(written);
}, 300_000);

test("the constructs on cdktn give the bytes of keeper's encoder for any estate", async () => {
  const door = pathToFileURL(join(KEEPER, "dist/constructs-cdktn/synthesize.js")).href;
  const { Synthesizer }: typeof import("../lib/constructs/synthesize.ts") = await import(door);
  const synthesizer = new Synthesizer(mkdtempSync(join(root, "scratch-")));
  fc.assert(
    fc.property(anyStackContent(), (content) => {
      expect(synthesizer.synthesize(content).text).toBe(encodeStack(content));
    }),
    { numRuns: 200 },
  );
}, 300_000);

test("the door for programs on cdktn gives constructs of cdktn", () => {
  const script = `
    const { CustomerStack } = await import("azure-lighthouse-keeper/constructs/cdktn");
    const { TerraformStack } = await import("cdktn");
    process.stdout.write(String(CustomerStack.prototype instanceof TerraformStack));`;
  expect(run(process.execPath, ["--input-type=module", "-e", script], root)).toBe("true");
});

test("the CLIs of cdktf and cdktn deploy one estate in turns, on one state, and a second plan is empty", {
  tags: ["terraform"],
  timeout: 600_000,
}, () => {
  const app = `node ${MAIN} synth --engine json`;
  const settings = { language: "typescript", app, sendCrashReports: "false", projectId: "engines" };
  writeFileSync(join(root, "cdktf.json"), JSON.stringify(settings));
  const cdktf = `node ${join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf.js")}`;
  // its CLI needs Node 22.19
  const cdktn = `${nodeOf("22")} ${join(packages, "cdktn-cli/bundle/bin/cdktn.js")}`;
  const script = [
    "set -e",
    `${cdktf} list > cdktf.list; ${cdktn} list > cdktn.list`,
    `${cdktf} deploy fabrikam --auto-approve`,
    `${cdktn} diff fabrikam > cdktn.diff`,
    `${cdktn} deploy wide-world-importers --auto-approve`,
    `${cdktf} diff wide-world-importers > cdktf.diff`,
    "cat cdktf.list cdktn.list cdktn.diff cdktf.diff",
  ].join("\n");
  const said = run(process.execPath, [MAIN, "sandbox", "--", "bash", "-c", script], root);
  expect(said.match(/No changes\./g)).toHaveLength(2);
  expect(said.match(/^tailwind-traders\b.*$/gm)).toHaveLength(2);
});

test("the commands of docs/engines.md move an estate from cdktf to none, to cdktn, and back, with the same bytes", {
  timeout: 900_000,
}, () => {
  const estate = join(root, "moving");
  sampleCopy({ "package.json": '{ "type": "module", "private": true }' }, estate);
  const [tarball] = readdirSync(root).filter((name) => name.endsWith(".tgz"));
  npm(estate, "install", join(root, tarball ?? ""));
  npm(estate, "install", "--save-dev", "cdktf-cli@~0.21.0");
  const page = readFileSync(join(REPOSITORY, "docs/engines.md"), "utf8");
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands = ""]) => commands);
  expect(blocks.map((commands) => /--engine (\w+)/.exec(commands)?.[1])).toEqual(["json", "cdktn", "cdktf"]);
  for (const commands of blocks) {
    rmSync(join(estate, "cdktf.out"), { recursive: true, force: true });
    run("bash", ["-ec", `PATH=$PWD/node_modules/.bin:$PATH\n${commands}`], estate);
    expect(snapshot(join(estate, "cdktf.out"))).toEqual(outputOf("json"));
    const installed = readdirSync(join(estate, "node_modules"));
    const [, engine = ""] = /--engine (\w+)/.exec(commands) ?? [];
    expect(installed.filter((name) => /^cdkt[fn]$/.test(name))).toEqual(engine === "json" ? [] : [engine]);
  }
});

/** npm, with what every install here says. */
function npm(folder: string, ...words: readonly string[]): void {
  run("npm", [...words, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], folder);
}

function run(program: string, words: readonly string[], folder: string): string {
  // as at a desk: in continuous integration definitions run only where that is allowed
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CHECKPOINT_DISABLE: "1" };
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8", env });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${stdout}\n${stderr}`);
  return stdout;
}
