import type { Guid } from "../values/guid.ts";

/*
 * Ids of the example that `keeper init` writes. They have no owner: the example deploys in the sandbox only. A rule
 * keeps the example's provider from customers that are no example.
 */

/** The managing tenant of the example offer. */
export const EXAMPLE_MANAGING_TENANT_ID: Guid = "0e8a3b1e-0000-4000-8000-000000000001";

/** The group of the example offer. */
export const EXAMPLE_GROUP_ID: Guid = "0e8a3b1e-0000-4000-8000-000000000002";

/** The tenant of the example customer. */
export const EXAMPLE_CUSTOMER_TENANT_ID: Guid = "0e8a3b1e-0000-4000-8000-000000000003";

/** The subscription of the example customer. */
export const EXAMPLE_SUBSCRIPTION_ID: Guid = "0e8a3b1e-0000-4000-8000-000000000004";
