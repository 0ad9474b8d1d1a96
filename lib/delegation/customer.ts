import type { Filled } from "../values/filled.ts";
import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { SignIn } from "./estate-defaults.ts";
import type { AcceptedFinding } from "./offer.ts";

/** A resource group to delegate, and the GUID of its assignment where one exists already. */
export interface DelegatedResourceGroup {
  readonly name: string;
  readonly registrationAssignmentId?: Guid | undefined;
}

/** What exists already of the delegation of a scope. */
export interface ExistingRegistration {
  /** GUID of a registration definition that exists already: it is imported, not created. */
  readonly registrationDefinitionId?: Guid | undefined;
  /** GUID of the existing assignment of the whole subscription: it is imported, not created. */
  readonly registrationAssignmentId?: Guid | undefined;
}

/** The part of one subscription that a delegation covers. */
export interface DelegatedScope extends ExistingRegistration {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: string;
  /** The groups to delegate; absent means the whole subscription. */
  readonly resourceGroups?: readonly DelegatedResourceGroup[] | undefined;
}

/** Which plan of an offer a customer took, in which version. */
export interface TakenPlan {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
}

/** An offer that the customer took, and on what. No scope: nothing delegated yet. */
export interface Delegation extends TakenPlan {
  readonly scopes: readonly DelegatedScope[];
}

/** What is written of a customer and of its tenant. */
export interface CustomerSettings {
  /** Never changes, or names its `formerId`: it is the stack's name and the state's key. */
  readonly id: string;
  /** The id before a change; the command that moves the state is printed. */
  readonly formerId?: string | undefined;
  readonly name: string;
  readonly tenantId: Guid;
  /** @default "public" */
  readonly cloud?: Cloud | undefined;
  /** Free facts about the customer; carried into the stack as a comment. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** @default - the estate's. */
  readonly signIn?: SignIn | undefined;
  /** Warnings that have been looked at, each with the reason for accepting it. */
  readonly accepts?: readonly AcceptedFinding[] | undefined;
}

/** A customer of the provider: one tenant, its subscriptions, and what is delegated on them. */
export interface Customer extends Filled<CustomerSettings, "cloud" | "tags" | "accepts"> {
  /** Subscription ids by the author's name for them. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  readonly delegations: readonly Delegation[];
}
