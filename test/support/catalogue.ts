import { readFileSync } from "node:fs";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import type { RoleCatalogue } from "../../lib/roles/role-catalogue.ts";

let catalogue: RoleCatalogue | undefined;

/** The catalogue that ships with the project, read once. */
export function sampleCatalogue(): RoleCatalogue {
  if (catalogue === undefined) {
    const text = readFileSync(new URL("../../data/role-catalogue.json", import.meta.url), "utf8");
    const parsed = readCompactCatalogue(JSON.parse(text));
    if (!("catalogue" in parsed)) throw new Error(`the shipped catalogue cannot be read: ${parsed.problem}`);
    catalogue = parsed.catalogue;
  }
  return catalogue;
}
