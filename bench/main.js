// npm run bench [-- <runs> [<customers>]]: measures synthesis, review and gate on several fleets in one run. Writes
// docs/performance.md; it neither passes nor fails.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { measureAdoption } from "./adopt.js";
import { measureActivity, measureAdvice } from "./advise.js";
import { measureDrift } from "./drift.js";
import { fleet } from "./fleets.js";
import { writeEstate } from "./generated-estate.js";
import { measureInclusion } from "./inclusion.js";
import { measuredRun, medians } from "./measured-run.js";
import { measurePackages } from "./packages.js";
import { performancePage } from "./page.js";
import { measurePages } from "./pages.js";
import { measureReview } from "./review.js";

const root = join(import.meta.dirname, "..");
const keeper = join(root, "dist", "cli", "main.js");
const raw = join(import.meta.dirname, "raw-program.js");
// a file system in memory, where there is one: writing to a disk takes a different time in every run
const scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "keeper-bench-"));

const RUNS = Number(process.argv[2] ?? 3);
const CUSTOMERS = Number(process.argv[3] ?? 5_000);
const FEWER = CUSTOMERS / 5;

try {
  const load = loadavg()[0];
  const fleets = ["plain", "realistic"].map((name) => ({ name, ...measureFleet(name) }));
  const fewer = reviewOf("realistic", FEWER, ["json"]);
  const distinct = reviewOf("distinct", CUSTOMERS, ["json"]);
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
  const text = performancePage({
    machine,
    load,
    runs: RUNS,
    customers: CUSTOMERS,
    fleets,
    fewer: { customers: FEWER, ...fewer },
    distinct,
    inclusion: await measureInclusion(root),
    advice: await measureAdvice(root),
    activity: measureActivity(root, keeper, scratch, RUNS, 200_000),
    pages: await measurePages(root, keeper, scratch, RUNS, CUSTOMERS),
    drift: await measureDrift(keeper, scratch, root, RUNS, CUSTOMERS),
    packages: measurePackages(root, keeper, scratch, RUNS, Math.min(CUSTOMERS, 1_000)),
    adoption: measureAdoption(keeper, scratch, RUNS, CUSTOMERS),
  });
  writeFileSync(join(root, "docs", "performance.md"), text);
  console.log(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Synthesis, one selected customer, then reviews. Programs take turns, so that a slower machine slows all. */
function measureFleet(name) {
  const estate = estateOf(name, CUSTOMERS);
  const synthesis = { raw: [], keeper: [], json: [] };
  for (let run = 0; run < RUNS; run++) {
    const output = join(scratch, "raw-output");
    synthesis.raw.push(measuredRun([raw, name, String(CUSTOMERS), output], root));
    rmSync(output, { recursive: true });
    rmSync(join(estate, "cdktf.out"), { recursive: true, force: true });
    synthesis.keeper.push(measuredRun([keeper, "synth"], estate));
    rmSync(join(estate, "cdktf.out"), { recursive: true });
    synthesis.json.push(measuredRun([keeper, "synth", "--engine", "json"], estate));
    console.error(`${name}: synthesis, run ${run + 1} of ${RUNS}`);
  }
  const small = estateOf(name, 1);
  const selection = { one: [], selected: [] };
  for (let run = 0; run < 3 * RUNS; run++) {
    selection.one.push(measuredRun([keeper, "synth"], small));
    selection.selected.push(measuredRun([keeper, "synth", "c0002"], estate));
  }
  // a selected run leaves the output marked as a part
  measuredRun([keeper, "synth"], estate);
  const subscriptions = fleet(name, CUSTOMERS).customers.reduce(
    (sum, each) => sum + Object.keys(each.subscriptions).length,
    0,
  );
  const review = measureReview(estate, keeper, RUNS);
  rmSync(estate, { recursive: true });
  return {
    subscriptions,
    raw: medians(synthesis.raw),
    keeper: medians(synthesis.keeper),
    json: medians(synthesis.json),
    one: medians(selection.one),
    selected: medians(selection.selected),
    review,
  };
}

function reviewOf(name, customers, formats) {
  const estate = estateOf(name, customers);
  measuredRun([keeper, "synth"], estate);
  const review = measureReview(estate, keeper, RUNS, formats);
  rmSync(estate, { recursive: true });
  return review;
}

function estateOf(name, customers) {
  const estate = join(scratch, `${name}-${customers}`);
  mkdirSync(estate);
  writeEstate(estate, fleet(name, customers), root);
  return estate;
}
