import type { Estate, UnreadableFile } from "./estate.ts";

/** The unreadable file that by its name would define this offer or customer, if there is one. */
export function unreadableFileOf(
  estate: Estate,
  folder: "offers" | "customers",
  id: string,
): string | undefined {
  let index = filesByStem.get(estate.unreadable);
  if (index === undefined) {
    index = new Map(estate.unreadable.map(({ at }) => [at.file.replace(/\.\w+$/, ""), at.file]));
    filesByStem.set(estate.unreadable, index);
  }
  return index.get(`${folder}/${id}`);
}

// asked for every customer: the index must not be built again for each of thousands
const filesByStem = new WeakMap<readonly UnreadableFile[], Map<string, string>>();
