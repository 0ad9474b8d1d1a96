import type {
  ArmPlan,
  ProvisioningState,
  RegistrationDefinitionProperties,
} from "./registration-definition.ts";

/** The resource type, in its own casing. */
export const REGISTRATION_ASSIGNMENTS = "Microsoft.ManagedServices/registrationAssignments";

/** What is sent to put a definition on a scope. */
export interface RegistrationAssignmentBody {
  readonly properties: {
    /** Full id of a definition in the scope's subscription. */
    readonly registrationDefinitionId: string;
  };
}

/** An assignment as Azure answers it; the definition only where `$expandRegistrationDefinition=true` was asked. */
export interface RegistrationAssignmentResource {
  readonly id: string;
  readonly name: string;
  readonly type: typeof REGISTRATION_ASSIGNMENTS;
  readonly properties: {
    readonly registrationDefinitionId: string;
    readonly provisioningState: ProvisioningState;
    readonly registrationDefinition?: ExpandedRegistrationDefinition;
  };
}

/** The copy of a definition inside an expanded assignment. */
export interface ExpandedRegistrationDefinition {
  readonly id: string;
  readonly name: string;
  readonly plan?: ArmPlan;
  readonly properties: RegistrationDefinitionProperties;
}
