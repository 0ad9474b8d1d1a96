import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { AccessChange } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "../phrases.ts";

/** Resource groups and subscriptions that are named one by one. */
const MOST_PLACES = 5;

/** A place as reports name it. Names are those of resource groups. */
export type Location =
  | { readonly kind: "whole-subscription" }
  | { readonly kind: "resource-groups"; readonly names: readonly string[] }
  /** Of several customers, whose resource groups have different names. */
  | { readonly kind: "some-resource-group" }
  /** Of several subscriptions, each by its name. */
  | {
      readonly kind: "subscriptions";
      readonly of: readonly { readonly subscriptionId: Guid; readonly location: Location }[];
    };

/** Locates places, which are ARM ids of subscriptions and resource groups. */
export type Locate = (places: readonly string[]) => Location;

/**
 * How places of changes that belong together are reported. Several customers: without names, because theirs differ. One
 * customer: with its resource groups, and with its subscriptions where there are several.
 */
export function locatorOf(changes: readonly AccessChange[], customers: number): Locate {
  if (customers > 1) return inGeneral;
  const subscriptions = new Set(changes.map(({ subscriptionId }) => subscriptionId));
  return subscriptions.size > 1 ? bySubscription : inOneSubscription;
}

/** Places of one customer by name, with their subscriptions; of several customers without names. */
export function locationOf(places: readonly string[], customers: number): Location {
  return customers > 1 ? inGeneral(places) : bySubscription(places);
}

function inGeneral(places: readonly string[]): Location {
  return { kind: places.some(isResourceGroup) ? "some-resource-group" : "whole-subscription" };
}

function inOneSubscription(places: readonly string[]): Location {
  if (!places.every(isResourceGroup)) return { kind: "whole-subscription" };
  return {
    kind: "resource-groups",
    names: places.flatMap((place) => parseScopeId(place)?.resourceGroup ?? []),
  };
}

function bySubscription(places: readonly string[]): Location {
  const groups = [...groupBy(places, subscriptionOfScope)];
  return {
    kind: "subscriptions",
    of: groups.map(([subscriptionId, own]) => ({ subscriptionId, location: inOneSubscription(own) })),
  };
}

function isResourceGroup(place: string): boolean {
  return parseScopeId(place)?.resourceGroup !== undefined;
}

/** A location in words: `the whole subscription`, `resource groups a, b of subscription Production`. */
export function locationText(location: Location, directory: NameDirectory): string {
  switch (location.kind) {
    case "whole-subscription":
      return "the whole subscription";
    case "some-resource-group":
      return "a resource group";
    case "resource-groups": {
      const names = location.names.map((name) => shorten(name));
      return `resource group${names.length > 1 ? "s" : ""} ${listed(names, MOST_PLACES)}`;
    }
    case "subscriptions": {
      const texts = location.of.map(({ subscriptionId, location: within }) => {
        const name = shorten(directory.subscription(subscriptionId) ?? subscriptionId);
        const text = locationText(within, directory);
        return within.kind === "whole-subscription" ? `${text} ${name}` : `${text} of subscription ${name}`;
      });
      return listed(texts, MOST_PLACES);
    }
  }
}

/** A scope in words: the whole subscription, or a resource group by name. */
export function scopeText(scope: string, directory: NameDirectory): string {
  return locationText(inOneSubscription([scope]), directory);
}
