import { type KeeperMatchers, loadEstate, matchers } from "azure-lighthouse-keeper/testing";
import { expect, test } from "vitest";

declare module "vitest" {
  interface Matchers<T> extends KeeperMatchers<T> {}
}
expect.extend(matchers);

const estate = await loadEstate(".");
const fabrikam = estate.customer("fabrikam");

test("the service desk reads", () => {
  const reads = { principal: "Northwind Service Desk", role: "Reader", scope: "production", standing: true };
  expect(fabrikam).toGrant(reads);
});

test("nobody assigns roles at will", () => {
  for (const customer of estate.customers)
    expect(customer).not.toAllow("Microsoft.Authorization/roleAssignments/write");
});

test("the access at Wide World Importers is as it was reviewed", () => {
  expect(estate.customer("wide-world-importers").inWords()).toMatchInlineSnapshot(`
    "Northwind Cost Analysts: Cost Management Reader on finance, standing
    Northwind Cost Analysts: Reader on finance, standing"
  `);
});
