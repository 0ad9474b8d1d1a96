import type { AccessGrant } from "../access/access-grant.ts";
import { unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { analyze, waysBeyond } from "./analysis.ts";
import { type AssuranceCode, assurancesOf } from "./assurances.ts";
import { capabilitiesBeyond, type HeldCapability } from "./decide.ts";
import { grantedPermissions } from "./granted.ts";
import type { Coverage, KnownOperations } from "./known-operations.ts";
import type { KnownWay } from "./known-ways.ts";

/** What one way of using access allows: at once, or after one kind of activation. */
export interface WayCapabilities {
  /** Capabilities that standing access does not give anyway, in the order of the table. */
  readonly held: readonly HeldCapability[];
  /** Capabilities of roles that may be handed to managed identities. */
  readonly handedOut: readonly HeldCapability[];
  /** Known ways beyond those of standing access. */
  readonly ways: readonly KnownWay[];
  /** Known operations that the way allows, standing access included. */
  readonly coverage: Coverage;
  /** GUIDs of roles that the catalogue does not know: they may allow anything. */
  readonly unknownRoles: readonly string[];
}

/** What a principal can do on equal scopes. */
export interface ReachCapabilities {
  /** One for each way, in the same order. */
  readonly ways: readonly WayCapabilities[];
  /** What only several activations at a time give: capabilities, and known ways. */
  readonly together: Pick<WayCapabilities, "held" | "ways">;
  /** What all ways together do not allow, by the catalogue of `catalogueDate`. */
  readonly cannot: readonly AssuranceCode[];
  readonly catalogueDate: string;
}

/** Grants that are used in one way. */
export interface GrantsOfWay {
  readonly grants: readonly AccessGrant[];
}

/** Capabilities of a principal's grants on one scope, way by way. Grants of one way are all standing, or all eligible. */
export function reachCapabilities(
  ways: readonly GrantsOfWay[],
  catalogue: RoleCatalogue,
  operations: KnownOperations,
): ReachCapabilities {
  const all = ways.flatMap(({ grants }) => grants);
  const standing = all.filter(({ access }) => access.kind === "standing");
  const atOnce = analyze(grantedPermissions(standing, catalogue));
  const answers = ways.map(({ grants }): WayCapabilities => {
    const isStanding = grants.every(({ access }) => access.kind === "standing");
    const permissions = grantedPermissions(isStanding ? grants : [...standing, ...grants], catalogue);
    const found = analyze(permissions);
    return {
      held: isStanding ? found.own : capabilitiesBeyond(found.own, atOnce.own),
      handedOut: isStanding ? found.handedOut : [],
      ways: isStanding ? found.ways : waysBeyond(found.ways, atOnce.ways),
      coverage: operations.coverage(permissions.own, found.own),
      unknownRoles: [...permissions.own.unknownRoles, ...permissions.handedOut.unknownRoles],
    };
  });
  const everything = grantedPermissions(all, catalogue);
  const total = analyze(everything);
  return {
    ways: answers,
    together: {
      held: capabilitiesBeyond(total.own, [...atOnce.own, ...answers.flatMap(({ held }) => held)]),
      ways: waysBeyond(total.ways, [...atOnce.ways, ...answers.flatMap((each) => each.ways)]),
    },
    cannot: assurancesOf({ permissions: everything, ...total }),
    catalogueDate: catalogue.date,
  };
}

/**
 * What one role allows where Azure Lighthouse authorizes a principal for it. The role is held alone, without delegated
 * roles.
 */
export function roleCapabilities(
  roleDefinitionId: Guid,
  catalogue: RoleCatalogue,
  operations: KnownOperations,
): WayCapabilities {
  const own = authorizedPermissions(roleDefinitionId, catalogue);
  const found = analyze({ own, handedOut: unionOf([]) });
  const coverage = operations.coverage(own, found.own);
  return { held: found.own, handedOut: [], ways: found.ways, coverage, unknownRoles: own.unknownRoles };
}
