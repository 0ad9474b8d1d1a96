import { accessOfStack, matchers } from "azure-lighthouse-keeper/testing";
import { Testing } from "cdktf";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import { CustomerStack } from "../../lib/constructs/index.ts";
import { aCustomer, anOffer } from "../support/builders.ts";
import { DEFAULTS, registered } from "../support/stacks.ts";
import { testApp } from "../support/test-app.ts";

expect.extend(matchers);

/** The stack of a customer as cdktf prints it, changed as a user's program may. */
function printed(
  edit: (stack: { resource: Record<string, Record<string, Record<string, unknown>>> }) => void,
): string {
  const [customer, offers] = [aCustomer(), [anOffer()]];
  const stack = new CustomerStack(testApp(), {
    customer,
    subscriptions: registered(customer, offers),
    defaults: DEFAULTS,
    recordsFromStack: "../../..",
  });
  const made = JSON.parse(Testing.synth(stack));
  edit(made);
  return JSON.stringify(made);
}

test("the access of a stack of one's own is that of its delegations, beside any other resource", () => {
  const text = printed(({ resource }) => {
    resource["azurerm_storage_account"] = { logs: { name: "logs", tags: { a: "${var.a}" } } };
  });
  const access = accessOfStack(text);
  const expected = accessOf(registered(aCustomer(), [anOffer()]));
  expect(
    access.grants.map(({ principalId, roleDefinitionId, scopeId }) => [
      principalId,
      roleDefinitionId,
      scopeId,
    ]),
  ).toEqual(
    expected.map(({ principalId, roleDefinitionId, scope }) => [principalId, roleDefinitionId, scope]),
  );
  expect(access).not.toAllow("Microsoft.KeyVault/vaults/write");
  expect(accessOfStack("{}").grants).toEqual([]);
});

test.each<[string, (block: Record<string, unknown>) => void, string]>([
  [
    "an expression in place of an id",
    (block) => Object.assign(block, { managing_tenant_id: "${var.tenant}" }),
    "managing_tenant_id",
  ],
  ["a part that the constructs do not write", (block) => Object.assign(block, { for_each: {} }), "for_each"],
])("%s is refused, never left out", (_, edit, problem) => {
  const text = printed(({ resource }) => {
    const [first = {}] = Object.values(resource["azurerm_lighthouse_definition"] ?? {});
    edit(first);
  });
  expect(() => accessOfStack(text)).toThrow(problem);
});

test("an assignment of a definition that is not in the stack, and text that is not a stack, are refused", () => {
  const text = printed(({ resource }) => {
    resource["azurerm_lighthouse_definition"] = {};
  });
  expect(() => accessOfStack(text)).toThrow("is not a definition of this stack");
  expect(() => accessOfStack("resource {}")).toThrow("is not JSON");
});
