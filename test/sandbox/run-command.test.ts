import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, REPOSITORY, temporaryFolder } from "../support/estates.ts";

test("on Windows a command that is a script, such as npx, is started by the command interpreter, with its words quoted", () => {
  const folder = temporaryFolder();
  change(folder, {
    // Windows' interpreter: it prints what it is given, a line each
    interpreter: `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, "given")}'\n`,
    "npx.cmd": "@echo off\r\n",
    "run.mjs": `Object.defineProperty(process, "platform", { value: "win32" });
process.env.comspec = ${JSON.stringify(join(folder, "interpreter"))};
const { runCommand } = await import(${JSON.stringify(join(REPOSITORY, "lib/sandbox/run-command.ts"))});
const words = ["npx", "cdktf", "deploy", "a b", "100%&whoami"];
const environment = { PATH: ${JSON.stringify(folder)}, PATHEXT: ".EXE;.CMD" };
console.log(JSON.stringify(await runCommand(words, ${JSON.stringify(folder)}, environment, {})));
`,
  });
  for (const name of ["interpreter", "npx.cmd"]) chmodSync(join(folder, name), 0o755);
  const words = ["--conditions=keeper-source", "--import", "tsx", join(folder, "run.mjs")];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: REPOSITORY, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({ kind: "ended", code: 0 });
  const [given = "", ...rest] = readFileSync(join(folder, "given"), "utf8").trim().split("\n").slice(3);
  expect(rest).toEqual([]);
  expect(given).toMatch(/^".*npx(?:\.cmd)? .*"$/i);
  // nothing of a word is a variable or a second command
  expect(given).toContain("^%^&whoami");
  expect(given).toContain('^"a^ b^"');
});
