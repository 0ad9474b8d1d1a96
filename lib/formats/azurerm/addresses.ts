import { ID_PATTERN } from "../../delegation/identifiers.ts";
import type { Scope } from "../../delegation/scope.ts";
import type { Guid } from "../../values/guid.ts";

/*
 * Resource addresses are a contract (docs/addresses.md): Terraform destroys and recreates a resource whose address
 * changes. Each address consists of the resource's own constant ids, so a change of one resource renames no other.
 */

/** Alias of a subscription's provider and name of its data source: `subscription_<subscription id>`. */
export function subscriptionName(subscriptionId: Guid): string {
  return `subscription_${subscriptionId}`;
}

/** Name of the registration definition of an offer on a subscription: `<offer id>_<subscription id>`. */
export function definitionName(offerId: string, subscriptionId: Guid): string {
  return `${offerId}_${subscriptionId}`;
}

/** Offer id in a name from {@link definitionName} or {@link assignmentName}; ids have no underscore. */
export function offerOfName(resourceName: string): string {
  return resourceName.split("_")[0] ?? resourceName;
}

/**
 * Name of a registration assignment: the definition's name, for a resource group also the group's. The group's name is
 * encoded, and follows `_`. The encoding is lower case. It writes `_` as `__`, and all but a-z, 0-9 and `-` as
 * `_<hexadecimal code point>_`. The contract folds all letters. `asciiLowerCase`, which compares group names everywhere
 * else, does not.
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

/** Whether a name is a definition's or assignment's at this scope, of any offer. */
export function isResourceName(name: string, { subscriptionId, resourceGroup }: Scope): boolean {
  const offerId = offerOfName(name);
  return ID_PATTERN.test(offerId) && name === assignmentName(offerId, subscriptionId, resourceGroup);
}
