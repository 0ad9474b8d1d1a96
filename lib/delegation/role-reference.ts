import { type BuiltInRole, type RoleCatalogue, roleById, roleByName } from "../roles/role-catalogue.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";

/** A built-in role as a definition names it. */
export type RoleReference =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "id"; readonly id: Guid }
  /** a role that was delegated before Lighthouse began to refuse it, kept where it already is */
  | {
      readonly kind: "kept";
      readonly role: string;
      readonly subscriptions: readonly Guid[];
      readonly reason: string;
    };

/** The text by which the author named the role: its name or its GUID. */
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

/** The built-in role meant, or undefined where the catalogue does not hold it. */
export function resolveRole(catalogue: RoleCatalogue, reference: RoleReference): BuiltInRole | undefined {
  const text = roleText(reference);
  return GUID_PATTERN.test(text) ? roleById(catalogue, text.toLowerCase()) : roleByName(catalogue, text);
}
