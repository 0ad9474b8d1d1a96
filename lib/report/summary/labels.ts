import type { AccessGrant } from "../../access/access-grant.ts";
import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { principalText, quoted } from "../review/names.ts";

/*
 * Names in a summary. A name of base stands alone; what base does not know has its id, and a claimed name is quoted.
 */

/** Customers, subscriptions and resource groups that a line names one by one. */
const MOST_NAMED = 3;

/** A principal by base's name alone, where no other has that name. If not, with its GUID. */
export function whoText(grant: AccessGrant, { directory }: ReportContext): string {
  const { managingTenantId, principalId, principalDisplayName } = grant;
  const { name, mark } = directory.principal(managingTenantId, principalId, principalDisplayName);
  if (mark === "known" && name !== principalId && !directory.isAmbiguous(name)) return shorten(name);
  return principalText(grant, directory);
}

/** A customer by base's name. A new one has the name that the change claims, marked, and its id. */
export function customerLabel(id: string, { directory, claimed }: ReportContext): string {
  return labelOf(directory.customer(id), claimed?.customer(id), id, directory.fromRegistry);
}

/** A subscription by base's name. A new one has the name that the change claims, marked, and its GUID. */
export function subscriptionLabel(id: Guid, { directory, claimed }: ReportContext): string {
  return labelOf(directory.subscription(id), claimed?.subscription(id), id, directory.fromRegistry);
}

function labelOf(
  known: string | undefined,
  claimed: string | undefined,
  id: string,
  isKnownToBe: boolean,
): string {
  if (known !== undefined) return shorten(known);
  if (claimed === undefined || claimed === id) return shorten(id);
  return `${isKnownToBe ? "[NEW] " : ""}${quoted(shorten(claimed))} (${shorten(id)})`;
}

/** Customers by name where they are few, else their number. */
export function customersLabel(customers: readonly string[], context: ReportContext): string {
  if (customers.length > MOST_NAMED) return count(customers.length, "customer");
  const names = customers.map((id) => customerLabel(id, context));
  const [last = "", ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

/** Where a change happens. */
export interface Whereabouts {
  readonly customers: readonly string[];
  readonly scopes: number;
  /** ARM ids at the first customer. */
  readonly places: readonly string[];
}

/** Scopes and customers: "subscription Production of Fabrikam", "14 subscriptions of 12 customers". */
export function whereText({ customers, scopes, places }: Whereabouts, context: ReportContext): string {
  return `${scopesText({ customers, scopes, places }, context)} of ${customersLabel(customers, context)}`;
}

function scopesText({ customers, scopes, places }: Whereabouts, context: ReportContext): string {
  const groups = places.flatMap((place) => parseScopeId(place)?.resourceGroup ?? []);
  const noun =
    groups.length === 0 ? "subscription" : groups.length === places.length ? "resource group" : "scope";
  if (customers.length > 1 || places.length > MOST_NAMED || noun === "scope") return count(scopes, noun);
  if (noun === "resource group") {
    const plural = groups.length > 1 ? "s" : "";
    return `resource group${plural} ${listed(
      groups.map((name) => shorten(name)),
      MOST_NAMED,
    )}`;
  }
  const [only, ...others] = places.map((place) => subscriptionLabel(subscriptionOfScope(place), context));
  const isNamed = !/^[0-9a-f-]{36}$/.test(only ?? "");
  return others.length === 0 && isNamed ? `subscription ${only}` : count(scopes, noun);
}
