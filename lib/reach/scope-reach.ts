import { type AccessGrant, delegatedRoles, mediationIdentity } from "../access/access-grant.ts";
import { CAPABILITIES } from "../capabilities/capabilities.ts";
import { SEVERITIES, type Severity } from "../capabilities/capability.ts";
import { type Coverage, KnownOperations } from "../capabilities/known-operations.ts";
import {
  type ReachCapabilities,
  reachCapabilities,
  roleCapabilities,
} from "../capabilities/reach-capabilities.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";

/** Capabilities of grants on one scope. Computed once for each set of roles and terms, because fleets repeat them. */
export class ScopeReaches {
  readonly #catalogue: RoleCatalogue;
  readonly #operations: KnownOperations;
  readonly #reaches = new Map<string, ScopeReach>();

  constructor(catalogue: RoleCatalogue) {
    this.#catalogue = catalogue;
    this.#operations = new KnownOperations(catalogue);
  }

  /** What grants of one principal allow together on one scope. */
  of(grants: readonly AccessGrant[]): ScopeReach {
    const distinct = new Map(grants.map((grant) => [termsOf(grant), grant]));
    const key = [...distinct.keys()].sort().join(" ");
    const known = this.#reaches.get(key);
    if (known !== undefined) return known;
    const ways = waysOf([...distinct.values()]);
    const capabilities = reachCapabilities(ways, this.#catalogue, this.#operations);
    const reach = { key, ways, capabilities };
    this.#reaches.set(key, reach);
    return reach;
  }

  /**
   * Number of known operations that one role allows under Azure Lighthouse. Includes how many of them no words cover.
   */
  coverageOf(roleDefinitionId: Guid): Coverage {
    return roleCapabilities(roleDefinitionId, this.#catalogue, this.#operations).coverage;
  }

  /** Worst severity of what one grant alone allows or hands out. Critical for an unknown role. */
  severityOf(grant: AccessGrant): Severity {
    const { ways } = this.of([grant]).capabilities;
    if (ways.some(({ unknownRoles }) => unknownRoles.length > 0)) return "critical";
    const codes = ways.flatMap(({ held, handedOut }) => [...held, ...handedOut]).map(({ code }) => code);
    const found = new Set(codes.map((code) => CAPABILITIES[code].severity));
    return SEVERITIES.find((severity) => found.has(severity)) ?? "low";
  }
}

/** Grants on one scope by terms, and what they allow. */
export interface ScopeReach {
  /** Equal for equal roles on equal terms. */
  readonly key: string;
  readonly ways: readonly { readonly grants: readonly AccessGrant[] }[];
  readonly capabilities: ReachCapabilities;
}

/** Standing grants first, then those of each kind of activation. */
function waysOf(grants: readonly AccessGrant[]): { readonly grants: readonly AccessGrant[] }[] {
  const standing = grants.filter(({ access }) => access.kind === "standing");
  const eligible = grants.filter(({ access }) => access.kind === "eligible");
  const byTerms = groupBy(eligible, ({ access }) => mediationIdentity(access));
  return [...(standing.length > 0 ? [standing] : []), ...byTerms.values()].map((own) => ({ grants: own }));
}

function termsOf(grant: AccessGrant): string {
  const { roleDefinitionId, access } = grant;
  return JSON.stringify([roleDefinitionId, mediationIdentity(access)]);
}

/** Roles that a grant's principal holds or hands out. */
export function rolesInvolved(grants: readonly AccessGrant[], handsOut: boolean): Guid[] {
  const roles = grants.flatMap((grant) => (handsOut ? delegatedRoles(grant) : [grant.roleDefinitionId]));
  return [...new Set(roles)].sort();
}
