import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, KEEPER, sampleCopy, temporaryFolder } from "../support/estates.ts";

/*
 * Output that cannot be written: full disks by /dev/full, readers that stop early, files that are none.
 */

const QUOTED = KEEPER.map((word) => `'${word}'`).join(" ");
const HAS_FULL = existsSync("/dev/full");
const FULL = "standard output cannot be written: ENOSPC: no space left on device, write";

/** Runs a line of a shell in which `keeper` is keeper. */
function shell(folder: string, line: string) {
  const script = `keeper() { ${QUOTED} "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
  return { status, stdout, stderr };
}

test.skipIf(!HAS_FULL).each(["roles", "roles --json", "--help", "schema", "check --json"])(
  "keeper %s on a full disk ends with 2 and one line",
  (words) => {
    const estate = sampleCopy();
    expect(shell(estate, `keeper ${words} > /dev/full`)).toEqual({
      status: 2,
      stdout: "",
      stderr: `keeper could not run: ${FULL}\n`,
    });
  },
);

test.skipIf(!HAS_FULL)("findings that cannot be printed are not taken for none", () => {
  const estate = sampleCopy();
  expect(shell(estate, "keeper check 2> /dev/full")).toMatchObject({ status: 2, stderr: "" });
  expect(shell(estate, "keeper check > /dev/full 2>&1")).toMatchObject({ status: 2, stdout: "", stderr: "" });
  expect(shell(estate, "keeper --no-such-option 2> /dev/full")).toMatchObject({ status: 2 });
});

test.skipIf(!HAS_FULL)("a result that is cut off by a full disk is not taken for whole", () => {
  const folder = temporaryFolder();
  // as a disk does that fills up: a file may have 1,024 bytes, more than one and less than all
  const limited = shell(folder, "ulimit -f 2; keeper roles --json > result.json");
  expect(statSync(join(folder, "result.json")).size).toBe(1024);
  expect(limited).toMatchObject({
    status: 2,
    stderr: "keeper could not run: standard output cannot be written: EFBIG: file too large, write\n",
  });
});

test("a reader that stops early changes no exit code, and nothing is said", () => {
  const estate = sampleCopy();
  for (const [words, code] of [
    ["roles", 0],
    ["roles --json", 0],
    ["synth", 0],
    ["review no-such-side .", 2],
  ] as const) {
    // both streams lead to a reader that is gone before keeper starts
    const ran = shell(estate, `(sleep 0.2; keeper ${words} 2>&1; echo $? > code) | true; wait`);
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(join(estate, "code"), "utf8"), words).toBe(`${code}\n`);
  }
  expect(existsSync(join(estate, "cdktf.out/keeper.json"))).toBe(true);
  expect(shell(estate, "keeper roles | head -1")).toMatchObject({ status: 0, stderr: "" });
});

test.skipIf(!HAS_FULL)(
  "a report that cannot be written into its file ends with 2, and leaves nothing",
  () => {
    const estate = sampleCopy({ "report.md": "old\n" });
    expect(shell(estate, "keeper synth > /dev/null 2>&1").status).toBe(0);
    for (const [file, reason] of [
      ["/dev/full", "ENOSPC"],
      ["no/such/folder/report.md", "ENOENT"],
      ["cdktf.out", "EISDIR"],
    ]) {
      const ran = shell(estate, `keeper review cdktf.out cdktf.out --output ${file}`);
      expect(ran).toMatchObject({ status: 2, stdout: "" });
      expect(ran.stderr).toContain(`keeper could not run: ${file} cannot be written: ${reason}`);
      expect(ran.stderr.trimEnd().split("\n")).toHaveLength(2);
    }
    const limited = "ulimit -f 0; keeper review cdktf.out cdktf.out --output report.md";
    expect(shell(estate, limited)).toMatchObject({ status: 2, stderr: expect.stringContaining("EFBIG") });
    expect(readFileSync(join(estate, "report.md"), "utf8")).toBe("old\n");
    expect(readdirSync(estate).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  },
);

test("a report goes through a pipe and through a link, and leaves both", () => {
  const estate = sampleCopy();
  change(estate, { "reports/report.md": "old\n" });
  symlinkSync("reports/report.md", join(estate, "link.md"));
  expect(shell(estate, "keeper synth > /dev/null 2>&1; mkfifo pipe").status).toBe(0);
  // where keeper fails, nobody opens the pipe to write, and the reader would wait forever
  const piped = shell(
    estate,
    "cat pipe & reader=$!; keeper review cdktf.out cdktf.out --output pipe || kill $reader; wait",
  );
  expect(piped.stdout).not.toBe("");
  expect(lstatSync(join(estate, "pipe")).isFIFO()).toBe(true);
  expect(shell(estate, "keeper review cdktf.out cdktf.out --output link.md")).toMatchObject({ status: 0 });
  expect(lstatSync(join(estate, "link.md")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(estate, "reports/report.md"), "utf8")).toBe(piped.stdout);
});
