// Benchmark of review and gate: customers with 10 grants each, and one plan version changed for all of them.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OFFER } from "./estate-data.js";
import { writeEstate } from "./generated-estate.js";
import { measuredRun } from "./measured-run.js";

const RUNS = 5;

/** Measures `keeper review`, `keeper gate` and the start-up (`keeper --version`), from synthesized output. */
export function measureReview(customers, keeper, scratch, packageFolder) {
  const estate = join(scratch, `review-${customers}`);
  mkdirSync(estate);
  writeEstate(estate, customers, packageFolder, 10);
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", ...words], { cwd: estate });
  writeFileSync(join(estate, ".gitignore"), "node_modules\ncustomers\n*.out\n");
  git("init", "-q");
  measuredRun([keeper, "synth"], estate);
  cpSync(join(estate, "cdktf.out"), join(estate, "base.out"), { recursive: true });
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  const offer = join(estate, "offers", `${OFFER.id}.ts`);
  // one grant of the plan version that all customers take
  writeFileSync(
    offer,
    readFileSync(offer, "utf8").replace('"Monitoring Reader"', '"Monitoring Contributor"'),
  );
  measuredRun([keeper, "synth"], estate);
  git("add", "-A");
  git("commit", "-q", "-m", "change");
  const sides = ["base.out", "cdktf.out", "--base", "HEAD~1", "--head", "HEAD"];
  const runs = { start: [], review: [], gate: [] };
  for (let run = 0; run < RUNS; run++) {
    runs.start.push(measuredRun([keeper, "--version"], estate));
    runs.review.push(
      measuredRun([keeper, "review", ...sides, "--format", "json", "--output", "r.out"], estate),
    );
    runs.gate.push(measuredRun([keeper, "gate", ...sides, "--author", "a", "--output", "g.out"], estate, 1));
  }
  return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, medians(all)]));
}

function medians(runs) {
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    mebibytes: median(runs.map(({ mebibytes }) => mebibytes)),
  };
}
