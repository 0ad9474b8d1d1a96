// @module-tag terraform

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { documentText } from "./support/documents.ts";
import { REPOSITORY } from "./support/estates.ts";

/*
 * A new user's first five minutes, from the packed tarball: every command of the pages "Install" and "Start an estate", in a
 * folder outside the repository whose path has a space. npm installs everything that the pages name.
 */

const root = mkdtempSync(join(tmpdir(), "keeper start "));
const estate = join(root, "my estate");

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The commands of a page's shell blocks. */
function commandsOf(page: string): string[] {
  const blocks = [...documentText(page).matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)];
  return blocks.flatMap(([, block = ""]) => block.split("\n").map((line) => line.trim())).filter(Boolean);
}

function run(command: string) {
  const { PATH, HOME } = process.env;
  const npm = { npm_config_prefer_offline: "true", npm_config_audit: "false", npm_config_fund: "false" };
  const ran = spawnSync("bash", ["-c", command], {
    cwd: estate,
    encoding: "utf8",
    env: { PATH, HOME, CHECKPOINT_DISABLE: "1", ...npm },
  });
  return { command, status: ran.status, output: `${ran.stdout}${ran.stderr}` };
}

function expectDone(command: string): string {
  const ran = run(command);
  expect(ran, ran.output).toMatchObject({ status: 0 });
  return ran.output;
}

test("the packed package, installed and begun as the pages say, checks, compiles, synthesizes and deploys", () => {
  mkdirSync(estate);
  const packed = spawnSync("npm", ["pack", "--ignore-scripts", "--pack-destination", estate], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  expect(packed.status, packed.stderr).toBe(0);
  const install = commandsOf("docs/how-to/install.md").filter((line) => /^npm (?:init|install) /.test(line));
  const [tarball = ""] = readdirSync(estate);
  expect(install.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
    "npm init -y",
    `npm install ./${tarball}`,
    "npm install --save-dev",
  ]);
  for (const command of install) expectDone(command);

  const begin = commandsOf("docs/how-to/start.md");
  expect(begin).toEqual([
    "npx --no keeper init",
    "npx --no keeper synth",
    "npx --no keeper check",
    "npx --no keeper sandbox -- npx cdktf deploy example-customer --auto-approve",
  ]);
  const outputs = new Map(begin.map((command) => [command, expectDone(command)]));
  expect(outputs.get("npx --no keeper check")).toContain("0 errors, 0 warnings");
  expect(outputs.get(begin.at(-1) ?? "")).toMatch(
    /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/,
  );
  expectDone("npx --no tsc");
  // the scripts that the begun package.json has
  const { scripts } = JSON.parse(readFileSync(join(estate, "package.json"), "utf8"));
  for (const name of ["check", "synth", "types"].filter((each) => each in scripts))
    expectDone(`npm run -s ${name}`);
});
