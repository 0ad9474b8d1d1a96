import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { SignIn } from "./estate-defaults.ts";
import type { AcceptedFinding } from "./offer.ts";

/** A resource group to delegate, and the GUID of its assignment where one exists already. */
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
  /** GUID of a registration definition that exists already: it is imported, not created. */
  readonly registrationDefinitionId?: Guid | undefined;
  /** GUID of the existing assignment of the whole subscription: it is imported, not created. */
  readonly registrationAssignmentId?: Guid | undefined;
}

/** An offer that the customer took: which plan in which version, and on what. */
export interface Delegation {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Empty: the offer is taken, nothing is delegated yet. */
  readonly scopes: readonly DelegatedScope[];
}

/** A customer of the provider: one tenant, its subscriptions, and what is delegated on them. */
export interface Customer {
  /** Never changes, or names its `formerId`: it is the stack's name and the state's key. */
  readonly id: string;
  /** The id before a change; the command that moves the state is printed. */
  readonly formerId?: string | undefined;
  readonly name: string;
  readonly tenantId: Guid;
  /** @default "public" */
  readonly cloud: Cloud;
  /** Free facts about the customer; carried into the stack as a comment. */
  readonly tags: Readonly<Record<string, string>>;
  /** Subscription ids by your name for them. A listed subscription keeps its provider, delegated or not. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  /** @default - the estate's. */
  readonly signIn?: SignIn | undefined;
  readonly delegations: readonly Delegation[];
  /** Warnings that have been looked at, each with the reason for accepting it. */
  readonly accepts: readonly AcceptedFinding[];
}
