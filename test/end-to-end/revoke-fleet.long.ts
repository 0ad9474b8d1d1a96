// @module-tag terraform

import { expect, test } from "vitest";
import { sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * A group is revoked at fifty customers: it is the sole approver of access on request at all of them. Azure refuses every change
 * of one customer, and drops every connection about another one, until that outage ends.
 */

const LEADS = "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404";
const ANALYSTS = "2c8fab2a-7d3b-4f79-8c73-8c4d9f2e3303";
const CUSTOMERS = Array.from({ length: 50 }, (_, index) => `fleet-${String(index + 1).padStart(3, "0")}`);
const SAMPLES = ["city-of-adatum", "contoso-retail", "fabrikam", "proseware", "tailwind-traders"];
const [FAILING, UNREACHABLE] = ["fleet-007", "fleet-031"] as const;

const OFFER = `id: watched
name: Northwind Watched
description: Northwind watches this subscription.
managingTenant:
  tenantId: 6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01
  name: Northwind
  cloud: public
  principals:
    operators: { type: Group, objectId: 1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202, displayName: Operators }
    analysts: { type: Group, objectId: ${ANALYSTS}, displayName: Analysts }
    leads:
      type: Group
      objectId: ${LEADS} # by turns
      displayName: Leads
plans:
  whole:
    visibility: public
    versions:
      1.0.0:
        authorizations:
          - { principal: operators, role: Reader }
          - { principal: operators, role: Managed Services Registration assignment Delete Role }
          - { principal: analysts, role: Reader }
          - { principal: leads, role: Support Request Contributor }
        eligibleAuthorizations:
          - principal: analysts
            role: Virtual Machine Contributor
            justInTimeAccessPolicy: { approvers: [leads] }
`;

const subscriptionOf = (id: string) => `c2e6d3a1-4b5f-4c7d-9e8f-aaaaaa${id.slice(-3).padStart(6, "0")}`;

const customerText = (id: string) =>
  JSON.stringify({
    id,
    name: `Customer ${id}`,
    tenantId: `b1d5c2f0-3a4e-4b6c-8d7e-aaaaaa${id.slice(-3).padStart(6, "0")}`,
    subscriptions: { production: subscriptionOf(id) },
    delegations: [
      { offer: "watched", plan: "whole", version: "1.0.0", scopes: [{ subscription: "production" }] },
    ],
  });

/** What Azure shows of the group, by a snapshot of its own: exit codes of both commands, and customers. */
async function theEnd(sandbox: TestSandbox) {
  const fetched = await sandbox.keeper(["fetch", ...CUSTOMERS, "--output", "azure"]);
  const words = ["drift", "--from", "azure", "--principal", LEADS, "--format", "json"];
  const { code, output } = await sandbox.keeper(words);
  const end = JSON.parse(output) as Record<"granted" | "notKnown", readonly { readonly customer: string }[]>;
  const customers = (list: "granted" | "notKnown") => end[list].map(({ customer }) => customer);
  return { fetched: fetched.code, code, granted: customers("granted"), notKnown: customers("notKnown") };
}

test("a revocation reaches every customer that Azure lets it reach, is held up by none, and ends at the others later", async () => {
  const sandbox = await sampleSandbox({
    files: Object.fromEntries([
      ...SAMPLES.map((id) => [`customers/${id}.ts`, undefined]),
      ["customers/wide-world-importers.yaml", undefined],
      ["estate.lock.json", undefined],
      ["offers/watched.yaml", OFFER],
      ...CUSTOMERS.map((id) => [`customers/${id}.json`, customerText(id)]),
    ]),
  });
  const deploy = (...ids: readonly string[]) =>
    sandbox.cdktf(["deploy", ...ids, "--parallelism", "10", "--auto-approve"]);
  const first = await deploy(...CUSTOMERS);
  expect(first.code, first.output).toBe(0);
  const at = (id: string) => sandbox.azure.access().filter(({ scope }) => scope.includes(subscriptionOf(id)));
  const before = new Map(CUSTOMERS.map((id) => [id, at(id)]));

  const revoked = await sandbox.keeper(["revoke", LEADS, "--reason", "the group was taken over"]);
  expect(revoked.code, revoked.output).toBe(0);
  expect(revoked.output).toContain("offers/watched.yaml: 50 customers concerned");
  expect(revoked.output).toContain("Analysts: Virtual Machine Contributor, on request, on 50 scopes of ");

  // every write is refused, and every connection about the other one is dropped, until the outage ends
  const outage = (id: string, fault: "forbidden" | "responseLost", action: string) =>
    sandbox.azure.inject({
      kind: fault,
      action,
      path: `/subscriptions/${subscriptionOf(id)}`,
      count: Number.POSITIVE_INFINITY,
    });
  outage(FAILING, "forbidden", "Microsoft.ManagedServices/registrationDefinitions/write");
  outage(UNREACHABLE, "responseLost", "*");
  // each by itself, as the pipelines do: cdktf ends a deployment of many at the first that fails
  for (const id of [FAILING, UNREACHABLE]) {
    const refused = await deploy(id);
    expect(refused.code, refused.output).not.toBe(0);
  }
  const reached = CUSTOMERS.filter((id) => id !== FAILING && id !== UNREACHABLE);
  const done = await deploy(...reached);
  expect(done.code, done.output).toBe(0);
  for (const id of reached) {
    expect(at(id).map(({ principalId }) => principalId)).not.toContain(LEADS);
    // self-activation would be more than before: the whole of it is gone
    expect(at(id).filter(({ access }) => access.kind === "eligible")).toEqual([]);
    expect(at(id)).toEqual(
      before
        .get(id)
        ?.filter(({ principalId, access }) => principalId !== LEADS && access.kind === "standing"),
    );
  }
  for (const id of [FAILING, UNREACHABLE]) expect(at(id)).toEqual(before.get(id));
  // what cannot be read is not gone: nothing says that the group lost it there
  expect(await theEnd(sandbox)).toEqual({ fetched: 1, code: 2, granted: [FAILING], notKnown: [UNREACHABLE] });

  sandbox.azure.clearFaults();
  expect(await theEnd(sandbox)).toEqual({
    fetched: 0,
    code: 1,
    granted: [FAILING, UNREACHABLE],
    notKnown: [],
  });
  const later = await deploy(FAILING, UNREACHABLE);
  expect(later.code, later.output).toBe(0);
  expect(sandbox.azure.access()).toEqual(await sandbox.defined());
  expect(sandbox.azure.access().some(({ principalId }) => principalId === LEADS)).toBe(false);
  expect(await theEnd(sandbox)).toEqual({ fetched: 0, code: 0, granted: [], notKnown: [] });
}, 900_000);
