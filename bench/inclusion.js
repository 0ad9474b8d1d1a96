// Benchmark of exact inclusion between the catalogue's roles.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Checks inclusion for every pair of roles. Returns the total time in seconds and the median in milliseconds. */
export async function measureInclusion(root) {
  const load = (file) => import(pathToFileURL(join(root, "lib", file)).href);
  const { includes, permissionsOf } = await load("permissions/permissions.ts");
  const { readRoleCatalogue, SHIPPED_CATALOGUE } = await load("estate/role-catalogue-file.ts");
  const catalogue = readRoleCatalogue(SHIPPED_CATALOGUE);
  const roles = catalogue.value.roles.map((role) => permissionsOf([role], ["control"]));
  const times = [];
  const started = performance.now();
  for (const container of roles) {
    for (const contained of roles) {
      const before = performance.now();
      includes(container, contained);
      times.push(performance.now() - before);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { roles: roles.length, pairs: times.length, seconds, median: times[times.length >> 1] };
}
