import type { FoundDefinition } from "../access/found-access.ts";
import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { AccessChange } from "../review/access-change.ts";
import type { Flag, Grade } from "../review/grade.ts";
import type { Guid } from "../values/guid.ts";

/**
 * Whose a delegation in Azure is. `ours`: this estate defines it, or its id is that of one of the estate's offers there.
 * `another-tenant`: its managing tenant is none of the estate's. `unknown`: it is to a managing tenant of the estate, and
 * nothing shows that this estate made it.
 */
export type Ownership = "ours" | "another-tenant" | "unknown";

/**
 * How a delegation differs from the definitions.
 *
 * - `missing`: defined, and without any access in Azure.
 * - `extra`: ours, and no longer defined.
 * - `wider`, `narrower`, `mixed`: Azure grants more, less, or both.
 * - `restated`: the same access under other texts or ids.
 * - `another-managing-tenant`: it is to a managing tenant that no definition names for it.
 * - `outside-definitions`: to a managing tenant of the estate, and made by no definition.
 * - `orphan`: without an assignment, so that it grants nothing.
 * - `failed`: Azure could not create it.
 */
export type DelegationDriftKind =
  | "missing"
  | "extra"
  | "wider"
  | "narrower"
  | "mixed"
  | "restated"
  | "another-managing-tenant"
  | "outside-definitions"
  | "orphan"
  | "failed";

/** A delegation that differs from the definitions. */
export interface DelegationDrift {
  readonly kind: DelegationDriftKind;
  readonly ownership: Ownership;
  /** Undefined where the subscription has no customer, now or at the estate's last synthesis. */
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** As in Azure; as defined where Azure does not have it. */
  readonly definition: FoundDefinition;
  /** Whether the estate defines it. */
  readonly isDefined: boolean;
  /** ARM ids of its assignments in Azure. */
  readonly assignmentIds: readonly string[];
  /** Grade and flags of this delegation's own change, from the definitions to Azure. */
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  readonly changes: readonly AccessChange[];
  /** Whether it counts as drift; others are notes. */
  readonly isDrift: boolean;
  /** Whether an earlier snapshot does not have it. @default - there is no earlier snapshot */
  readonly isNew: boolean | undefined;
}

/** A subscription that is now in another tenant than the customer's. Its delegations go on. */
export interface MovedSubscription {
  readonly kind: "moved";
  readonly customer: string;
  readonly subscriptionId: Guid;
  readonly formerTenantId: Guid;
  readonly tenantId: Guid;
  /** ARM ids of the assignments of ours that stand there. */
  readonly assignmentIds: readonly string[];
}

/**
 * A subscription of which nothing is known. `not-visible`: Azure does not show it to the identity. It was never delegated,
 * or its access was revoked, or it was moved or disabled. `not-read`: another problem.
 */
export interface UnreadSubscription {
  readonly kind: "not-visible" | "not-read";
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** `not-asked`: the snapshot does not have the subscription. */
  readonly code: NotReadCode | "not-asked";
  /** Whether an earlier snapshot read it. @default - there is no earlier snapshot */
  readonly wasRead: boolean | undefined;
}

/**
 * A subscription that Azure does not show, and whose delegation was removed. The activity logs of all its defined
 * managing tenants show it. The log does not show by whom.
 */
export interface RevokedSubscription {
  readonly kind: "revoked";
  readonly customer: string | undefined;
  readonly subscriptionId: Guid;
  /** When it was removed: ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * A difference that a deviation of the estate allows. `allowed`: Azure has what the deviation says. `allowed-until`: its day
 * is over. `allowed-otherwise`: Azure shows another difference, which a finding of its own describes.
 */
export interface AllowedDifference {
  readonly kind: "allowed" | "allowed-until" | "allowed-otherwise";
  readonly customer: string;
  readonly subscriptionId: Guid;
  /** Id of the offer. */
  readonly offer: string;
  /** The last day on which it is allowed, as YYYY-MM-DD. */
  readonly until: string;
  /** Whether the snapshot read the subscription. One that is allowed and was not read is gone, by the deviation. */
  readonly isRead: boolean;
}

/** A difference between definitions and Azure, or what prevents one from being seen. */
export type DriftFinding =
  | DelegationDrift
  | MovedSubscription
  | RevokedSubscription
  | AllowedDifference
  | UnreadSubscription;

/** The closed list of kinds. */
export type DriftKind = DriftFinding["kind"];

/** Effect of a finding on the result: drift, something not read, or a note. */
export type DriftWeight = "drift" | "not-read" | "note";

/** The weight of a finding. */
export function weightOf(finding: DriftFinding): DriftWeight {
  switch (finding.kind) {
    case "not-visible":
    case "not-read":
      return "not-read";
    case "moved":
    case "revoked":
    case "allowed-until":
    case "allowed-otherwise":
      return "drift";
    case "allowed":
      return "note";
    default:
      return finding.isDrift ? "drift" : "note";
  }
}
