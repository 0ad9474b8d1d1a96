import { acceptanceExceeded } from "./acceptance-exceeded.ts";
import { acceptanceWithoutEffect } from "./acceptance-without-effect.ts";
import { accessOverlap } from "./access-overlap.ts";
import { activationDurationOddStep } from "./activation-duration-odd-step.ts";
import { activationDurationOutOfRange } from "./activation-duration-out-of-range.ts";
import { activationWithoutSafeguard } from "./activation-without-safeguard.ts";
import { authorizationContradicts } from "./authorization-contradicts.ts";
import { cloudMismatch } from "./cloud-mismatch.ts";
import { customerIdChanged } from "./customer-id-changed.ts";
import { customerVanished } from "./customer-vanished.ts";
import { delegatedRoleRefused } from "./delegated-role-refused.ts";
import { delegatedRoleWithDataActions } from "./delegated-role-with-data-actions.ts";
import { delegatedRolesWithoutUserAccessAdministrator } from "./delegated-roles-without-user-access-administrator.ts";
import { deployedSubscriptionUnlisted } from "./deployed-subscription-unlisted.ts";
import { deviationNotFitting } from "./deviation-not-fitting.ts";
import { deviationPastItsDay } from "./deviation-past-its-day.ts";
import { deviationSeenOtherwise } from "./deviation-seen-otherwise.ts";
import { eligibleAndStanding } from "./eligible-and-standing.ts";
import { eligibleGroupApprovesItself } from "./eligible-group-approves-itself.ts";
import { eligibleInNationalCloud } from "./eligible-in-national-cloud.ts";
import { eligiblePoliciesDiffer } from "./eligible-policies-differ.ts";
import { eligibleServicePrincipal } from "./eligible-service-principal.ts";
import { eligibleUserAccessAdministrator } from "./eligible-user-access-administrator.ts";
import { eligibleUserApprovesAlone } from "./eligible-user-approves-alone.ts";
import { eligibleWithoutStandingReader } from "./eligible-without-standing-reader.ts";
import { exampleManagingTenant } from "./example-managing-tenant.ts";
import { formerIdInUse } from "./former-id-in-use.ts";
import { idDefinedTwice } from "./id-defined-twice.ts";
import { idReservedOnWindows } from "./id-reserved-on-windows.ts";
import { importNotFinished } from "./import-not-finished.ts";
import { keptRoleElsewhere } from "./kept-role-elsewhere.ts";
import { keptRoleNotNeeded } from "./kept-role-not-needed.ts";
import { localStateInContinuousIntegration } from "./local-state-in-continuous-integration.ts";
import { lockNotCurrent } from "./lock-not-current.ts";
import { managingTenantIsCustomerTenant } from "./managing-tenant-is-customer-tenant.ts";
import { marketplaceAuthorizationLimit } from "./marketplace-authorization-limit.ts";
import { marketplaceInNationalCloud } from "./marketplace-in-national-cloud.ts";
import { noExitPath } from "./no-exit-path.ts";
import { noStandingAuthorization } from "./no-standing-authorization.ts";
import { offerNameClash } from "./offer-name-clash.ts";
import { offerRenamed } from "./offer-renamed.ts";
import { offerTwiceOnSubscription } from "./offer-twice-on-subscription.ts";
import { offerUnknown } from "./offer-unknown.ts";
import { pinnedIdClash } from "./pinned-id-clash.ts";
import { planOrVersionUnknown } from "./plan-or-version-unknown.ts";
import { policyNameUnknown } from "./policy-name-unknown.ts";
import { policyNotCorrectable } from "./policy-not-correctable.ts";
import { principalNotRegistered } from "./principal-not-registered.ts";
import { principalRegisteredTwice } from "./principal-registered-twice.ts";
import { principalRevokedInPart } from "./principal-revoked-in-part.ts";
import { principalTypeUnknown } from "./principal-type-unknown.ts";
import { privatePlanOfOthers } from "./private-plan-of-others.ts";
import { publicPlanMadePrivate } from "./public-plan-made-private.ts";
import { publishedVersionChanged } from "./published-version-changed.ts";
import { recordedVersionUndefined } from "./recorded-version-undefined.ts";
import { resourceGroupTwice } from "./resource-group-twice.ts";
import { roleRefused } from "./role-refused.ts";
import { roleUnknown } from "./role-unknown.ts";
import type { Rule } from "./rule.ts";
import { servicePrincipalApprover } from "./service-principal-approver.ts";
import { subscriptionAndGroupOverlap } from "./subscription-and-group-overlap.ts";
import { subscriptionListedTwice } from "./subscription-listed-twice.ts";
import { subscriptionOfTwoCustomers } from "./subscription-of-two-customers.ts";
import { subscriptionUnknown } from "./subscription-unknown.ts";
import { subscriptionVanished } from "./subscription-vanished.ts";
import { takenVersionNotRecorded } from "./taken-version-not-recorded.ts";
import { tooManyApprovers } from "./too-many-approvers.ts";
import { unreadableAcceptance } from "./unreadable-acceptance.ts";
import { unreadableDefinition } from "./unreadable-definition.ts";
import { unreadablePolicy } from "./unreadable-policy.ts";
import { unreadableRoleCatalogue } from "./unreadable-role-catalogue.ts";
import { unusableAllowedSigner } from "./unusable-allowed-signer.ts";
import { unusableWaves } from "./unusable-waves.ts";
import { userAccessAdministratorNeedsDelegatedRoles } from "./user-access-administrator-needs-delegated-roles.ts";
import { userPrincipal } from "./user-principal.ts";
import { versionBelowRecorded } from "./version-below-recorded.ts";

