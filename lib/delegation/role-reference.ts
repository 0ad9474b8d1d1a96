import { type BuiltInRole, type RoleCatalogue, roleById, roleByName } from "../roles/role-catalogue.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";

/** A reference to a built-in role in a definition. */
export type RoleReference =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "id"; readonly id: Guid }
  /** A delegated role that Lighthouse refuses by now, kept on the subscriptions that have it. */
  | {
      readonly kind: "kept";
      readonly role: string;
      readonly subscriptions: readonly Guid[];
      readonly reason: string;
    };

/** The role's name or GUID, as the author wrote it. */
export function roleText(reference: RoleReference): string {
  switch (reference.kind) {
    case "name":
      return reference.name;
    case "id":
      return reference.id;
    case "kept":
      return reference.role;
  }
}

/** Finds the referenced role; undefined where the catalogue lacks it. */
export function resolveRole(catalogue: RoleCatalogue, reference: RoleReference): BuiltInRole | undefined {
  const text = roleText(reference);
  return GUID_PATTERN.test(text) ? roleById(catalogue, text.toLowerCase()) : roleByName(catalogue, text);
}
