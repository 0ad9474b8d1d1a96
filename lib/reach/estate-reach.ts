import type { AccessGrant } from "../access/access-grant.ts";
import type { AssuranceCode } from "../capabilities/assurances.ts";
import type { CapabilityCode } from "../capabilities/capabilities.ts";
import type { Severity } from "../capabilities/capability.ts";
import type { HeldService } from "../capabilities/decide.ts";
import type { EscalationCode } from "../capabilities/escalations.ts";
import type { Coverage } from "../capabilities/known-operations.ts";
import type { Guid } from "../values/guid.ts";

/*
 * What the principals of an estate reach: plain data, rendered in report/access/.
 */

/**
 * Ways to use a power, nearest first. At once, after activation, by a managed identity that gets the role, or by a
 * known way.
 */
export const POWER_USES = ["standing", "on-request", "handed-out", "known-way"] as const;

/** How near a power is, from the closed list of {@link POWER_USES}. */
export type PowerUse = (typeof POWER_USES)[number];

/** One capability of a principal, used in one way, at all customers where it applies. */
export interface ReachedPower {
  readonly code: CapabilityCode;
  readonly severity: Severity;
  readonly use: PowerUse;
  /** Services of the capability that are held; every one of them for a known way. */
  readonly services: readonly HeldService[];
  /** Whether every service of the capability is held. */
  readonly isComplete: boolean;
  /** Ids, sorted. */
  readonly customers: readonly string[];
  /** Roles that give the power alone, or all roles used together. Empty for a known way. Sorted. */
  readonly roles: readonly Guid[];
  /** Known ways that lead to it first; empty for any other use. */
  readonly steps: readonly EscalationCode[];
}

/** A role of a principal on the same kind of terms. */
export interface ReachedRole {
  readonly roleDefinitionId: Guid;
  readonly kind: AccessGrant["access"]["kind"];
  readonly severity: Severity;
  /** Ids, sorted. */
  readonly customers: readonly string[];
}

/** Customers at which a principal has the same access. */
export interface CustomerGroup {
  /** Ids, sorted; never empty. */
  readonly customers: readonly string[];
  /** Indices of the principal's roles. */
  readonly roles: readonly number[];
  /** Indices of the principal's powers, worst first. */
  readonly powers: readonly number[];
}

/** Everything that one principal reaches. */
export interface PrincipalReach {
  readonly managingTenantId: Guid;
  readonly principalId: Guid;
  /** The name that its first grant gives. */
  readonly claimedName: string;
  readonly grants: { readonly standing: number; readonly onRequest: number; readonly withoutMfa: number };
  /** Number of scopes. */
  readonly scopes: number;
  /** Ids, sorted. */
  readonly customers: readonly string[];
  /** Worst first; among equals, those at more customers. */
  readonly roles: readonly ReachedRole[];
  /** Worst first; among equals the nearest, then those at more customers. */
  readonly powers: readonly ReachedPower[];
  /** Largest first. */
  readonly groups: readonly CustomerGroup[];
  /** The scope with the most operations that no capability covers. */
  readonly coverage: Coverage;
  /** Roles that the catalogue does not know: they may allow anything. Sorted. */
  readonly unknownRoles: readonly Guid[];
  /** What the principal can do nowhere. */
  readonly cannot: readonly AssuranceCode[];
}

/** A grant with what a reader asks of it. */
export interface RatedGrant {
  readonly customer: string;
  readonly grant: AccessGrant;
  /** Worst severity of what the role allows or hands out. Critical where the catalogue does not know it. */
  readonly severity: Severity;
  /** `offer/plan@n.n.n` as the definition claims it. @default - not known */
  readonly source: string | undefined;
}

/** A role that a principal holds or hands out, with the coverage of its operations. */
export interface InvolvedRole {
  readonly roleDefinitionId: Guid;
  /** Known operations of the role where Azure Lighthouse authorizes it. None where the catalogue does not know it. */
  readonly coverage: Coverage;
}

/** What the principals of an estate reach. */
export interface EstateReach {
  readonly catalogueDate: string;
  /** Number of customers that the side covers. */
  readonly customers: number;
  /** The grants asked for: worst first, then as the side has them. */
  readonly grants: readonly RatedGrant[];
  /** The most dangerous first. Empty where the question is narrowed, because a part would look too small. */
  readonly principals: readonly PrincipalReach[];
  /** Every role of the grants, sorted by id. */
  readonly roles: readonly InvolvedRole[];
}
