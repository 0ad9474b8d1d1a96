/** The customer whom pipelines of tests change. */
export const CUSTOMER = "customers/blue-yonder.ts";

/** Its file. @param version an expression */
export function definition(version: string): string {
  return `import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import managedOperations from "../offers/managed-operations.ts";

export default defineCustomer({
  id: "blue-yonder",
  name: "Blue Yonder",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000707",
  subscriptions: { main: "c2e6d3a1-4b5f-4c7d-9e8f-000000000771" },
  delegations: [defineDelegation(managedOperations, { plan: "complete", version: ${version}, scopes: [{ subscription: "main" }] })],
});
`;
}

/**
 * A customer of a fleet: all of it but one subscription is the same.
 *
 * @param differs properties that stand in place of these, or beside them
 */
export function customerFile(id: string, index: number, version = "1.1.0", differs: object = {}): string {
  const end = String(index + 1).padStart(6, "0");
  return JSON.stringify({
    id,
    name: `Customer ${id}`,
    tenantId: `b1d5c2f0-3a4e-4b6c-8d7e-aaaaaa${end}`,
    subscriptions: { production: `c2e6d3a1-4b5f-4c7d-9e8f-aaaaaa${end}` },
    delegations: [
      {
        offer: "managed-operations",
        plan: "complete",
        version,
        scopes: [{ subscription: "production" }],
      },
    ],
    ...differs,
  });
}
