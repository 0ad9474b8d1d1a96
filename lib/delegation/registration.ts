import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";
import type { PrincipalType } from "./principal.ts";
import { parseScopeIdOfAnyCase, type Scope } from "./scope.ts";

/** A built-in role with the name that a reader knows. */
export interface NamedRole {
  readonly id: Guid;
  readonly name: string;
}

/** A principal with what the customer is shown of it. */
export interface NamedPrincipal {
  readonly id: Guid;
  readonly displayName: string;
  readonly type: PrincipalType;
}

/** A standing authorization inside a registration definition, everything resolved to GUIDs. */
export interface RegisteredAuthorization {
  readonly principal: NamedPrincipal;
  readonly role: NamedRole;
  readonly delegatedRoles: readonly NamedRole[];
}

/** A resolved just-in-time access policy; the duration in its canonical spelling. */
export interface RegisteredAccessPolicy {
  readonly multiFactorAuthProvider: "Azure" | "None";
  readonly maximumActivationDuration: string;
  readonly approvers: readonly NamedPrincipal[];
}

/** An eligible authorization inside a registration definition. */
export interface RegisteredEligibleAuthorization {
  readonly principal: NamedPrincipal;
  readonly role: NamedRole;
  readonly justInTimeAccessPolicy: RegisteredAccessPolicy;
}

/** A registration definition (ARM `Microsoft.ManagedServices/registrationDefinitions`): who of the managing tenant gets what. */
export interface RegistrationDefinition {
  /** ARM name of the resource. */
  readonly id: Guid;
  readonly subscriptionId: Guid;
  readonly offerId: string;
  readonly planId: string;
  readonly version: string;
  /** `registrationDefinitionName`; the customer sees it. */
  readonly name: string;
  /** Shown to the customer; the last line names offer, plan and version. */
  readonly description: string;
  readonly managingTenant: NamedTenant;
  readonly authorizations: readonly RegisteredAuthorization[];
  readonly eligibleAuthorizations: readonly RegisteredEligibleAuthorization[];
  /** ARM `plan` block of a marketplace offer. */
  readonly marketplacePlan?: MarketplacePlan;
  /** Exists already under this id and is to be imported. */
  readonly existing: boolean;
}

/** A tenant with the name that a reader knows. */
export interface NamedTenant {
  readonly id: Guid;
  readonly name: string;
}

/** ARM's `plan` of a marketplace offer; all four are required together. */
export interface MarketplacePlan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
  readonly version: string;
}

/** A marketplace plan in one text: `publisher/product/name@version`. */
export function marketplacePlanText({ publisher, product, name, version }: MarketplacePlan): string {
  return `${publisher}/${product}/${name}@${version}`;
}

/** A registration assignment: a definition put on a scope. */
export interface RegistrationAssignment {
  /** ARM name of the resource. */
  readonly id: Guid;
  readonly scope: Scope;
  /** Exists already under this id and is to be imported. */
  readonly existing: boolean;
}

/** One offer on one subscription: a definition and where it is assigned. */
export interface Registration {
  readonly definition: RegistrationDefinition;
  readonly assignments: readonly RegistrationAssignment[];
}

/** A listed subscription of a customer with what is registered on it; possibly nothing. */
export interface RegisteredSubscription {
  readonly id: Guid;
  /** The author's name for it. */
  readonly name: string;
  readonly registrations: readonly Registration[];
}

/** The full ARM id of a registration definition. */
export function registrationDefinitionResourceId(subscriptionId: Guid, id: Guid): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/registrationDefinitions/${id}`;
}

/** The full ARM id of a registration assignment under its scope's ARM id. */
export function registrationAssignmentResourceId(scope: string, id: Guid): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${id}`;
}

const DEFINITION_ID = new RegExp(
  `^/subscriptions/(${LOWER_CASE_GUID})/providers/Microsoft\\.ManagedServices/registrationDefinitions/(${LOWER_CASE_GUID})$`,
  "i",
);

/** Subscription and name of a registration definition's ARM id, both in lower case; undefined for any other text. */
export function parseRegistrationDefinitionId(
  id: string,
): { readonly subscriptionId: Guid; readonly registrationDefinitionId: Guid } | undefined {
  const match = DEFINITION_ID.exec(id);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { subscriptionId: match[1].toLowerCase(), registrationDefinitionId: match[2].toLowerCase() };
}

const ASSIGNMENT_ID = new RegExp(
  `^(.+)/providers/Microsoft\\.ManagedServices/registrationAssignments/(${LOWER_CASE_GUID})$`,
  "i",
);

/** Scope and name of a registration assignment's ARM id, the name in lower case; undefined for any other text. */
export function parseRegistrationAssignmentId(
  id: string,
): { readonly scope: Scope; readonly registrationAssignmentId: Guid } | undefined {
  const match = ASSIGNMENT_ID.exec(id);
  const scope = parseScopeIdOfAnyCase(match?.[1] ?? "");
  if (scope === undefined || match?.[2] === undefined) return undefined;
  return { scope, registrationAssignmentId: match[2].toLowerCase() };
}
