import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REPORTER = new URL("./report-memory.js", import.meta.url).href;

/**
 * Runs a Node program. Returns its wall time in seconds and its peak resident memory in MiB.
 *
 * @throws {Error} If the exit code is not `expected`.
 */
export function measuredRun(words, folder, expected = 0) {
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  const report = join(scratch, "memory");
  const reporter = new URL(REPORTER);
  reporter.search = new URLSearchParams({ report }).toString();
  // variables of the user must not change the measured runs
  const { CI: _, KEEPER_CUSTOMERS: __, CDKTF_OUTDIR: ___, ...environment } = process.env;
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--import", reporter.href, ...words], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== expected)
    throw new Error(`${words.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  const mebibytes = Number(readFileSync(report, "utf8")) / 1024;
  rmSync(scratch, { recursive: true });
  return { seconds, mebibytes };
}
