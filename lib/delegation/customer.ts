import type { Filled } from "../values/filled.ts";
import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { Deviation } from "./deviation.ts";
import type { AcceptanceDemand, CustomerSignIn, EstateDefaults } from "./estate-defaults.ts";
import type { AcceptedFinding } from "./offer.ts";
import type { RevokedAtCustomer } from "./principal.ts";

/** A resource group to delegate, with the GUID of its existing assignment, if any. */
export interface DelegatedResourceGroup {
  readonly name: string;
  readonly registrationAssignmentId?: Guid | undefined;
}

/** Existing resources of a scope's delegation. */
export interface ExistingRegistration {
  /** GUID of the registration definition, such as of one that exists already. @default - a GUID by formula */
  readonly registrationDefinitionId?: Guid | undefined;
  /** GUID of the assignment of the whole subscription, such as of one that exists. @default - a GUID by formula */
  readonly registrationAssignmentId?: Guid | undefined;
  /** Imports what has a GUID here. It exists in Azure, and not yet in Terraform's state. @default - it is created */
  readonly import?: true | undefined;
}

/** The part of one subscription that a delegation covers. */
export interface DelegatedScope extends ExistingRegistration {
  /** A name from the customer's `subscriptions`. */
  readonly subscription: string;
  /** The groups to delegate; absent means the whole subscription. */
  readonly resourceGroups?: readonly DelegatedResourceGroup[] | undefined;
}

/** Texts of a delegation that one customer reads in place of the offer's. */
export interface DelegationTexts {
  /** The title that this customer sees. @default - the offer's name */
  readonly name?: string | undefined;
  /** The text below the title that this customer sees. @default - the offer's description */
  readonly description?: string | undefined;
}

/** A plan of an offer in one version. */
export interface TakenPlan extends DelegationTexts {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
}

/** The title of a delegation, which the customer sees. */
export function delegationName(
  delegation: Pick<TakenPlan, "name">,
  offer: { readonly name: string },
): string {
  return delegation.name ?? offer.name;
}

/** An offer that the customer takes: plan, version and scopes. Without scopes, nothing is delegated yet. */
export interface Delegation extends TakenPlan {
  readonly scopes: readonly DelegatedScope[];
}

/** Settings of a customer and of its tenant, as an author writes them. */
export interface CustomerSettings {
  /** Name of the stack and key of the state. A change needs `formerId`. */
  readonly id: string;
  /** The id before a change; synthesis prints the command that moves the state. */
  readonly formerId?: string | undefined;
  readonly name: string;
  readonly tenantId: Guid;
  /** @default "public" */
  readonly cloud?: Cloud | undefined;
  /** Free-form tags; written into the stack as a comment. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Names another tenant only where the customer deploys itself. @default - the estate's. */
  readonly signIn?: CustomerSignIn | undefined;
  /**
   * Who applies the stack: the provider, with rights of an Owner there, or the customer. Stacks of both are written,
   * reviewed and gated; the pipelines apply only those of the provider. @default "provider"
   */
  readonly deployedBy?: "provider" | "customer" | undefined;
  /**
   * Whether more access than the customer's recorded acceptance allows is refused by the gate. One customer that requires it
   * does so for all customers of its tenant. @default - as the estate says
   */
  readonly acceptance?: AcceptanceDemand | undefined;
  /** Principals that hold and approve nothing at this customer; `keeper revoke --customer` writes them. @default - none */
  readonly revoked?: readonly RevokedAtCustomer[] | undefined;
  /** Accepted warnings, each with its reason. */
  readonly accepts?: readonly AcceptedFinding[] | undefined;
}

/** A customer of the provider: one tenant, its subscriptions and their delegations. */
export interface Customer extends Filled<CustomerSettings, "cloud" | "tags" | "deployedBy" | "accepts"> {
  /** Subscription ids by the author's name for them. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  readonly delegations: readonly Delegation[];
  /** Differences from Azure that are allowed, of files in `deviations/`. @default - none */
  readonly deviations?: readonly Deviation[] | undefined;
}

/**
 * Tenants whose access may only grow as far as their acceptance is recorded. Customers of one tenant are one customer
 * of the provider. So the demand of one file is that of its tenant. A second file beside it cannot leave it out.
 */
export function tenantsThatAccept(
  customers: readonly Pick<Customer, "tenantId" | "acceptance">[],
  defaults: Pick<EstateDefaults, "acceptance">,
): ReadonlySet<Guid> {
  return new Set(
    customers.filter((each) => requiresAcceptance(each, defaults)).map(({ tenantId }) => tenantId),
  );
}

/** Whether a customer's own file requires a recorded acceptance: by itself, or by the estate. */
export function requiresAcceptance(
  { acceptance }: Pick<Customer, "acceptance">,
  defaults: Pick<EstateDefaults, "acceptance">,
): boolean {
  return (acceptance ?? defaults.acceptance) === "required";
}

/**
 * Whether the customer's stack registers `Microsoft.ManagedServices`. Registration needs rights that a reader lacks: where
 * the customer deploys, its own deployment registers it.
 */
export function registersResourceProvider(
  { deployedBy }: Pick<Customer, "deployedBy">,
  defaults: { readonly registerResourceProvider: boolean },
): boolean {
  return defaults.registerResourceProvider && deployedBy === "provider";
}
