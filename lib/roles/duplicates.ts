import type { BuiltInRole } from "./role-catalogue.ts";

/** A role whose id or name an earlier role already has; `first` and `index` are places in the list that was asked. */
export interface Duplicate {
  readonly field: "id" | "name";
  readonly value: string;
  readonly first: number;
  readonly index: number;
}

/** Every repeated GUID (in either case) and every repeated name. */
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
