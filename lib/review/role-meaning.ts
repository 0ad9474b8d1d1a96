import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import type { Operations } from "../permissions/block.ts";
import { difference, type Permissions, unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions, handedOutPermissions } from "../permissions/role-permissions.ts";
import { Effort } from "../permissions/search.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessDifference } from "./access-change.ts";

/**
 * Steps of all comparisons of roles in one review. Comparing every role of the shipped catalogue with nothing takes
 * less than a tenth. Two built-in roles with each other take less than a hundredth.
 */
const REVIEW_STEPS = 10_000_000;

/** The budget of one review. */
export function reviewEffort(): Effort {
  return new Effort(REVIEW_STEPS);
}

/** Whether a difference is not empty. */
export function isNonEmpty({ operations, delegated }: AccessDifference): boolean {
  return operations.length > 0 || delegated.length > 0;
}

/** Which actions of roles count. `control`: what a grant allows. `all`: what may be handed to managed identities. */
type Planes = "control" | "all";

/**
 * Permissions of roles by one catalogue, and what grants allow beyond others. Results are cached: fleets repeat them.
 */
export class RoleMeaning {
  readonly #catalogue: RoleCatalogue;
  readonly #effort: Effort;
  readonly #differences = new Map<string, readonly Operations[]>();

  /** @param effort the budget of all answers together. Beyond it, a grant seems to gain all that its role allows. */
  constructor(catalogue: RoleCatalogue, effort: Effort = reviewEffort()) {
    this.#catalogue = catalogue;
    this.#effort = effort;
  }

  /** What a grant allows and hands out beyond `others`. These must cover its scope on at least its terms. */
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
    return { operations, delegated };
  }

  #difference(planes: Planes, roles: readonly Guid[], others: readonly Guid[]): readonly Operations[] {
    if (roles.length === 0) return [];
    const [own, than] = [distinct(roles), distinct(others)];
    const key = JSON.stringify([planes, own, than]);
    const known = this.#differences.get(key);
    if (known !== undefined) return known;
    this.#effort.about(own.map((id) => roleById(this.#catalogue, id)?.name ?? id).join(", "));
    const found = difference(this.#allowedBy(planes, own), this.#allowedBy(planes, than), this.#effort);
    this.#differences.set(key, found);
    return found;
  }

  #allowedBy(planes: Planes, roles: readonly Guid[]): Permissions {
    const permissionsOf = planes === "control" ? authorizedPermissions : handedOutPermissions;
    return unionOf(roles.map((id) => permissionsOf(id, this.#catalogue)));
  }
}

/** In any other role, delegated roles have no effect, and Azure refuses them. */
function mayDelegate({ roleDefinitionId }: AccessGrant): boolean {
  return roleDefinitionId === USER_ACCESS_ADMINISTRATOR_ROLE_ID;
}

function distinct(ids: readonly Guid[]): readonly Guid[] {
  return [...new Set(ids)].sort();
}
