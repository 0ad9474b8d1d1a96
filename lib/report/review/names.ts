import type { AccessGrant } from "../../access/access-grant.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "../phrases.ts";
import { MARK_WORDS } from "./wording.ts";

/*
 * Names in a line: of principals, customers and subscriptions. Text of users is put in as it is, but shortened.
 */

/**
 * A principal by base's name and its GUID. A name that is not base's comes after a mark and in quotation marks: it is the
 * change's own word, and could read like a sentence of ours.
 */
export function principalText(grant: AccessGrant, directory: NameDirectory): string {
  return namedText(grant, grant.principalDisplayName, directory);
}

/** A principal by base's name and its GUID; `claimed` is the name that the document gives. */
export function namedText(
  { managingTenantId, principalId }: { readonly managingTenantId: Guid; readonly principalId: Guid },
  claimed: string,
  directory: NameDirectory,
): string {
  const { name, mark } = directory.principal(managingTenantId, principalId, claimed);
  if (name === principalId) return `${MARK_WORDS[mark](directory)}${principalId}`;
  const shown = mark === "known" ? shorten(name) : quoted(shorten(name));
  return `${MARK_WORDS[mark](directory)}${shown} (${principalId})`;
}

/** A text in quotation marks that it cannot end. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** A customer by base's name and its id, or by its id alone. */
export function customerText(id: string, directory: NameDirectory): string {
  const name = directory.customer(id);
  return name === undefined || name === id ? shorten(id) : `${shorten(name)} (${shorten(id)})`;
}

/** Customers compactly: a single one by name, of several the ids: all of a few, the first of many and how many more. */
export function customersText(customers: readonly string[], most: number, directory: NameDirectory): string {
  const [only, ...others] = customers;
  if (only !== undefined && others.length === 0) return `customer ${customerText(only, directory)}`;
  const ids = customers.map((customer) => shorten(customer));
  return `${customers.length} customers: ${listed(ids, most)}`;
}

/** A managing tenant by the estate's name and its GUID; a name that is not the estate's is in quotation marks. */
export function tenantText(id: Guid, directory: NameDirectory): string {
  const { name, isOwnName, mark } = directory.managingTenant(id);
  const named = name === undefined || isOwnName ? shorten(name ?? "") : quoted(shorten(name));
  const shown = name === undefined ? id : `${named} (${id})`;
  return mark === "unknown" ? `${shown}, unknown to this estate` : shown;
}

/** A subscription by base's name and its GUID, or by its GUID alone. */
export function subscriptionText(id: Guid, directory: NameDirectory): string {
  const name = directory.subscription(id);
  return name === undefined ? shorten(id) : `${shorten(name)} (${id})`;
}
