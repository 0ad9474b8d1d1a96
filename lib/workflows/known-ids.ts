import { ID_PATTERN } from "../delegation/identifiers.ts";
import { listDefinitionFiles } from "../estate/definition-files.ts";
import { findEstate } from "../estate/find-estate.ts";

/** Ids of an estate, sorted. */
export interface KnownIds {
  readonly customers: readonly string[];
  readonly offers: readonly string[];
}

/** Ids by the names of files: no definition runs. Empty where there is no estate, or it cannot be read. */
export function knownIds(folder: string): KnownIds {
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return { customers: [], offers: [] };
  const { root } = estate.value;
  return { customers: idsIn(root, "customers"), offers: idsIn(root, "offers") };
}

function idsIn(root: string, kind: keyof KnownIds): readonly string[] {
  try {
    const stems = listDefinitionFiles(root, kind).map(({ stem }) => stem);
    // a name of another form may mean something to a shell
    return stems.filter((stem) => ID_PATTERN.test(stem));
  } catch {
    return [];
  }
}
