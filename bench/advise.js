// Benchmark of the narrowest roles for what is wanted.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

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
