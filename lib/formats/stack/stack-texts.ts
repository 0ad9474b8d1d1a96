import type { Customer } from "../../delegation/customer.ts";
import type {
  RegisteredAuthorization,
  RegisteredEligibleAuthorization,
  RegistrationDefinition,
} from "../../delegation/registration.ts";
import { type Scope, scopeId } from "../../delegation/scope.ts";
import { sourceText } from "../../delegation/version-marker.ts";
import type { Guid } from "../../values/guid.ts";
import { terraformLiteral } from "./literal.ts";

/*
 * Texts of a stack that the encoder and the constructs share. Text of users is in them as a literal. The decoder does not
 * use them: it stays independent of both.
 */

/** Terraform has import blocks since version 1.5; postconditions are older. */
export const REQUIRED_TERRAFORM = ">= 1.5.0";

/**
 * Version in a stack's metadata and in `manifest.json`, for every engine. It is the version of cdktf whose form both
 * have. Another engine or a patch of cdktf thus changes no byte. The CLIs of cdktf and cdktn read it for their usage
 * reports only.
 */
export const FORM_VERSION = "0.21.0";

/** Source address of azurerm. */
export const AZURERM_SOURCE = "hashicorp/azurerm";

/** The resource provider of delegations, without which Azure refuses each of them. */
export const RESOURCE_PROVIDER = "Microsoft.ManagedServices";

/** A subscription with the names and the tenant of its customer. */
export interface NamedSubscription {
  readonly subscriptionId: Guid;
  readonly subscriptionName: string;
  readonly customerName: string;
  /** The customer's tenant, lower case. */
  readonly tenantId: Guid;
}

/** The condition of a guard: the subscription is in the customer's tenant. */
export function tenantCondition(tenantId: Guid): string {
  return `\${lower(self.tenant_id) == "${tenantId}"}`;
}

/** Terraform's message where {@link tenantCondition} does not hold. */
export function tenantMessage(subscription: NamedSubscription): string {
  const { subscriptionId, subscriptionName, customerName, tenantId } = subscription;
  return terraformLiteral(
    `Subscription ${subscriptionId} (${subscriptionName}) is not in the tenant of ${customerName} (${tenantId}). Nothing was changed. Correct the customer's subscriptions or tenantId.`,
  );
}

/** An expression that refers to the ARM id of a resource of the stack. */
export function resourceReference(type: string, name: string): string {
  return `\${${type}.${name}.id}`;
}

/** The comment on a stack: its customer. */
export function customerComment({ name, tags }: Pick<Customer, "name" | "tags">): object {
  const literals = Object.entries(tags).map(([key, value]) => [
    terraformLiteral(key),
    terraformLiteral(value),
  ]);
  return {
    name: terraformLiteral(name),
    ...(literals.length === 0 ? {} : { tags: Object.fromEntries(literals) }),
  };
}

/** The comment on a provider. */
export function providerComment({ customerName, subscriptionName }: NamedSubscription): string {
  return terraformLiteral(`${customerName}: ${subscriptionName}`);
}

/** The comment on a guard. */
export function guardComment(subscription: NamedSubscription): { readonly [key: string]: string } {
  return {
    subscription: terraformLiteral(subscription.subscriptionName),
    customer: terraformLiteral(subscription.customerName),
  };
}

/** The comment on a definition. */
export function definitionComment(
  definition: RegistrationDefinition,
  subscriptionName: string,
): { readonly [key: string]: string } {
  return {
    managing_tenant: terraformLiteral(definition.managingTenant.name),
    offer: sourceText(definition.offerId, definition.planId, definition.version),
    subscription: terraformLiteral(subscriptionName),
  };
}

/** The comment on an assignment. */
export function assignmentComment(
  offerId: string,
  subscriptionName: string,
): { readonly [key: string]: string } {
  return { offer: offerId, subscription: terraformLiteral(subscriptionName) };
}

/** The comment on an authorization: names of its principal and roles. */
export function authorizationComment(
  each: RegisteredAuthorization | RegisteredEligibleAuthorization,
): string {
  const delegated =
    "delegatedRoles" in each && each.delegatedRoles.length > 0 ? each.delegatedRoles : undefined;
  const may = delegated === undefined ? "" : `, may assign ${delegated.map(({ name }) => name).join(", ")}`;
  const { displayName, id, type } = each.principal;
  return terraformLiteral(`${displayName === "" ? id : displayName} (${type}): ${each.role.name}${may}`);
}

/** The ARM id of a scope, as it stands in a stack. */
export function literalScopeId({ subscriptionId, resourceGroup }: Scope): string {
  // only the group's name: digits of a GUID can look like one of cdktf's numbers, and must stay unbroken
  const group = resourceGroup === undefined ? {} : { resourceGroup: terraformLiteral(resourceGroup) };
  return scopeId({ subscriptionId, ...group });
}
