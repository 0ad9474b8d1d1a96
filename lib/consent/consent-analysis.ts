import type { AccessGrant } from "../access/access-grant.ts";
import { analyze } from "../capabilities/analysis.ts";
import { type AssuranceCode, assurancesOf } from "../capabilities/assurances.ts";
import { grantedPermissions } from "../capabilities/granted.ts";
import { KnownOperations } from "../capabilities/known-operations.ts";
import {
  type GrantsOfWay,
  type ReachCapabilities,
  reachCapabilities,
} from "../capabilities/reach-capabilities.ts";
import type { ResolvedVersion } from "../delegation/register.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { consentPrincipals } from "./consent-principals.ts";
import type { ConsentPrincipal } from "./consent-sheet.ts";

/** Meaning of one catalogue's roles on sheets, worked out once. Many customers take the same version of a plan. */
export class ConsentAnalysis {
  readonly catalogue: RoleCatalogue;
  readonly #operations: KnownOperations;
  readonly #principals = new Map<string, ConsentPrincipal[]>();
  readonly #reach = new Map<string, ReachCapabilities>();
  readonly #cannot = new Map<string, AssuranceCode[]>();

  constructor(catalogue: RoleCatalogue) {
    this.catalogue = catalogue;
    this.#operations = new KnownOperations(catalogue);
  }

  /** The principals of a version with what each may do. */
  principals({ authorizations, eligibleAuthorizations }: ResolvedVersion): readonly ConsentPrincipal[] {
    const version = { authorizations, eligibleAuthorizations };
    return remembered(this.#principals, JSON.stringify(version), () =>
      consentPrincipals(version, (ways) => this.#reachOf(ways)),
    );
  }

  /** What roles allow does not depend on who holds them. Plans of single customers hold the roles of others. */
  #reachOf(ways: readonly GrantsOfWay[]): ReachCapabilities {
    const roles = ways.map(({ grants }) =>
      grants.map(({ roleDefinitionId, access }) => [
        roleDefinitionId,
        access.kind === "standing" ? access.delegatedRoleDefinitionIds : access.kind,
      ]),
    );
    return remembered(this.#reach, JSON.stringify(roles), () =>
      reachCapabilities(ways, this.catalogue, this.#operations),
    );
  }

  /** What grants together do not allow, wherever they are. */
  cannot(grants: readonly AccessGrant[]): readonly AssuranceCode[] {
    const roles = new Set(
      grants.map(({ roleDefinitionId, access }) => JSON.stringify([roleDefinitionId, access])),
    );
    return remembered(this.#cannot, [...roles].sort().join(), () => {
      const permissions = grantedPermissions(grants, this.catalogue);
      return assurancesOf({ permissions, ...analyze(permissions) });
    });
  }
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