/** All rules, in the order of their codes. A code is never reused for another rule. */
export const RULES: readonly Rule[] = [
  roleRefused,
  roleUnknown,
  keptRoleElsewhere,
  keptRoleNotNeeded,
  userAccessAdministratorNeedsDelegatedRoles,
  delegatedRolesWithoutUserAccessAdministrator,
  delegatedRoleRefused,
  delegatedRoleWithDataActions,
  eligibleUserAccessAdministrator,
  eligibleServicePrincipal,
  servicePrincipalApprover,
  eligiblePoliciesDiffer,
  eligibleWithoutStandingReader,
  noStandingAuthorization,
  activationDurationOutOfRange,
  activationDurationOddStep,
  tooManyApprovers,
  eligibleUserApprovesAlone,
  eligibleGroupApprovesItself,
  eligibleInNationalCloud,
  principalNotRegistered,
  principalRegisteredTwice,
  authorizationContradicts,
  eligibleAndStanding,
  noExitPath,
  userPrincipal,
  marketplaceAuthorizationLimit,
  marketplaceInNationalCloud,
  activationWithoutSafeguard,
  offerUnknown,
  planOrVersionUnknown,
  subscriptionUnknown,
  managingTenantIsCustomerTenant,
  cloudMismatch,
  privatePlanOfOthers,
  offerTwiceOnSubscription,
  resourceGroupTwice,
  subscriptionListedTwice,
  offerNameClash,
  subscriptionAndGroupOverlap,
  accessOverlap,
  pinnedIdClash,
  subscriptionOfTwoCustomers,
  idDefinedTwice,
  formerIdInUse,
  customerVanished,
  customerIdChanged,
  subscriptionVanished,
  lockNotCurrent,
  localStateInContinuousIntegration,
  acceptanceWithoutEffect,
  unreadableDefinition,
  deployedSubscriptionUnlisted,
  offerRenamed,
  unreadablePolicy,
  policyNameUnknown,
  policyNotCorrectable,
  unusableAllowedSigner,
  unreadableRoleCatalogue,
  exampleManagingTenant,
  principalTypeUnknown,
  importNotFinished,
  publishedVersionChanged,
  publicPlanMadePrivate,
  takenVersionNotRecorded,
  acceptanceExceeded,
  unreadableAcceptance,
  principalRevokedInPart,
  deviationSeenOtherwise,
  idReservedOnWindows,
  deviationNotFitting,
  deviationPastItsDay,
  versionBelowRecorded,
  recordedVersionUndefined,
  unusableWaves,
];
