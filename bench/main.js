// npm run bench: compares the project with a hand-written cdktf program in one run. Writes docs/performance.md; it
// neither passes nor fails.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { writeEstate } from "./generated-estate.js";
import { measureInclusion } from "./inclusion.js";
import { measuredRun } from "./measured-run.js";
import { measureReview } from "./review.js";

const root = join(import.meta.dirname, "..");
const keeper = join(root, "dist", "cli", "main.js");
const raw = join(import.meta.dirname, "raw-program.js");
const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));

const SIZES = [1_000, 5_000];
const RUNS = 3;
const SELECTED_RUNS = 9;

try {
  const rows = SIZES.map(compare);
  const selected = compareSelected(rows.at(-1).estate);
  const reviews = SIZES.map((customers) => ({
    customers,
    ...measureReview(customers, keeper, scratch, root),
  }));
  const text = page(rows, selected) + reviewPage(reviews, await measureInclusion(root));
  writeFileSync(join(root, "docs", "performance.md"), text);
  console.log(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Alternates the two programs, so that a slower machine slows both. */
function compare(customers) {
  const estate = join(scratch, `estate-${customers}`);
  mkdirSync(estate);
  writeEstate(estate, customers, root);
  const runs = { keeper: [], raw: [] };
  for (let run = 0; run < RUNS; run++) {
    const output = join(scratch, "raw-output");
    runs.raw.push(measuredRun([raw, String(customers), output], root));
    rmSync(output, { recursive: true });
    runs.keeper.push(measuredRun([keeper, "synth"], estate));
    rmSync(join(estate, "cdktf.out"), { recursive: true });
    console.error(`${customers} customers, run ${run + 1} of ${RUNS}`);
  }
  return { customers, estate, keeper: medians(runs.keeper), raw: medians(runs.raw) };
}

function compareSelected(large) {
  const small = join(scratch, "estate-1");
  mkdirSync(small);
  writeEstate(small, 1, root);
  // as in a real estate, the other customers' stacks, the manifest and the lock exist
  measuredRun([keeper, "synth"], large);
  const runs = { one: [], selected: [] };
  for (let run = 0; run < SELECTED_RUNS; run++) {
    runs.one.push(measuredRun([keeper, "synth"], small));
    runs.selected.push(measuredRun([keeper, "synth", "c0042"], large));
  }
  return { one: medians(runs.one), selected: medians(runs.selected) };
}

function medians(runs) {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    mebibytes: median(runs.map((run) => run.mebibytes)),
  };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function page(rows, { one, selected }) {
  const [small, large] = rows;
  const perCustomer = (row) => (1000 * row.keeper.seconds) / row.customers;
  return `# Performance

Written by \`npm run bench\`. Both programs run compiled, in turns, in one run on one machine; medians of ${RUNS} runs (of
${SELECTED_RUNS} for one customer). Seconds are wall time of the whole process, from start to exit; memory is its peak resident size.
The hand-written program emits the same resources with cdktf and reads nothing; \`keeper synth\` reads one JSON file per
customer, checks every rule and every invariant, and writes stacks, manifest, marker and lock. Each customer has one
subscription, one definition with 8 authorizations and one assignment.

Machine: ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}.

| customers | hand-written | keeper synth | time ratio (target ≤ 1.0) | hand-written | keeper synth | memory ratio (target ≤ 1.5) |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(tableRow).join("\n")}

Linear in customers: ${perCustomer(small).toFixed(2)} ms a customer at ${small.customers}, ${perCustomer(large).toFixed(2)} ms at ${large.customers} (ratio ${(perCustomer(large) / perCustomer(small)).toFixed(2)}).

One customer selected out of ${large.customers} data files: ${selected.seconds.toFixed(2)} s; an estate of one: ${one.seconds.toFixed(2)} s; ratio ${(selected.seconds / one.seconds).toFixed(2)} (target ≤ 1.3).
`;
}

function tableRow({ customers, keeper: ours, raw: theirs }) {
  return `| ${customers} | ${theirs.seconds.toFixed(2)} s | ${ours.seconds.toFixed(2)} s | **${(ours.seconds / theirs.seconds).toFixed(2)}** | ${theirs.mebibytes.toFixed(0)} MiB | ${ours.mebibytes.toFixed(0)} MiB | **${(ours.mebibytes / theirs.mebibytes).toFixed(2)}** |`;
}

function reviewPage(reviews, inclusion) {
  const row = ({ customers, start, review, gate }) =>
    `| ${customers} | ${start.seconds.toFixed(2)} s | ${beyond(review, start)} | ${review.mebibytes.toFixed(0)} MiB | ${beyond(gate, start)} | ${gate.mebibytes.toFixed(0)} MiB |`;
  const beyond = ({ seconds }, start) => `**${(seconds - start.seconds).toFixed(2)} s**`;
  return `
## Review and gate

\`keeper review\` (JSON, into a file) and \`keeper gate\` from synthesized output: every customer has one subscription with 10
grants, and one grant of the one plan version that all of them take is another. Medians of 5 runs; start-up is
\`keeper --version\`. Targets at 5,000 customers: at most 1 s beyond start-up, linear, and at most 300 MB.

| customers | start-up | review beyond it | memory | gate beyond it | memory |
| ---: | ---: | ---: | ---: | ---: | ---: |
${reviews.map(row).join("\n")}

Whether one built-in role allows everything that another does: all ${inclusion.pairs} pairs of the catalogue's ${inclusion.roles} roles in
${inclusion.seconds.toFixed(1)} s (target ≤ 60 s), median ${inclusion.median.toFixed(4)} ms (target ≤ 1 ms).
`;
}
