import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessGrant } from "./access-grant.ts";
import type { Deployment } from "./deployment.ts";

/** A registration definition in a document, without its grants, which are listed apart. */
export interface DelegatedDefinition {
  readonly registrationDefinitionId: Guid;
  readonly subscriptionId: Guid;
  readonly managingTenantId: Guid;
  /** `registrationDefinitionName`; the customer sees it. */
  readonly name: string;
  /** The customer sees it. */
  readonly description: string;
  /** `offer/plan@n.n.n` as the description's last line claims it: a hint, never trusted for access. */
  readonly claimedSource: string | undefined;
  /** `publisher/product/name@version` of a marketplace offer. */
  readonly marketplacePlan: string | undefined;
  /**
   * The offer's id in the definition's Terraform address, which the addresses of its assignments share. Terraform
   * destroys a resource whose address changes. Undefined where the document has no addresses or lists replacements.
   */
  readonly addressedOffer?: string;
}

/** A registration assignment in a document. */
export interface DelegatedAssignment {
  readonly registrationAssignmentId: Guid;
  readonly registrationDefinitionId: Guid;
  /** ARM id of the subscription or resource group, as written. azurerm replaces it when the spelling changes. */
  readonly scope: string;
}

/** The order of definitions: by subscription, then id. */
export function compareDefinitions(a: DelegatedDefinition, b: DelegatedDefinition): number {
  return (
    compareText(a.subscriptionId, b.subscriptionId) ||
    compareText(a.registrationDefinitionId, b.registrationDefinitionId)
  );
}

/** The order of assignments: by scope, then id. */
export function compareAssignments(a: DelegatedAssignment, b: DelegatedAssignment): number {
  return compareText(a.scope, b.scope) || compareText(a.registrationAssignmentId, b.registrationAssignmentId);
}

/** The access that a document shows for one customer. */
export interface CustomerAccess {
  /** The customer's id: the name of its stack. */
  readonly customer: string;
  /** Subscriptions that the document manages, also those without delegations; sorted. */
  readonly subscriptionIds: readonly Guid[];
  /** In the order of {@link compareDefinitions}. */
  readonly definitions: readonly DelegatedDefinition[];
  /** In the order of {@link compareAssignments}. */
  readonly assignments: readonly DelegatedAssignment[];
  /** In the order of `sortGrants`. */
  readonly grants: readonly AccessGrant[];
  /** Undefined where the document is not a stack. */
  readonly deployment?: Deployment;
}

/** A customer without access in a document. */
export const NO_ACCESS: Omit<CustomerAccess, "customer"> = {
  subscriptionIds: [],
  definitions: [],
  assignments: [],
  grants: [],
};

/** What kind of document a side was read from. */
export type SideSource = "synthesized" | "plan" | "state" | "arm" | "definitions";

/** One side of a comparison: the normal form of access, from any kind of document. */
export interface AccessSide {
  readonly source: SideSource;
  /**
   * `complete` where the side has every customer of the estate. For a partial side, the ids of its customers, sorted.
   */
  readonly selection: "complete" | readonly string[];
  /** Sorted by id. */
  readonly customers: readonly CustomerAccess[];
  /** Terraform addresses of what a state marks as tainted: the next plan replaces it. @default - none */
  readonly tainted?: readonly string[];
}

/** A side that covers one customer. */
export function sideOf(source: SideSource, customer: CustomerAccess): AccessSide {
  return { source, selection: [customer.customer], customers: [customer] };
}
