import type { AccessGrant } from "../../access/access-grant.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "../phrases.ts";
import { MARK_WORDS } from "./wording.ts";

/*
 * Names of principals, customers and subscriptions in a line. Text of users is shortened and unescaped.
 */

/**
 * A principal by base's name and its GUID. A name that is not base's gets a mark and quotation marks. The change chose
 * it, and it could imitate a sentence of the report.
 */
export function principalText(grant: AccessGrant, directory: NameDirectory): string {
  return namedText(grant, grant.principalDisplayName, directory);
}

/** A principal by base's name and its GUID; `claimed` is the document's name for it. */
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

/** A text in quotation marks, with those inside it escaped. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** A customer by base's name and its id, or by its id alone. */
export function customerText(id: string, directory: NameDirectory): string {
  const name = directory.customer(id);
  return name === undefined || name === id ? shorten(id) : `${shorten(name)} (${shorten(id)})`;
}

/**
 * Customers in short form. One is shown by name. Several are shown by the first `most` ids and the number of the rest.
 */
export function customersText(customers: readonly string[], most: number, directory: NameDirectory): string {
  const [only, ...others] = customers;
  if (only !== undefined && others.length === 0) return `customer ${customerText(only, directory)}`;
  const ids = customers.map((customer) => shorten(customer));
  return `${customers.length} customers: ${listed(ids, most)}`;
}

/** A managing tenant by the estate's name and its GUID. A name that is not the estate's is in quotation marks. */
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
