/**
 * The entry point `azure-lighthouse-keeper/constructs` for cdktf programs. The constructs work in any stack, without
 * definition files and rules.
 *
 * @module azure-lighthouse-keeper/constructs
 */
export { CustomerStack, type CustomerStackProps } from "./customer-stack.ts";
export { DelegatedSubscription, type DelegatedSubscriptionProps } from "./delegated-subscription.ts";
export { RegistrationAssignment, type RegistrationAssignmentProps } from "./registration-assignment.ts";
export { RegistrationDefinition, type RegistrationDefinitionProps } from "./registration-definition.ts";
