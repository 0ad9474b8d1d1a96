import type { AccessSide } from "../access/access-side.ts";
import { SEVERITIES } from "../capabilities/capability.ts";
import type { EstateReach, PrincipalReach } from "../reach/estate-reach.ts";
import { estateReach } from "../reach/reach-of.ts";
import type { KnownPrincipal } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Advice, ReachCounts } from "./advice.ts";

/** Most principals that are named: those whose reach grew most. */
const MOST_PRINCIPALS = 5;

/** What reach is compared by. */
export interface GrownReachOptions {
  /** The revision, as named by the user. */
  readonly since: string;
  readonly catalogue: RoleCatalogue;
  /** The registry of now, for types and names. */
  readonly principals: readonly KnownPrincipal[];
  /** Only principals that reach one of these customers; empty for all. */
  readonly customers: readonly string[];
}

/**
 * Principals that reach more than before, the most grown first. The order is by capabilities at customers, the most
 * severe first.
 */
export function grownReach(
  before: AccessSide,
  after: AccessSide,
  { since, catalogue, principals, customers }: GrownReachOptions,
): Advice[] {
  const old = new Map(reachOf(before, catalogue).principals.map((each) => [keyOf(each), each]));
  return reachOf(after, catalogue)
    .principals.filter(
      (each) => customers.length === 0 || each.customers.some((id) => customers.includes(id)),
    )
    .map((now) => ({ now, was: old.get(keyOf(now)) }))
    .map(({ now, was }) => ({ now, was, before: countsOf(was), after: countsOf(now) }))
    .filter((each) => growth(each) > 0)
    .sort((a, b) => growthFirst(a, b))
    .slice(0, MOST_PRINCIPALS)
    .map(({ now, was, ...counts }): Advice => {
      const known = principals.find(
        (each) => each.principalId === now.principalId && each.managingTenantId === now.managingTenantId,
      );
      return {
        detail: {
          kind: "reach-grew",
          since,
          ...counts,
          newCustomers: now.customers.filter((id) => was?.customers.includes(id) !== true),
        },
        of: undefined,
        at: undefined,
        principal: {
          managingTenantId: now.managingTenantId,
          objectId: now.principalId,
          displayName: known?.displayName ?? now.claimedName,
          type: known?.type ?? "unknown",
        },
        role: undefined,
        customers: now.customers,
        mend: { kind: "by-hand" },
      };
    });
}

interface Counted {
  readonly before: ReachCounts;
  readonly after: ReachCounts;
}

function reachOf(side: AccessSide, catalogue: RoleCatalogue): EstateReach {
  const grants = side.customers.flatMap(({ customer, grants: own }) =>
    own.map((grant) => ({ customer, grant })),
  );
  return estateReach(side, grants, false, catalogue);
}

function keyOf({ managingTenantId, principalId }: PrincipalReach): string {
  return `${managingTenantId}/${principalId}`;
}

/** Capabilities that are held or can be activated or handed out. Known ways would count the same power twice. */
function countsOf(reach: PrincipalReach | undefined): ReachCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity, customers, use } of reach?.powers ?? [])
    if (use !== "known-way") counts[severity] += customers.length;
  return counts;
}

/** The first difference by severity; positive where more is reached. */
function growth({ before, after }: Counted): number {
  for (const severity of SEVERITIES) {
    const more = after[severity] - before[severity];
    if (more !== 0) return more;
  }
  return 0;
}

function growthFirst(a: Counted, b: Counted): number {
  for (const severity of SEVERITIES) {
    const more = b.after[severity] - b.before[severity] - (a.after[severity] - a.before[severity]);
    if (more !== 0) return more;
  }
  return 0;
}
