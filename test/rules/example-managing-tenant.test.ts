import { expect, test } from "vitest";
import { EXAMPLE_CUSTOMER_TENANT_ID, EXAMPLE_MANAGING_TENANT_ID } from "../../lib/delegation/example-ids.ts";
import { exampleManagingTenant } from "../../lib/rules/example-managing-tenant.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, MANAGING_TENANT } from "../support/builders.ts";

const example = anOffer({ managingTenant: { ...MANAGING_TENANT, tenantId: EXAMPLE_MANAGING_TENANT_ID } });

test("example-managing-tenant finds a customer that would be delegated to the example's tenant", () => {
  const finding = theFindingOf(
    exampleManagingTenant,
    aContext({ offers: [example], customers: [aCustomer()] }),
  );
  expect(finding).toMatchObject({
    code: "LH077",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "offer"] },
    received: `offer operations of managing tenant ${EXAMPLE_MANAGING_TENANT_ID}`,
  });
});

test("example-managing-tenant leaves the example's customer and other tenants alone", () => {
  const customers = [aCustomer({ tenantId: EXAMPLE_CUSTOMER_TENANT_ID })];
  expect(findingsOf(exampleManagingTenant, aContext({ offers: [example], customers }))).toEqual([]);
  expect(findingsOf(exampleManagingTenant, aContext({ customers: [aCustomer()] }))).toEqual([]);
});

test("example-managing-tenant does not stand in the way of a removal", () => {
  const delegations = [{ offer: "operations", plan: "standard", version: "1.0.0", scopes: [] }];
  const customers = [aCustomer({ delegations })];
  expect(findingsOf(exampleManagingTenant, aContext({ offers: [example], customers }))).toEqual([]);
});
