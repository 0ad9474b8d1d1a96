import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";
import type { PrincipalType, UNKNOWN_TYPE } from "./principal.ts";
import { parseScopeIdOfAnyCase, type Scope } from "./scope.ts";

/** A built-in role with its name. */
export interface NamedRole {
  readonly id: Guid;
  readonly name: string;
}

/** A principal with its name and type. The customer sees the name; an empty one is left out. */
export interface NamedPrincipal {
  readonly id: Guid;
  readonly displayName: string;
  readonly type: PrincipalType | typeof UNKNOWN_TYPE;
}

/** A standing authorization of a registration definition, resolved to GUIDs. */
export interface RegisteredAuthorization {
  readonly principal: NamedPrincipal;
  readonly role: NamedRole;
  readonly delegatedRoles: readonly NamedRole[];
}

/** A resolved just-in-time access policy, with a canonical duration. */
export interface RegisteredAccessPolicy {
  readonly multiFactorAuthProvider: "Azure" | "None";
  readonly maximumActivationDuration: string;
  readonly approvers: readonly NamedPrincipal[];
}

/** An eligible authorization of a registration definition, resolved to GUIDs. */
export interface RegisteredEligibleAuthorization {
  readonly principal: NamedPrincipal;
  readonly role: NamedRole;
  readonly justInTimeAccessPolicy: RegisteredAccessPolicy;
}

/** A registration definition (ARM `Microsoft.ManagedServices/registrationDefinitions`): principals and their roles. */
export interface RegistrationDefinition {
  /** ARM name of the resource. */
  readonly id: Guid;
  readonly subscriptionId: Guid;
  readonly offerId: string;
  readonly planId: string;
  readonly version: string;
  /** ARM `registrationDefinitionName`; the customer sees it. */
  readonly name: string;
  /** The customer sees it. Its last line names offer, plan and version, but for adopted definitions with a kept role. */
  readonly description: string;
  readonly managingTenant: NamedTenant;
  readonly authorizations: readonly RegisteredAuthorization[];
  readonly eligibleAuthorizations: readonly RegisteredEligibleAuthorization[];
  /** ARM `plan` block of a marketplace offer. */
  readonly marketplacePlan?: MarketplacePlan;
  /** Whether the definition already exists under this id and is imported. */
  readonly existing: boolean;
}

/** A tenant with its name. */
export interface NamedTenant {
  readonly id: Guid;
  readonly name: string;
}

/** ARM's `plan` of a marketplace offer; ARM requires all four fields. */
export interface MarketplacePlan {
  readonly name: string;
  readonly publisher: string;
  readonly product: string;
  readonly version: string;
}

/** Formats a marketplace plan: `publisher/product/name@version`. */
export function marketplacePlanText({ publisher, product, name, version }: MarketplacePlan): string {
  return `${publisher}/${product}/${name}@${version}`;
}

/** A registration assignment: a definition on a scope. */
export interface RegistrationAssignment {
  /** ARM name of the resource. */
  readonly id: Guid;
  readonly scope: Scope;
  /** Whether the assignment already exists under this id and is imported. */
  readonly existing: boolean;
}

/** One offer on one subscription: a definition and its assignments. */
export interface Registration {
  readonly definition: RegistrationDefinition;
  readonly assignments: readonly RegistrationAssignment[];
}

/** A listed subscription of a customer with its registrations, possibly none. */
export interface RegisteredSubscription {
  readonly id: Guid;
  /** The author's name of the subscription. */
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

/** Parses the ARM id of a registration definition. Both results are in lower case; undefined for any other text. */
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

/** Parses the ARM id of a registration assignment. The name becomes lower case; undefined for any other text. */
export function parseRegistrationAssignmentId(
  id: string,
): { readonly scope: Scope; readonly registrationAssignmentId: Guid } | undefined {
  const match = ASSIGNMENT_ID.exec(id);
  const scope = parseScopeIdOfAnyCase(match?.[1] ?? "");
  if (scope === undefined || match?.[2] === undefined) return undefined;
  return { scope, registrationAssignmentId: match[2].toLowerCase() };
}
