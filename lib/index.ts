/**
 * The door for those who write definitions: `azure-lighthouse-keeper`. It loads neither zod nor cdktf. The constructs
 * have a door of their own, `azure-lighthouse-keeper/constructs`.
 *
 * @module azure-lighthouse-keeper
 */

export type {
  CustomerDefinition,
  DelegationDefinition,
  ResourceGroupDefinition,
  ScopeDefinition,
} from "./definitions/customer-definition.ts";
export {
  defineAuthorizationSet,
  defineCustomer,
  defineDelegation,
  defineEstate,
  defineJustInTimeAccessPolicy,
  defineManagingTenant,
  defineOffer,
} from "./definitions/define.ts";
export type {
  AuthorizationDefinition,
  AuthorizationSetDefinition,
  EligibleAuthorizationDefinition,
  JustInTimeAccessPolicyDefinition,
  ManagingTenantDefinition,
  MaximumActivationDuration,
  OfferDefinition,
  PersonOrGroup,
  PlanDefinition,
  PlanIdOf,
  PlanVersionDefinition,
  PrincipalDefinition,
  VersionOf,
  WithVersionKeys,
} from "./definitions/offer-definition.ts";
export type {
  DelegatedRoleDefinition,
  KeptRole,
  RoleById,
  RoleDefinition,
  UserAccessAdministrator,
} from "./definitions/role-definition.ts";
export type { Cloud } from "./delegation/cloud.ts";
export type {
  EstateDefinition,
  SignIn as SignInDefinition,
  StateDefinition,
} from "./delegation/estate-defaults.ts";
export type { AcceptedFinding } from "./delegation/offer.ts";
export type { PrincipalType } from "./delegation/principal.ts";
