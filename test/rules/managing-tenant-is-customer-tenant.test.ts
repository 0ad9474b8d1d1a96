import { expect, test } from "vitest";
import { managingTenantIsCustomerTenant } from "../../lib/rules/managing-tenant-is-customer-tenant.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

test("managing-tenant-is-customer-tenant finds an offer of the customer's own tenant", () => {
  const customer = aCustomer({ tenantId: guidOf("9").toUpperCase() });
  const finding = theFindingOf(managingTenantIsCustomerTenant, aContext({ customers: [customer] }));
  expect(finding).toMatchObject({
    code: "LH043",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "offer"] },
    received: `offer operations of managing tenant ${guidOf("9")}`,
  });
  expect(finding.problem).toBe(
    `Customer fabrikam and Test Provider, the managing tenant of offer operations, are the same tenant (${guidOf("9")})`,
  );
});

test("managing-tenant-is-customer-tenant leaves other tenants alone", () => {
  expect(findingsOf(managingTenantIsCustomerTenant, aContext({ customers: [aCustomer()] }))).toEqual([]);
});

test("managing-tenant-is-customer-tenant does not stand in the way of a removal", () => {
  const customer = aCustomer({
    tenantId: guidOf("9"),
    delegations: [{ offer: "operations", plan: "standard", version: "1.0.0", scopes: [] }],
  });
  expect(findingsOf(managingTenantIsCustomerTenant, aContext({ customers: [customer] }))).toEqual([]);
});

test("managing-tenant-is-customer-tenant leaves unknown offers to another rule", () => {
  const customer = aCustomer({ tenantId: guidOf("9") });
  expect(findingsOf(managingTenantIsCustomerTenant, aContext({ offers: [], customers: [customer] }))).toEqual(
    [],
  );
});
