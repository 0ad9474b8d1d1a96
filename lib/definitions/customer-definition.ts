import type { Customer, DelegatedScope, Delegation } from "../delegation/customer.ts";
import type { WithDefaults } from "../values/with-defaults.ts";

/*
 * What an author writes is what keeper reads, less what has a default: each type here names only what is written in
 * another way. test/types holds the schema against both.
 */

/** A resource group: its name, or its name with the GUID of an assignment that exists already. */
export type ResourceGroupDefinition =
  | string
  | { readonly name: string; readonly registrationAssignmentId: string };

/** The part of one subscription that is delegated, as an author writes it. */
export interface ScopeDefinition<S extends string = string>
  extends Omit<DelegatedScope, "subscription" | "resourceGroups"> {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: S;
  /** @default - the whole subscription. */
  readonly resourceGroups?: readonly [ResourceGroupDefinition, ...ResourceGroupDefinition[]] | undefined;
}

/** An offer taken, as data: what `defineDelegation` makes and what a YAML or JSON customer writes. */
export interface DelegationDefinition<S extends string = string> extends Omit<Delegation, "scopes"> {
  /** Empty: the offer is taken, nothing is delegated yet. */
  readonly scopes: readonly ScopeDefinition<S>[];
}

/** A customer, as an author writes it: the default export of a file in `customers/`, or a YAML or JSON file there. */
export interface CustomerDefinition<S extends string = string>
  extends WithDefaults<Omit<Customer, "subscriptions" | "delegations">, "cloud" | "tags" | "accepts"> {
  /** Editor completion in data files; not used. */
  readonly $schema?: string | undefined;
  /** Subscription ids by your name for them. A listed subscription keeps its provider, delegated or not. */
  readonly subscriptions: Readonly<Record<S, string>>;
  readonly delegations: readonly DelegationDefinition<NoInfer<S>>[];
}
