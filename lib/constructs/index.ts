/**
 * The door for those who write cdktf programs: `lighthouse-keeper/constructs`. The constructs work in anyone's
 * stack; the definition files and the rules are not needed for them.
 */
export { CustomerStack, type CustomerStackProps } from "./customer-stack.ts";
export { DelegatedSubscription, type DelegatedSubscriptionProps } from "./delegated-subscription.ts";
export { RegistrationAssignment, type RegistrationAssignmentProps } from "./registration-assignment.ts";
export { RegistrationDefinition, type RegistrationDefinitionProps } from "./registration-definition.ts";
