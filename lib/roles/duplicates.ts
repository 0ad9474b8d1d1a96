import type { BuiltInRole } from "./role-catalogue.ts";

/** A role with the id or name of an earlier role. `first` and `index` are indexes in the given list. */
export interface Duplicate {
  readonly field: "id" | "name";
  readonly value: string;
  readonly first: number;
  readonly index: number;
}

/** Finds repeated GUIDs (compared case-insensitively) and repeated names. */
export function duplicatesOf(roles: readonly BuiltInRole[]): readonly Duplicate[] {
  const duplicates: Duplicate[] = [];
  for (const field of ["id", "name"] as const) {
    const seen: Map<string, number> = new Map();
    for (const [index, role] of roles.entries()) {
      const value = field === "id" ? role.id.toLowerCase() : role.name;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else duplicates.push({ field, value, first, index });
    }
  }
  return duplicates;
}
