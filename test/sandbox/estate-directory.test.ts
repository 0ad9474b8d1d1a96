import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID, estateDirectory } from "../../lib/sandbox/estate-directory.ts";
import { aCustomer, anOffer, guidOf, MANAGING_TENANT } from "../support/builders.ts";
import { DEFAULTS } from "../support/stacks.ts";

const CLIENT = guidOf("6");

/** Client ids of a tenant's principals that sign in. */
function clientsOf(
  signIn: object,
): Readonly<Record<"managing" | "customer", readonly (string | undefined)[]>> {
  const customer = aCustomer({ deployedBy: "customer", signIn });
  const { tenants } = estateDirectory({ offers: [anOffer()], customers: [customer], defaults: DEFAULTS });
  const clients = (tenantId: string) =>
    (tenants.find(({ id }) => id === tenantId)?.principals ?? []).flatMap(({ clientId }) => clientId ?? []);
  return { managing: clients(MANAGING_TENANT.tenantId), customer: clients(customer.tenantId) };
}

test("a client that signs in to the customer's tenant is its deployer", () => {
  expect(clientsOf({ method: "oidc", clientId: CLIENT })).toEqual({
    managing: [DEPLOYER_CLIENT_ID],
    customer: [CLIENT],
  });
});

test("a client that signs in to the managing tenant reads there, and is none of the customer's", () => {
  const { tenantId } = MANAGING_TENANT;
  expect(clientsOf({ method: "oidc", clientId: CLIENT, tenantId })).toEqual({
    managing: [DEPLOYER_CLIENT_ID, CLIENT],
    customer: [DEPLOYER_CLIENT_ID],
  });
});

test("every reader of a managing tenant is a member of its groups", () => {
  const signIn = { method: "oidc", clientId: CLIENT, tenantId: MANAGING_TENANT.tenantId };
  const customer = aCustomer({ deployedBy: "customer", signIn });
  const { tenants } = estateDirectory({ offers: [anOffer()], customers: [customer], defaults: DEFAULTS });
  const principals = tenants.find(({ id }) => id === MANAGING_TENANT.tenantId)?.principals ?? [];
  const readers = principals.filter(({ clientId }) => clientId !== undefined).map(({ id }) => id);
  const groups = principals.filter(({ type }) => type === "Group");
  expect(readers).toHaveLength(2);
  expect(groups.length).toBeGreaterThan(0);
  for (const { members } of groups) expect(members).toEqual(readers);
});
