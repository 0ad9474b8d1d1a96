import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { SignIn } from "./estate-defaults.ts";
import type { AcceptedFinding } from "./offer.ts";

/** A resource group to delegate, and the GUID of its assignment where one exists already. */
export interface DelegatedResourceGroup {
  readonly name: string;
  readonly registrationAssignmentId?: Guid;
}

/** The part of one subscription that a delegation covers. */
export interface DelegatedScope {
  /** The subscription's name among the customer's `subscriptions`. */
  readonly subscription: string;
  /** The groups to delegate; absent means the whole subscription. */
  readonly resourceGroups?: readonly DelegatedResourceGroup[];
  /** GUID of a registration definition that exists already and is to be imported. */
  readonly registrationDefinitionId?: Guid;
  /** GUID of the existing assignment of the whole subscription, to be imported. */
  readonly registrationAssignmentId?: Guid;
}

/** An offer that the customer took: which plan in which version, and on what. No scope: nothing delegated yet. */
export interface Delegation {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  readonly scopes: readonly DelegatedScope[];
}

/** A customer of the provider: one tenant, its subscriptions, and what is delegated on them. */
export interface Customer {
  readonly id: string;
  /** The id that this customer had before; its Terraform state has to be moved once. */
  readonly formerId?: string;
  readonly name: string;
  readonly tenantId: Guid;
  readonly cloud: Cloud;
  readonly tags: Readonly<Record<string, string>>;
  /** Subscription ids by the author's name for them. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  readonly signIn?: SignIn;
  readonly delegations: readonly Delegation[];
  readonly accepts: readonly AcceptedFinding[];
}
