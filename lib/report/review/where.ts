import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { AccessChange } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "./shorten.ts";

/** Says in words where something is, from ARM ids of subscriptions and resource groups. */
export type Where = (places: readonly string[]) => string;

/** Resource groups and subscriptions that are named one by one. */
const MOST_PLACES = 5;

/** A subscription by base's name and its GUID, or by its GUID alone. */
export function subscriptionText(id: Guid, directory: NameDirectory): string {
  const name = directory.subscription(id);
  return name === undefined ? shorten(id) : `${shorten(name)} (${id})`;
}

/** A scope in a word or two: the subscription as a whole, or a resource group by name. */
export function scopeText(scope: string): string {
  const { resourceGroup } = parseScopeId(scope) ?? {};
  return resourceGroup === undefined ? "the whole subscription" : `resource group ${shorten(resourceGroup)}`;
}

/**
 * How places are told of changes that belong together: of several customers without names, which are not the same for
 * all; of one customer with the resource groups; and with the subscriptions too where there is more than one.
 */
export function whereOf(
  changes: readonly AccessChange[],
  customers: number,
  directory: NameDirectory,
): Where {
  if (customers > 1) return inGeneral;
  const subscriptions = new Set(changes.map(({ subscriptionId }) => subscriptionId));
  return subscriptions.size > 1
    ? (places) => withSubscriptions(places, directory)
    : (places) => within(places);
}

/** Places of one customer by name, with their subscriptions; of several customers, where they are not the same, in general. */
export function placesText(places: readonly string[], customers: number, directory: NameDirectory): string {
  return customers > 1 ? inGeneral(places) : withSubscriptions(places, directory);
}

function inGeneral(places: readonly string[]): string {
  const inGroup = places.some((place) => parseScopeId(place)?.resourceGroup !== undefined);
  return inGroup ? "a resource group" : "the whole subscription";
}

/** Places in one subscription. */
function within(places: readonly string[]): string {
  const groups = places.flatMap((place) => parseScopeId(place)?.resourceGroup ?? []);
  if (groups.length < places.length) return "the whole subscription";
  return `resource group${groups.length > 1 ? "s" : ""} ${listed(
    groups.map((group) => shorten(group)),
    MOST_PLACES,
  )}`;
}

function withSubscriptions(places: readonly string[], directory: NameDirectory): string {
  const bySubscription = groupBy(places, subscriptionOfScope);
  const told = [...bySubscription].map(([id, own]) => {
    const of = within(own);
    const name = shorten(directory.subscription(id) ?? id);
    return of === "the whole subscription" ? `${of} ${name}` : `${of} of subscription ${name}`;
  });
  return listed(told, MOST_PLACES);
}
