import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import type { Operations } from "../permissions/operations.ts";
import {
  difference,
  type Permissions,
  permissionsOf,
  unionOf,
  unknownRolePermissions,
} from "../permissions/permissions.ts";
import { type BuiltInRole, type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessDifference } from "./access-change.ts";

/** Nothing gained, nothing lost. */
const NO_DIFFERENCE: AccessDifference = { operations: [], delegated: [] };

/** Whether anything is in a difference. */
export function isNonEmpty({ operations, delegated }: AccessDifference): boolean {
  return operations.length > 0 || delegated.length > 0;
}

/**
 * All that User Access Administrator allows under Azure Lighthouse beside handing out its delegated roles: "no other
 * right applies", but for support tickets (Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios).
 */
const USER_ACCESS_ADMINISTRATOR: BuiltInRole = {
  id: USER_ACCESS_ADMINISTRATOR_ROLE_ID,
  name: "User Access Administrator",
  permissions: [
    {
      actions: ["Microsoft.Support/*"],
      notActions: [],
      dataActions: [],
      notDataActions: [],
      condition: null,
    },
  ],
};

/** What roles mean by one catalogue, and how far grants reach beyond other grants. Answers are kept: fleets repeat them. */
export class RoleMeaning {
  readonly #catalogue: RoleCatalogue;
  readonly #single = new Map<string, Permissions>();
  readonly #unions = new Map<string, Permissions>();
  readonly #differences = new Map<string, readonly Operations[]>();

  constructor(catalogue: RoleCatalogue) {
    this.#catalogue = catalogue;
  }

  /** What a grant allows and hands out, and the `others`, which must reach its scope in at least its way, do not. */
  beyond(grant: AccessGrant, others: readonly AccessGrant[]): AccessDifference {
    const operations = this.#difference(
      "control",
      [grant.roleDefinitionId],
      others.map(({ roleDefinitionId }) => roleDefinitionId),
    );
    const delegated = this.#difference(
      "all",
      delegatedRoles(grant),
      others.filter(mayDelegate).flatMap(delegatedRoles),
    );
    return operations.length + delegated.length === 0 ? NO_DIFFERENCE : { operations, delegated };
  }

  #difference(
    planes: "control" | "all",
    roles: readonly Guid[],
    others: readonly Guid[],
  ): readonly Operations[] {
    if (roles.length === 0) return [];
    const [of, than] = [keyOf(planes, roles), keyOf(planes, others)];
    const key = `${of}-${than}`;
    const known = this.#differences.get(key);
    if (known !== undefined) return known;
    const found = difference(this.#union(of, planes, roles), this.#union(than, planes, others));
    this.#differences.set(key, found);
    return found;
  }

  #union(key: string, planes: "control" | "all", roles: readonly Guid[]): Permissions {
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const union = unionOf([...new Set(roles)].sort().map((id) => this.#permissions(planes, id)));
    this.#unions.set(key, union);
    return union;
  }

  #permissions(planes: "control" | "all", id: Guid): Permissions {
    const key = keyOf(planes, [id]);
    const known = this.#single.get(key);
    if (known !== undefined) return known;
    const limited = planes === "control" && id === USER_ACCESS_ADMINISTRATOR_ROLE_ID;
    const role = limited ? USER_ACCESS_ADMINISTRATOR : roleById(this.#catalogue, id);
    const permissions =
      role === undefined
        ? unknownRolePermissions(id)
        : permissionsOf([role], planes === "control" ? ["control"] : ["control", "data"]);
    this.#single.set(key, permissions);
    return permissions;
  }
}

/** Elsewhere a list of delegated roles hands out nothing, and Azure refuses it. */
function mayDelegate({ roleDefinitionId }: AccessGrant): boolean {
  return roleDefinitionId === USER_ACCESS_ADMINISTRATOR_ROLE_ID;
}

function keyOf(planes: string, roles: readonly Guid[]): string {
  return `${planes}:${[...new Set(roles)].sort().join()}`;
}
