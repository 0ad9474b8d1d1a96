import type { Cloud } from "../delegation/cloud.ts";
import type { AcceptedFinding } from "../delegation/offer.ts";

/** How Terraform signs in, as an author writes it. There is no place for a secret. */
export type SignInDefinition =
  | { readonly method: "azureCli" }
  | { readonly method: "oidc"; readonly clientId: string };

/** A resource group: its name, or its name with the GUID of an assignment that exists already. */
export type ResourceGroupDefinition =
  | string
  | { readonly name: string; readonly registrationAssignmentId: string };

/** The part of one subscription that is delegated, as an author writes it. */
export interface ScopeDefinition<S extends string = string> {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: S;
  /** @default - the whole subscription. */
  readonly resourceGroups?: readonly [ResourceGroupDefinition, ...ResourceGroupDefinition[]];
  /** GUID of a registration definition that exists already: it is imported, not created. */
  readonly registrationDefinitionId?: string;
  /** GUID of the existing assignment of the whole subscription: it is imported, not created. */
  readonly registrationAssignmentId?: string;
}

/** An offer taken, as data: what `defineDelegation` makes and what a YAML or JSON customer writes. */
export interface DelegationDefinition<S extends string = string> {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Empty: the offer is taken, nothing is delegated yet. */
  readonly scopes: readonly ScopeDefinition<S>[];
}

/** A customer, as an author writes it: the default export of a file in `customers/`, or a YAML or JSON file there. */
export interface CustomerDefinition<S extends string = string> {
  /** Editor completion in data files; not used. */
  readonly $schema?: string;
  /** Never changes, or names its `formerId`: it is the stack's name and the state's key. */
  readonly id: string;
  /** The id before a change; the command that moves the state is printed. */
  readonly formerId?: string;
  readonly name: string;
  readonly tenantId: string;
  /** @default "public" */
  readonly cloud?: Cloud;
  /** Free facts about the customer; carried into the stack as a comment. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Subscription ids by your name for them. A listed subscription keeps its provider, delegated or not. */
  readonly subscriptions: Readonly<Record<S, string>>;
  /** @default - the estate's. */
  readonly signIn?: SignInDefinition;
  readonly delegations: readonly DelegationDefinition<NoInfer<S>>[];
  /** Warnings that have been looked at, each with the reason for accepting it. */
  readonly accepts?: readonly AcceptedFinding[];
}
