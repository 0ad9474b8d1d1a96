import type { ConsentOffer, ConsentScope, ConsentSheet } from "../../consent/consent-sheet.ts";
import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import type { ConsentWords } from "../languages/consent-words.ts";

/**
 * The query of a log workspace for what people of one tenant did. Source: Microsoft, "View service provider activity", and
 * the claims of Azure's activity log.
 */
export function activityQuery(tenantId: string): string {
  return `AzureActivity | where tostring(Claims_d["http://schemas.microsoft.com/identity/claims/tenantid"]) == "${tenantId}" | project TimeGenerated, Caller, OperationNameValue`;
}

/** For whom a sheet is. */
export function forWhomText({ customer, isForAnyCustomer }: ConsentSheet, words: ConsentWords): string {
  return isForAnyCustomer ? words.forAnyCustomer : words.forWhom(customer.name);
}

/** Where an offer of a sheet is delegated. */
export function whereText(
  { isForAnyCustomer }: ConsentSheet,
  offer: ConsentOffer,
  words: ConsentWords,
): string {
  return isForAnyCustomer
    ? words.chosenSubscription
    : offer.scopes.map((each) => scopeText(each, words)).join(", ");
}

/** The commands that end the access of a sheet. None where its subscriptions are not known. */
export function endCommands({ isForAnyCustomer, offers }: ConsentSheet): string[] {
  return isForAnyCustomer ? [] : offers.flatMap(({ scopes }) => scopes).map(endCommand);
}

/** What the customer signs. It is each offer, and the digest of its access where its subscriptions are known. */
export function agreedTexts({ isForAnyCustomer, offers }: ConsentSheet, words: ConsentWords) {
  return offers.map(({ title, version, digest }) => ({
    agree: words.agree(title, version),
    covers: isForAnyCustomer ? undefined : words.covers(`sha256:${digest}`),
  }));
}

/** The command that ends the access on one scope. */
function endCommand({ assignmentId }: ConsentScope): string {
  return `az rest --method delete --url "${assignmentId}?api-version=${DELEGATIONS_VERSION}"`;
}

/** A scope in words. */
function scopeText({ subscription, scope }: ConsentScope, words: ConsentWords): string {
  return scope.resourceGroup === undefined
    ? words.wholeSubscription(subscription)
    : words.resourceGroup(scope.resourceGroup, subscription);
}
