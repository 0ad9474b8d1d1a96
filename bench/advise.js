// Benchmark of advice: the narrowest roles for what is wanted, and a large activity log. Of the log alone: node
// bench/advise.js [<entries>], after npm run build.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeActivityLog } from "./activity-log.js";
import { guidFor, MANAGING_TENANT } from "./estate-data.js";
import { fleet } from "./fleets.js";
import { writeEstate } from "./generated-estate.js";
import { measuredRun, medians } from "./measured-run.js";

/** Answers one want for each capability, over all built-in roles. Returns the first, median and slowest CPU time in seconds. */
export async function measureAdvice(root) {
  const load = (file) => import(pathToFileURL(join(root, "lib", file)).href);
  const { narrowestRoles } = await load("advice/narrowest-roles.ts");
  const { CAPABILITY_CODES } = await load("capabilities/capabilities.ts");
  const { readRoleCatalogue, SHIPPED_CATALOGUE } = await load("estate/role-catalogue-file.ts");
  const catalogue = readRoleCatalogue(SHIPPED_CATALOGUE).value;
  const times = CAPABILITY_CODES.map((code) => {
    const before = process.cpuUsage();
    narrowestRoles([{ kind: "capability", code, service: undefined }], catalogue);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  // the first answer compiles the catalogue
  const [first, ...others] = times;
  others.sort((a, b) => a - b);
  return {
    roles: catalogue.roles.length,
    wants: times.length,
    first,
    median: others[others.length >> 1],
    slowest: others.at(-1),
  };
}

/** Customers of the estate, each with one subscription. */
const CUSTOMERS = 100;

/** Measures `keeper advise --activity` on a log of this many entries, which all customers share. */
export function measureActivity(root, keeper, scratch, runs, entries) {
  const estate = join(scratch, "activity");
  mkdirSync(estate);
  writeEstate(estate, fleet("plain", CUSTOMERS), root);
  const log = join(scratch, "activity.json");
  writeActivityLog(log, entries, {
    subscriptions: Array.from({ length: CUSTOMERS }, (_, index) => guidFor("subscription", index)),
    tenantId: MANAGING_TENANT.tenantId,
    groupId: guidFor("group", 2),
  });
  const mebibytes = statSync(log).size / 2 ** 20;
  const words = [keeper, "advise", "--activity", log, "--format", "json"];
  const without = measuredRun([keeper, "advise", "--format", "json"], estate);
  const measured = medians(Array.from({ length: runs }, () => measuredRun(words, estate)));
  rmSync(log);
  rmSync(estate, { recursive: true });
  return { entries, size: mebibytes, customers: CUSTOMERS, measured, without };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, "..");
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  try {
    const keeper = join(root, "dist", "cli", "main.js");
    console.log(measureActivity(root, keeper, scratch, 1, Number(process.argv[2] ?? 200_000)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
