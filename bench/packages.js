// Benchmark of what customers get: packages for a realistic fleet, and the consent sheet of one customer of the sample.
// Alone: node --conditions=keeper-source --import tsx bench/packages.js [<runs> [<customers>]], after npm run build.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fleet } from "./fleets.js";
import { writeEstate } from "./generated-estate.js";
import { measuredRun, medians } from "./measured-run.js";

/** Measures `keeper export` for this many customers, for a tenth of them, and `keeper consent` for one. */
export function measurePackages(root, keeper, scratch, runs, customers) {
  const tenth = Math.max(1, Math.floor(customers / 10));
  const measured = { all: [], tenth: [], consent: [] };
  for (let run = 0; run < runs; run++) {
    measured.all.push(exportOf(root, keeper, scratch, customers));
    measured.tenth.push(exportOf(root, keeper, scratch, tenth));
    measured.consent.push(
      measuredRun([keeper, "consent", "fabrikam", "--output", join(scratch, "consent")], root),
    );
  }
  const figures = Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, medians(all)]));
  return { customers, tenthCustomers: tenth, ...figures };
}

function exportOf(root, keeper, scratch, customers) {
  const estate = join(scratch, `packages-${customers}`);
  mkdirSync(estate);
  const { customers: all } = fleet("realistic", customers);
  writeEstate(estate, fleet("realistic", customers), root);
  const measured = measuredRun([keeper, "export", ...all.map(({ id }) => id)], estate);
  rmSync(estate, { recursive: true });
  return measured;
}

/** The part about packages. */
export function packagesSection({ customers, tenthCustomers, all, tenth, consent }) {
  const figures = ({ seconds, cpuSeconds, mebibytes }) =>
    `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${mebibytes.toFixed(0)} MiB`;
  return `## Packages and consent

\`keeper export\` of ${customers} realistic customers (target ≤ 10 s, flat memory): ${figures(all)}; of ${tenthCustomers}: ${figures(tenth)}.
\`keeper consent\` of one customer of the sample (target ≤ 0.5 s): ${figures(consent)}, start and definitions included.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, "..");
  const keeper = join(root, "dist", "cli", "main.js");
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  try {
    const [runs, customers] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 1_000)];
    console.log(packagesSection(measurePackages(root, keeper, scratch, runs, customers)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
