import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { showsColour } from "../../lib/cli/terminal.ts";
import { KEEPER, sampleCopy } from "../support/estates.ts";

test.each([
  [{ isTTY: true }, {}, true],
  [{}, {}, false],
  [{ isTTY: true }, { TERM: "dumb" }, false],
  [{ isTTY: true }, { NO_COLOR: "1" }, false],
  [{ isTTY: true }, { NO_COLOR: "" }, true],
  [{}, { FORCE_COLOR: "1" }, true],
  [{}, { FORCE_COLOR: "" }, true],
  [{ isTTY: true }, { FORCE_COLOR: "0" }, false],
  [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("a stream %j in the environment %j shows colours: %s", (stream, environment, shown) => {
  expect(showsColour(stream, environment)).toBe(shown);
});

test("keeper check prints severities in colours where it is told to, and never into a file", () => {
  const estate = sampleCopy({ "offers/managed-operations.ts": "export default 1;\n" });
  const [node = "", ...keeper] = KEEPER;
  const run = (words: readonly string[], environment: Readonly<Record<string, string>>) =>
    spawnSync(node, [...keeper, "check", ...words], {
      cwd: estate,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: estate, ...environment },
    });
  expect(run([], {}).stderr).not.toContain("\u001b");
  expect(run([], { FORCE_COLOR: "1" }).stderr).toContain("\u001b[31merror\u001b[0m LH069");
  run(["--output", "findings.txt"], { FORCE_COLOR: "1" });
  expect(execFileSync("cat", ["findings.txt"], { cwd: estate, encoding: "utf8" })).not.toContain("\u001b");
});
