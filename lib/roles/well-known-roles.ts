/**
 * GUIDs of the built-in roles that rules of Azure Lighthouse name. A built-in role has the same GUID in every tenant.
 * It keeps its GUID when it is renamed (Microsoft page "Understand Azure role definitions").
 */

/** Owner: never accepted by Azure Lighthouse. */
export const OWNER_ROLE_ID: string = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** User Access Administrator: accepted only together with a list of delegated role definitions. */
export const USER_ACCESS_ADMINISTRATOR_ROLE_ID: string = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

/** Contributor: the widest role that Azure Lighthouse accepts. */
export const CONTRIBUTOR_ROLE_ID: string = "b24988ac-6180-42a0-ab88-20f7382dd24c";

/** Reader: the usual standing role of principals with eligible authorizations. */
export const READER_ROLE_ID: string = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/**
 * "Managed Services Registration assignment Delete Role" (Azure's spelling): lets the managing tenant remove a
 * delegation. Microsoft page "Remove access to a delegation".
 */
export const REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID: string = "91c1777a-f3dc-4fae-b103-61d183457e46";
