import type { Guid } from "../values/guid.ts";

/*
 * Where an estate stands: plain data, rendered in report/status/.
 */

/**
 * State of a delegated scope in Azure. `unknown`: there is no snapshot. `not-read`: the snapshot did not read the
 * subscription whole. `not-deployed`: Azure grants none of it, never or no longer; `missing` in a report of drift.
 */
export type ScopeState = "unknown" | "not-read" | "not-deployed" | "failed" | "differs" | "in-place";

/** A subscription of a delegation, or resource groups of it. */
export interface ScopeStatus {
  /** The author's name of the subscription. */
  readonly subscription: string;
  /** Undefined where the customer lists no subscription of this name. */
  readonly subscriptionId: Guid | undefined;
  /** Undefined for the whole subscription. */
  readonly resourceGroups: readonly string[] | undefined;
  readonly state: ScopeState;
  /** `offer/plan@n.n.n` as the description in Azure claims it: informational. @default - not known */
  readonly sourceInAzure: string | undefined;
}

/**
 * State of a delegation or of a customer. This is the state of its scopes, or why there is none. `unreadable`: the
 * definition has errors that `keeper check` reports.
 */
export type DelegationState = ScopeState | "nothing-delegated" | "unreadable";

/** An offer that a customer takes. */
export interface DelegationStatus {
  readonly offer: string;
  readonly plan: string;
  /** The version that the definition takes. */
  readonly version: string;
  /** The newest version of the plan, where it is newer. */
  readonly update: string | undefined;
  /**
   * The day when the oldest newer version of the plan was published. YYYY-MM-DD.
   * @default - there is none, or its
   * day is not known
   */
  readonly waitingSince: string | undefined;
  /**
   * The newer version of the plan that the customer's acceptance record names. Only where it is newer than the
   * definition's. `since` is the day of the record.
   * @default - none is recorded
   */
  readonly accepted: { readonly version: string; readonly since: string } | undefined;
  /** Number of versions of the plan that are newer. */
  readonly behind: number;
  /**
   * Names of its roles that Azure Lighthouse refuses by the catalogue. Without the roles that a definition keeps.
   * Sorted.
   */
  readonly refusedRoles: readonly string[];
  readonly scopes: readonly ScopeStatus[];
  readonly state: DelegationState;
}

/**
 * What is recorded of a customer's acceptance. `exceeded`: the definitions grant more than the record lists. Recorded is
 * what the provider was told, not a proof.
 */
export interface AcceptanceStatus {
  readonly state: "nothing-delegated" | "not-recorded" | "unreadable" | "recorded" | "exceeded";
  /** YYYY-MM-DD; undefined without a record. */
  readonly recordedOn: string | undefined;
  readonly recordedBy: string | undefined;
  readonly reference: string | undefined;
  readonly signature: RecordSignature;
  /** Plans and versions of the record, `offer/plan@n.n.n`. */
  readonly plans: readonly string[];
  /** Whether the gate refuses more access than the record lists. */
  readonly isRequired: boolean;
}

/**
 * The signature beside a record. `verified`: a key signed it that the estate lists for this customer. `not-verified`: there is
 * a signature, and that is not shown.
 */
export type RecordSignature = "none" | "verified" | "not-verified";

/** A customer and everything that it takes. */
export interface CustomerStatus {
  readonly id: string;
  readonly name: string;
  readonly deployedBy: "provider" | "customer";
  readonly acceptance: AcceptanceStatus;
  /** Empty where the customer takes no offer. */
  readonly delegations: readonly DelegationStatus[];
}

/** A role that Azure Lighthouse refuses by the catalogue, or that the catalogue lacks. */
export interface RoleStatus {
  readonly roleDefinitionId: Guid;
  /** The GUID where the catalogue does not have the role. */
  readonly roleName: string;
  readonly verdict: "deprecated" | "refused" | "not-in-catalogue";
  /** Whether a definition keeps the role (`keep`) for subscriptions that have it. */
  readonly isKept: boolean;
  /** Customers whose definitions or delegations in Azure have the role: ids, sorted. */
  readonly customers: readonly string[];
}

/** How many delegations Azure has that no definition makes. */
export interface OtherDelegations {
  /** To a managing tenant of the estate. */
  readonly toOwnTenants: number;
  /** To any other managing tenant. */
  readonly toOtherTenants: number;
}

/** A difference from Azure that a deviation allows. */
export interface DeviationStatus {
  readonly customer: string;
  readonly subscriptionId: Guid;
  readonly offer: string;
  /** The last day, as YYYY-MM-DD. */
  readonly until: string;
  /** Whether that day is over. */
  readonly isPast: boolean;
}

/** Where an estate stands. */
export interface EstateStatus {
  readonly catalogueDate: string;
  /** Sorted by id. */
  readonly customers: readonly CustomerStatus[];
  /** Sorted by name. */
  readonly roles: readonly RoleStatus[];
  /** Files that could not be read as definitions: their content is missing here. Sorted. */
  readonly unreadableFiles: readonly string[];
  /** Sorted by customer, subscription and offer. */
  readonly deviations: readonly DeviationStatus[];
  /** How many warnings of rules offers and customers accept. */
  readonly acceptedWarnings: number;
  /** Undefined without a snapshot. */
  readonly others: OtherDelegations | undefined;
}
