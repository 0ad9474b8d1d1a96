#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/*
 * Reads what is delegated in Azure and compares it with what was synthesized: drift.md and drift.json for the issue.
 *
 *   drift-report.mjs <cdktf.out> <report folder>
 *
 * TENANTS: the managing tenants, separated by spaces. OTHER_TENANTS: those that another copy of this job reads, as in another
 * cloud; a managing tenant that neither names is "not read". LISTS: a folder outside the checkout for what Azure lists; it is removed at
 * the end. ACTIVITY_LOG: "true" reads the managing tenants' activity logs too, which show delegations that were removed. The
 * fetch runs outside the estate, so that no definitions run where there is a credential. Exit code 0 where there is a report,
 * whatever it says; 2 where there is none.
 */

const keeper = resolve("node_modules/.bin/keeper");
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const [defined = "", report = ""] = process.argv.slice(2);
const [tenants, others] = [process.env.TENANTS, process.env.OTHER_TENANTS].map((named = "") =>
  named.split(/[\s,]+/).filter((each) => each !== ""),
);
const lists = resolve(process.env.LISTS ?? "");
if (defined === "" || report === "" || (process.env.LISTS ?? "") === "")
  stop("drift-report.mjs <cdktf.out> <report folder>, with LISTS");
if (tenants.length === 0 || !tenants.every((each) => GUID.test(each)))
  stop("name the managing tenants in LIGHTHOUSE_MANAGING_TENANTS: their ids, separated by spaces");
if (!others.every((each) => GUID.test(each)))
  stop("LIGHTHOUSE_OTHER_TENANTS names managing tenants: their ids, separated by spaces");
const activityLog = process.env.ACTIVITY_LOG ?? "";
if (!["", "true", "false"].includes(activityLog)) stop("LIGHTHOUSE_ACTIVITY_LOG is true or false");

mkdirSync(lists, { recursive: true });
// an estate of its own, without definitions: whatever lies above the folder is not looked at
writeFileSync(join(lists, "cdktf.json"), "{}\n");
mkdirSync(report, { recursive: true });
try {
  const snapshot = join(lists, "azure");
  const withLog = activityLog === "true" ? ["--activity-log"] : [];
  const fetched = run(["fetch", "--tenant", ...tenants, ...withLog, "--output", snapshot], lists);
  // 1: a part could not be read, and the snapshot says which; drift reports it
  if (fetched !== 0 && fetched !== 1) stop("Azure could not be read: see above");
  const without = others.length > 0 ? ["--without-tenant", ...others] : [];
  const compare = ["drift", "--from", snapshot, "--defined", defined, ...without];
  for (const [format, file] of [
    ["json", "drift.json"],
    ["markdown", "drift.md"],
  ]) {
    const path = join(resolve(report), file);
    rmSync(path, { force: true });
    run([...compare, "--format", format, "--output", path], process.cwd());
    if (!existsSync(path)) stop("the drift could not be computed: see above");
  }
} finally {
  rmSync(lists, { recursive: true, force: true });
}

/** Runs keeper and returns its exit code. What it prints goes to the log of the job, without the lists. */
function run(words, cwd) {
  const { status, error } = spawnSync(keeper, words, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (error !== undefined) stop(`keeper could not be started: ${error.message}`);
  return status;
}

function stop(problem) {
  writeFileSync(process.stderr.fd, `${problem}\n`);
  if (lists !== resolve("") && existsSync(lists)) rmSync(lists, { recursive: true, force: true });
  process.exit(2);
}
