// Benchmark of review and gate on a fleet: one grant of a plan version of every customer becomes another one.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHANGED_OFFER, CHANGED_ROLE } from "./fleets.js";
import { measuredRun, medians } from "./measured-run.js";

const LIMIT = join(import.meta.dirname, "read-and-parse.js");

/** Both sides of the review, after {@link changePlan}. */
export const SIDES = ["base.out", "cdktf.out", "--base", "HEAD~1", "--head", "HEAD"];

/** The formats of a review whose time is measured. */
const FORMATS = ["json", "terminal", "markdown", "sarif", "junit", "html"];

/**
 * Measures an estate whose stacks are synthesized: reading and parsing both sides, `keeper review` in each format, and
 * `keeper gate`. One after the other in each run, so that a slower machine slows all.
 */
export function measureReview(estate, keeper, runs, formats = FORMATS) {
  changePlan(estate, keeper);
  const measured = Object.fromEntries(["limit", "gate", ...formats].map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    measured.limit.push(measuredRun([LIMIT, "base.out", "cdktf.out"], estate));
    for (const format of formats) {
      const words = ["review", ...SIDES, "--format", format, "--output", "report.out"];
      measured[format].push(measuredRun([keeper, ...words], estate));
    }
    const words = ["gate", ...SIDES, "--author", "a", "--format", "json", "--output", "report.out"];
    measured.gate.push(measuredRun([keeper, ...words], estate, 1));
  }
  return Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, medians(all)]));
}

/** Commits an estate, changes the role of one authorization in every plan of one offer, and synthesizes again. */
export function changePlan(estate, keeper) {
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", ...words], { cwd: estate });
  writeFileSync(join(estate, ".gitignore"), "node_modules\ncustomers\n*.out\n");
  git("init", "-q");
  cpSync(join(estate, "cdktf.out"), join(estate, "base.out"), { recursive: true });
  // what synthesis recorded is frozen: without the record, the version changes as one that nobody took yet
  rmSync(join(estate, "published"), { recursive: true, force: true });
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  const offer = join(estate, "offers", `${CHANGED_OFFER}.ts`);
  const { from, to } = CHANGED_ROLE;
  writeFileSync(offer, readFileSync(offer, "utf8").replaceAll(JSON.stringify(from), JSON.stringify(to)));
  measuredRun([keeper, "synth"], estate);
  git("add", "-A");
  git("commit", "-q", "-m", "change");
}
