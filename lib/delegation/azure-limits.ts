/*
 * Limits of Azure Lighthouse. Patterns of ids are in identifiers.ts, ids of roles in roles/well-known-roles.ts.
 */

/** API version of registration definitions and assignments: the first stable one that shows eligible access. */
export const DELEGATIONS_VERSION = "2022-10-01";

/**
 * Shortest activation of an eligible authorization, in minutes.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export const SHORTEST_ACTIVATION_MINUTES = 30;

/** Longest activation, in minutes (same page). */
export const LONGEST_ACTIVATION_MINUTES = 480;

/** Recommended step of activations, in minutes (same page). Whether Azure refuses others is not documented. */
export const ACTIVATION_STEP_MINUTES = 30;

/** ARM's default activation duration (REST specification of Microsoft.ManagedServices, 2022-10-01). */
export const DEFAULT_ACTIVATION_DURATION = "PT8H";

/** Most approvers of one just-in-time access policy (same page as {@link SHORTEST_ACTIVATION_MINUTES}). */
export const MOST_APPROVERS = 10;

/**
 * Maximum number of authorizations of a marketplace plan, standing and eligible together. Source: Microsoft, "Create
 * plans for a Managed Service offer", text of 2021. ARM documents no limit for definitions.
 */
export const MOST_MARKETPLACE_AUTHORIZATIONS = 20;

/**
 * First ARM API version with eligible authorizations (terraform-provider-azurerm issues 20108 and 25183). Versions
 * compare as text.
 */
export const FIRST_ELIGIBLE_API_VERSION = "2020-02-01-preview";
