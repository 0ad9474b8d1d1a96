import type { CustomerSettings, ExistingRegistration, TakenPlan } from "../delegation/customer.ts";

/*
 * Each type here names only what an author writes in another way than keeper reads it; the rest is inherited from the
 * types that both share. test/types holds the schema against these.
 */

/** A resource group: its name, or its name with an existing assignment's GUID. */
export type ResourceGroupDefinition =
  | string
  | { readonly name: string; readonly registrationAssignmentId: string };

/** The part of one subscription that is delegated, as an author writes it. */
export interface ScopeDefinition<S extends string = string> extends ExistingRegistration {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: S;
  /** @default - the whole subscription. */
  readonly resourceGroups?: readonly [ResourceGroupDefinition, ...ResourceGroupDefinition[]] | undefined;
}

/** A taken offer as data. `defineDelegation` makes it; a YAML or JSON customer writes it. */
export interface DelegationDefinition<S extends string = string> extends TakenPlan {
  /** Empty: the offer is taken, nothing is delegated yet. */
  readonly scopes: readonly ScopeDefinition<S>[];
}

/** A customer, as an author writes it. The default export of a file in `customers/`, or a YAML or JSON file there. */
export interface CustomerDefinition<S extends string = string> extends CustomerSettings {
  /** Editor completion in data files; not used. */
  readonly $schema?: string | undefined;
  /** Subscription ids by your name for them. A listed subscription keeps its provider, delegated or not. */
  readonly subscriptions: Readonly<Record<S, string>>;
  readonly delegations: readonly DelegationDefinition<NoInfer<S>>[];
}
