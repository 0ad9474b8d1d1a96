import type { ConsentScope } from "../../consent/consent-sheet.ts";
import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import type { ConsentWords } from "./words.ts";

/**
 * The query of a log workspace for what people of one tenant did. Source: Microsoft, "View service provider activity", and
 * the claims of Azure's activity log.
 */
export function activityQuery(tenantId: string): string {
  return `AzureActivity | where tostring(Claims_d["http://schemas.microsoft.com/identity/claims/tenantid"]) == "${tenantId}" | project TimeGenerated, Caller, OperationNameValue`;
}

/** The command that ends the access on one scope. */
export function endCommand({ assignmentId }: ConsentScope): string {
  return `az rest --method delete --url "${assignmentId}?api-version=${DELEGATIONS_VERSION}"`;
}

/** A scope in words. */
export function scopeText({ subscription, scope }: ConsentScope, words: ConsentWords): string {
  return scope.resourceGroup === undefined
    ? words.wholeSubscription(subscription)
    : words.resourceGroup(scope.resourceGroup, subscription);
}
