/*
 * `Microsoft.ManagedServices/registrationDefinitions` as Azure Resource Manager spells it (REST specification of
 * managedservices, 2022-10-01). Read-only properties are optional: they come back, and are never sent.
 */

/** The resource type, in its own casing. */
export const REGISTRATION_DEFINITIONS = "Microsoft.ManagedServices/registrationDefinitions";

/** ARM's words for how far a resource is; an open list, these are the ones of the specification. */
export type ProvisioningState =
  | "NotSpecified"
  | "Accepted"
  | "Running"
  | "Ready"
  | "Creating"
  | "Created"
  | "Deleting"
  | "Deleted"
  | "Canceled"
  | "Failed"
  | "Succeeded"
  | "Updating";

/** A standing authorization. Role ids are bare GUIDs. */
export interface ArmAuthorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly delegatedRoleDefinitionIds?: readonly string[];
}

/** Who approves an activation. */
export interface ArmEligibleApprover {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
}

/** How an eligible authorization is activated. */
export interface ArmJustInTimeAccessPolicy {
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** ISO 8601; @default - `PT8H` */
  readonly maximumActivationDuration?: string;
  readonly managedByTenantApprovers?: readonly ArmEligibleApprover[];
}

/** An authorization that must be activated. */
export interface ArmEligibleAuthorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly justInTimeAccessPolicy?: ArmJustInTimeAccessPolicy;
}

/** The marketplace plan of a definition; all four together. */
export interface ArmPlan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
  readonly version: string;
}

/** What a definition says: the body's `properties`. */
export interface RegistrationDefinitionProperties {
  readonly managedByTenantId: string;
  readonly registrationDefinitionName?: string;
  readonly description?: string;
  readonly authorizations: readonly ArmAuthorization[];
  readonly eligibleAuthorizations?: readonly ArmEligibleAuthorization[];
  readonly provisioningState?: ProvisioningState;
  readonly manageeTenantId?: string;
  readonly manageeTenantName?: string;
  readonly managedByTenantName?: string;
}

/** What is sent to create or replace a definition. */
export interface RegistrationDefinitionBody {
  readonly properties: RegistrationDefinitionProperties;
  readonly plan?: ArmPlan;
}

/** A definition as Azure answers it. */
export interface RegistrationDefinitionResource extends RegistrationDefinitionBody {
  readonly id: string;
  readonly name: string;
  readonly type: typeof REGISTRATION_DEFINITIONS;
}
