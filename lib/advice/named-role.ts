import type { BuiltInRole } from "../roles/role-catalogue.ts";

/** A role as advice names it. */
export type NamedRole = Pick<BuiltInRole, "id" | "name">;

/** Id and name of a role, without its permissions. */
export function namedRole({ id, name }: NamedRole): NamedRole {
  return { id, name };
}
