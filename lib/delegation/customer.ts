import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { SignIn } from "./estate-defaults.ts";
import type { AcceptedFinding } from "./offer.ts";

/** A resource group to delegate, with the GUID of its existing assignment, if any. */
export interface DelegatedResourceGroup {
  readonly name: string;
  readonly registrationAssignmentId?: Guid | undefined;
}

/** The part of one subscription that a delegation covers. */
export interface DelegatedScope {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: string;
  /** The groups to delegate. @default - the whole subscription */
  readonly resourceGroups?: readonly DelegatedResourceGroup[] | undefined;
  /** GUID of an existing registration definition: it is imported, not created. */
  readonly registrationDefinitionId?: Guid | undefined;
  /** GUID of the existing assignment of the whole subscription: it is imported, not created. */
  readonly registrationAssignmentId?: Guid | undefined;
}

/** An offer that the customer takes: plan, version and scopes. */
export interface Delegation {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Empty where the offer is taken and nothing is delegated yet. */
  readonly scopes: readonly DelegatedScope[];
}

/** A customer of the provider: one tenant, its subscriptions and their delegations. */
export interface Customer {
  /** Name of the stack and key of the state. A change needs `formerId`. */
  readonly id: string;
  /** The id before a change; synthesis prints the command that moves the state. */
  readonly formerId?: string | undefined;
  readonly name: string;
  readonly tenantId: Guid;
  /** @default "public" */
  readonly cloud: Cloud;
  /** Free-form tags; written into the stack as a comment. */
  readonly tags: Readonly<Record<string, string>>;
  /** Subscription ids by a name of the author's choice. A listed subscription keeps its provider, delegated or not. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  /** @default - the estate's. */
  readonly signIn?: SignIn | undefined;
  readonly delegations: readonly Delegation[];
  /** Accepted warnings, each with its reason. */
  readonly accepts: readonly AcceptedFinding[];
}
