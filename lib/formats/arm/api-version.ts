import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import { isObject } from "../../values/json-object.ts";

/** What is allowed where a list does not show eligible access. */
export const ELIGIBLE_UNKNOWN_ALLOWED: string = `an answer of API version 2020-02-01-preview or later, such as ${DELEGATIONS_VERSION}`;

/** Properties by which an answer shows its API version. */
interface Versioned {
  readonly type?: unknown;
  readonly systemData?: unknown;
  readonly properties: { readonly manageeTenantId?: unknown; readonly eligibleAuthorizations?: unknown };
}

/**
 * Whether an answered definition comes from an API that shows eligible access. Older ones leave `eligibleAuthorizations`
 * out without a word; they also know neither `manageeTenantId` nor `systemData`. `az managedservices` calls 2019-06-01
 * (azure-cli issue 20098). Every resource of REST has a `type`: without one, it may be a row of Resource Graph with
 * some of its columns.
 */
export function showsEligibleAccess({ type, systemData, properties }: Versioned): boolean {
  if (typeof type !== "string") return false;
  const { manageeTenantId, eligibleAuthorizations } = properties;
  return (
    Array.isArray(eligibleAuthorizations) ||
    (typeof manageeTenantId === "string" && manageeTenantId !== "") ||
    isObject(systemData)
  );
}
