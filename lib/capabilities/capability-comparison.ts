import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import type { Operations } from "../permissions/block.ts";
import { Pattern } from "../permissions/pattern.ts";
import type { Permissions } from "../permissions/permissions.ts";
import { Effort } from "../permissions/search.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type Analysis, analyze, waysBeyond } from "./analysis.ts";
import { capabilitiesBeyond, type HeldCapability, heldCapabilities } from "./decide.ts";
import { grantedPermissions } from "./granted.ts";
import { KnownOperations } from "./known-operations.ts";
import type { KnownWay } from "./known-ways.ts";

/** Capabilities that one set of grants has and another has not. */
export interface CapabilityDifference {
  readonly held: readonly HeldCapability[];
  /** Capabilities of roles that may newly be handed to managed identities. */
  readonly handedOut: readonly HeldCapability[];
  /** Known ways to what is reached by neither of both directly. */
  readonly ways: readonly KnownWay[];
  /** GUIDs of roles that the catalogue does not know: they may allow anything. */
  readonly unknownRoles: readonly string[];
}

/** Capabilities of grants together, used at one scope. */
export interface HeldPowers extends Analysis {
  /** GUIDs of roles that the catalogue does not know. */
  readonly unknownRoles: readonly string[];
}

/**
 * Steps of all searches of one comparison. The capabilities of every role of the shipped catalogue, one by one, take
 * half; the benchmark's fleets take less than a fiftieth.
 */
const COMPARISON_STEPS = 20_000_000;

/** The budget of one comparison of capabilities. */
export function comparisonEffort(): Effort {
  return new Effort(COMPARISON_STEPS);
}

/**
 * Compares capabilities of grants by one catalogue. Results are cached by roles: fleets repeat them. Beyond the budget a
 * capability counts as held: a report then names more than there is, and never less.
 */
export class CapabilityComparison {
  readonly #catalogue: RoleCatalogue;
  readonly #analyzed = new Map<string, HeldPowers>();
  readonly #given = new Map<string, CapabilityDifference>();
  readonly #uncovered = new Map<string, number>();
  readonly #countsUncovered: boolean;
  readonly #effort: Effort;
  #operations: KnownOperations | undefined;

  /**
   * @param countsUncovered whether operations that no capability covers are counted; that reads the whole catalogue
   * @param effort the budget of all answers together
   */
  constructor(catalogue: RoleCatalogue, countsUncovered = true, effort: Effort = comparisonEffort()) {
    this.#catalogue = catalogue;
    this.#effort = effort;
    this.#countsUncovered = countsUncovered;
  }

  /**
   * Difference that one grant makes beyond the other side. Includes what only all new grants together give.
   *
   * @param own the grants of its side at its scope, itself included
   * @param other those of the other side
   */
  givenBy(
    grant: AccessGrant,
    own: readonly AccessGrant[],
    other: readonly AccessGrant[],
  ): CapabilityDifference {
    const key = [[grant], own, other].map(rolesKey).join(">");
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    const roles = new Set(other.map((each) => rolesKey([each])));
    const staying = own.filter((each) => roles.has(rolesKey([each])));
    const together = this.#beyond(own, other);
    const by = (one: AccessGrant) => (own.length === 1 ? together : this.#beyond([one, ...staying], other));
    const alone = by(grant);
    const each = own.map(by);
    const found: CapabilityDifference = {
      held: [
        ...alone.held,
        ...capabilitiesBeyond(
          together.held,
          each.flatMap(({ held }) => held),
        ),
      ],
      handedOut: [
        ...alone.handedOut,
        ...capabilitiesBeyond(
          together.handedOut,
          each.flatMap(({ handedOut }) => handedOut),
        ),
      ],
      ways: [
        ...alone.ways,
        ...waysBeyond(
          together.ways,
          each.flatMap(({ ways }) => ways),
        ),
      ],
      unknownRoles: alone.unknownRoles,
    };
    this.#given.set(key, found);
    return found;
  }

  #beyond(grants: readonly AccessGrant[], others: readonly AccessGrant[]): CapabilityDifference {
    const [own, than] = [this.heldBy(grants), this.heldBy(others)];
    return {
      held: capabilitiesBeyond(own.own, than.own),
      handedOut: capabilitiesBeyond(own.handedOut, than.handedOut),
      ways: waysBeyond(own.ways, than.ways),
      unknownRoles: own.unknownRoles.filter((id) => !than.unknownRoles.includes(id)),
    };
  }

  /** Capabilities that operations suffice for, such as those that a role gains by another catalogue. */
  ofOperations(operations: readonly Operations[]): HeldCapability[] {
    return heldCapabilities(permissionsOfOperations(operations), this.#effort);
  }

  /** Number of known ones of `operations` that no capability of `grants` covers. 0 where not counted. */
  uncovered(operations: readonly Operations[], grants: readonly AccessGrant[]): number {
    if (!this.#countsUncovered) return 0;
    const key = JSON.stringify([operations, rolesKey(grants)]);
    const known = this.#uncovered.get(key);
    if (known !== undefined) return known;
    this.#operations ??= new KnownOperations(this.#catalogue);
    const held = this.heldBy(grants).own;
    const { uncovered } = this.#operations.coverage(permissionsOfOperations(operations), held);
    this.#uncovered.set(key, uncovered);
    return uncovered;
  }

  /** Capabilities of grants together, used at one scope. */
  heldBy(grants: readonly AccessGrant[]): HeldPowers {
    const key = rolesKey(grants);
    const known = this.#analyzed.get(key);
    if (known !== undefined) return known;
    const permissions = grantedPermissions(grants, this.#catalogue);
    const unknownRoles = [...permissions.own.unknownRoles, ...permissions.handedOut.unknownRoles];
    const found = { ...analyze(permissions, this.#effort), unknownRoles: [...new Set(unknownRoles)] };
    this.#analyzed.set(key, found);
    return found;
  }
}

/** Equal for grants of the same roles, granted and delegated. */
function rolesKey(grants: readonly AccessGrant[]): string {
  const roles = grants.map((grant) => [grant.roleDefinitionId, ...delegatedRoles(grant)].join("+"));
  return [...new Set(roles)].sort().join();
}

function permissionsOfOperations(operations: readonly Operations[]): Permissions {
  const blocks = operations.map(({ pattern, except, plane, condition }) => ({
    plane,
    actions: [new Pattern(pattern)],
    notActions: except.map((each) => new Pattern(each)),
    condition,
    identity: `operations ${JSON.stringify([plane, pattern, except, condition])}`,
  }));
  return { blocks, unknownRoles: [] };
}
