import type { CapabilityCode } from "../capabilities/capabilities.ts";
import { provesCapability } from "../capabilities/decide.ts";
import { KnownOperations } from "../capabilities/known-operations.ts";
import { includes, type Permissions, permissionsOf } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import { verdictOf } from "../roles/verdict.ts";
import { compareText } from "../values/compare-text.ts";

/** What a role must allow. It is a capability, for any of its services or a named one, or one operation. */
export type Want =
  | { readonly kind: "capability"; readonly code: CapabilityCode; readonly service: string | undefined }
  | { readonly kind: "operation"; readonly operation: string };

/** A role that may be delegated, with what it allows under Azure Lighthouse. */
export interface DelegableRole {
  readonly role: BuiltInRole;
  readonly permissions: Permissions;
  /** Number of known operations that it allows. A narrower role never has more. */
  readonly size: number;
}

const delegable = new WeakMap<RoleCatalogue, readonly DelegableRole[]>();

/**
 * Roles that Azure Lighthouse accepts without conditions. They are sorted from the least known operations to the most.
 */
export function delegableRoles(catalogue: RoleCatalogue): readonly DelegableRole[] {
  const known = delegable.get(catalogue);
  if (known !== undefined) return known;
  const roles = catalogue.roles
    .filter((role) => verdictOf(role).kind === "supported")
    .map((role) => {
      const permissions = authorizedPermissions(role.id, catalogue);
      return { role, permissions, size: sizeOf(permissions, catalogue) };
    })
    .sort((a, b) => a.size - b.size || compareText(a.role.name, b.role.name));
  delegable.set(catalogue, roles);
  return roles;
}

const operationsOf = new WeakMap<RoleCatalogue, KnownOperations>();

/** Number of known operations that permissions allow. */
export function sizeOf(permissions: Permissions, catalogue: RoleCatalogue): number {
  const operations = operationsOf.get(catalogue) ?? new KnownOperations(catalogue);
  operationsOf.set(catalogue, operations);
  return operations.coverage(permissions, []).allowed;
}

/**
 * The minimal antichain of candidates: no other candidate allows a proper part of one. Candidates are roles or
 * combinations of roles, and keep their order. Those that allow the same are all kept. Exact, by the algebra of
 * permissions.
 */
export function narrowestOf<T extends Pick<DelegableRole, "permissions" | "size">>(
  candidates: readonly T[],
): T[] {
  const minimal: T[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.size - b.size)) {
    if (minimal.some((each) => isNarrower(each.permissions, candidate.permissions))) continue;
    // roles of one size can still contain each other: they differ in operations that are not known by name
    for (let at = minimal.length - 1; at >= 0; at--) {
      const each = minimal[at];
      if (each === undefined || each.size < candidate.size) break;
      if (isNarrower(candidate.permissions, each.permissions)) minimal.splice(at, 1);
    }
    minimal.push(candidate);
  }
  const kept = new Set(minimal);
  return candidates.filter((each) => kept.has(each));
}

/** The narrowest roles of a catalogue that each allow everything wanted. Empty where no single role does. */
export function narrowestRoles(wants: readonly Want[], catalogue: RoleCatalogue): DelegableRole[] {
  return narrowestOf(
    delegableRoles(catalogue).filter(({ permissions }) => allowsEverything(permissions, wants)),
  );
}

/** Whether permissions allow everything wanted, unconditionally. False where that cannot be decided. */
export function allowsEverything(permissions: Permissions, wants: readonly Want[]): boolean {
  return wants.every((want) =>
    want.kind === "operation"
      ? includes(permissions, permissionsOfOperations([want.operation]))
      : provesCapability(permissions, want.code, want.service),
  );
}

/** Permissions that allow these operations of the control plane, and nothing else. Patterns are allowed. */
export function permissionsOfOperations(
  operations: readonly string[],
  except: readonly string[] = [],
): Permissions {
  const block = { actions: operations, notActions: except, dataActions: [], notDataActions: [] };
  return permissionsOf([{ id: "", name: "", permissions: [{ ...block, condition: null }] }], ["control"]);
}

/** Whether permissions are a proper part of others. */
export function isNarrower(permissions: Permissions, than: Permissions): boolean {
  return includes(than, permissions) && !includes(permissions, than);
}
