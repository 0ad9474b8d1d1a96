import type { AccessGrant } from "../access/access-grant.ts";
import { rolesOf } from "../access/access-grant.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { verdictOf } from "../roles/verdict.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { RoleStatus } from "./estate-status.ts";

/** A customer with grants of its definitions or of Azure. */
export interface RoleHolder {
  readonly customer: string;
  readonly grants: readonly AccessGrant[];
}

/**
 * The roles of grants that Azure Lighthouse refuses by the catalogue, and who holds them. Sorted by name.
 *
 * @param kept ids of roles that definitions keep
 */
export function roleStatuses(
  holders: Iterable<RoleHolder>,
  kept: ReadonlySet<Guid>,
  catalogue: RoleCatalogue,
): RoleStatus[] {
  const customers = new Map<Guid, Set<string>>();
  const judged = new Map<Guid, RoleStatus["verdict"] | undefined>();
  for (const { customer, grants } of holders)
    for (const role of grants.flatMap(rolesOf)) {
      if (!judged.has(role)) judged.set(role, judge(role, catalogue));
      if (judged.get(role) === undefined) continue;
      customers.set(role, (customers.get(role) ?? new Set()).add(customer));
    }
  return [...customers]
    .flatMap(([id, own]): RoleStatus[] => {
      const verdict = judged.get(id);
      if (verdict === undefined) return [];
      const roleName = roleById(catalogue, id)?.name ?? id;
      return [
        {
          roleDefinitionId: id,
          roleName,
          verdict,
          isKept: kept.has(id),
          customers: [...own].sort(compareText),
        },
      ];
    })
    .sort((a, b) => compareText(a.roleName, b.roleName));
}

/** What Azure Lighthouse says of a role; undefined where it accepts the role. */
export function judge(id: Guid, catalogue: RoleCatalogue): RoleStatus["verdict"] | undefined {
  const role = roleById(catalogue, id);
  if (role === undefined) return "not-in-catalogue";
  const verdict = verdictOf(role);
  if (verdict.kind !== "refused") return undefined;
  return verdict.reasons.some(({ kind }) => kind === "deprecated") ? "deprecated" : "refused";
}
