import { ID_PATTERN } from "../../delegation/identifiers.ts";
import type { Scope } from "../../delegation/scope.ts";
import type { Guid } from "../../values/guid.ts";

/*
 * Resource addresses are a contract (docs/addresses.md): Terraform destroys and creates again what changes its
 * address. They are made of ids that do not change, each by itself, so that adding, removing or reordering one
 * thing never renames another.
 */

/** Alias of a subscription's provider, and name of its data source: `subscription_<subscription id>`. */
export function subscriptionName(subscriptionId: Guid): string {
  return `subscription_${subscriptionId}`;
}

/** Name of the registration definition of an offer on a subscription: `<offer id>_<subscription id>`. */
export function definitionName(offerId: string, subscriptionId: Guid): string {
  return `${offerId}_${subscriptionId}`;
}

/** The offer's id in what {@link definitionName} and {@link assignmentName} make: ids have no underscore. */
export function offerOfName(resourceName: string): string {
  return resourceName.split("_")[0] ?? resourceName;
}

/**
 * Name of a registration assignment: its definition's name, followed for a resource group by `_` and the group's
 * name in lower case, where everything but a-z, 0-9 and `-` is written as `_<hexadecimal code point>_` and `_` as `__`.
 * All letters are folded, which is part of the contract; elsewhere names of groups are compared by `asciiLowerCase`.
 */
export function assignmentName(offerId: string, subscriptionId: Guid, resourceGroup?: string): string {
  const definition = definitionName(offerId, subscriptionId);
  if (resourceGroup === undefined) return definition;
  const group = resourceGroup
    .toLowerCase()
    .replace(/[^a-z0-9-]/gu, (character) =>
      character === "_" ? "__" : `_${character.codePointAt(0)?.toString(16)}_`,
    );
  return `${definition}_${group}`;
}

/** Whether a stack has this name for the definition of some offer, or for an assignment of it, at a scope. */
export function isResourceName(name: string, { subscriptionId, resourceGroup }: Scope): boolean {
  const offerId = offerOfName(name);
  return ID_PATTERN.test(offerId) && name === assignmentName(offerId, subscriptionId, resourceGroup);
}
