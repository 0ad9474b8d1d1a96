import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REPORTER = new URL("./report-memory.js", import.meta.url).href;

/**
 * Runs a Node program. Returns its wall time and the CPU time of all its threads in seconds, and its
 * peak resident memory in MiB.
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
  const [kibibytes, cpuSeconds] = JSON.parse(readFileSync(report, "utf8"));
  rmSync(scratch, { recursive: true });
  return { seconds, cpuSeconds, mebibytes: kibibytes / 1024 };
}

/** The median of each figure of several runs. */
export function medians(runs) {
  const of = (figure) => {
    const sorted = runs.map((run) => run[figure]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  return { seconds: of("seconds"), cpuSeconds: of("cpuSeconds"), mebibytes: of("mebibytes") };
}
