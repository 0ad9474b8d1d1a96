import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID } from "../roles/well-known-roles.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { WrittenRole } from "./adoption.ts";

/** Reason that is written beside a role that Azure accepted once and refuses by now. */
const KEPT_REASON = "delegated before Azure Lighthouse refused the role; adopted as it is";

/** Writes roles by name. */
export class WrittenRoles {
  readonly #catalogue: RoleCatalogue;

  constructor(catalogue: RoleCatalogue) {
    this.#catalogue = catalogue;
  }

  /** A role by its name. A role that Azure now refuses is kept on the subscriptions that have it. */
  role(id: Guid, subscriptions: readonly Guid[]): WrittenRole {
    const name = this.name(id);
    if (!this.isRefused(id)) return name;
    return {
      keep: name,
      onSubscriptions: [...new Set(subscriptions)].sort(compareText),
      reason: KEPT_REASON,
    };
  }

  /** The role's name in the catalogue, or its GUID. */
  name(id: Guid): string {
    return roleById(this.#catalogue, id)?.name ?? id;
  }

  /** Whether Azure refuses the role by now. */
  isRefused(id: Guid): boolean {
    const role = roleById(this.#catalogue, id);
    return role !== undefined && verdictOf(role).kind === "refused";
  }

  /** Why a role cannot be in a definition, as a clause; undefined where it can. */
  whyNot(id: Guid): string | undefined {
    if (id === OWNER_ROLE_ID) return "grants Owner, which Azure Lighthouse refuses";
    if (roleById(this.#catalogue, id) !== undefined) return undefined;
    return `grants the role ${id}, which the role catalogue does not contain`;
  }
}
