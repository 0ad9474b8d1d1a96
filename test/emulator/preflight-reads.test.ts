import { expect, test } from "vitest";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import {
  type Answer,
  GROUP,
  GUEST,
  MANAGING,
  OTHER,
  OWNER,
  PERSON,
  SERVICE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";

/*
 * What a preflight asks of the emulated Azure: policies, and the directory by Microsoft Graph.
 */

const POLICY = "7a8a51a3-ad87-4def-96f3-65a1839242b6";
const ASSIGNMENTS = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments`;
const VERSION = { "api-version": "2023-04-01" };

function allowing(tenants: readonly string[]): SmallAzure {
  const { directory } = new SmallAzure().azure;
  const subscriptions: AzureDirectory["subscriptions"] = directory.subscriptions.map((each) =>
    each.id === SUBSCRIPTION ? { ...each, allowedManagingTenants: tenants } : each,
  );
  return new SmallAzure(undefined, { ...directory, subscriptions });
}

test("E086 a policy of allowed managing tenants is listed, and refuses every other tenant", () => {
  const strict = allowing([OTHER]);
  const [listed] = strict.ask("GET", ASSIGNMENTS, { query: VERSION }).body.value;
  expect(listed.properties.parameters).toEqual({ listOfAllowedTenants: { value: [OTHER] } });
  expect(listed.properties.policyDefinitionId).toMatch(new RegExp(`${POLICY}$`));
  const definition = strict.ask("GET", listed.properties.policyDefinitionId, { query: VERSION });
  expect(definition.body.properties.policyRule.then).toEqual({ effect: "deny" });
  expect(strict.define("0000dddd-0000-4000-8000-000000000001")).toMatchObject({
    status: 403,
    body: { error: { code: "RequestDisallowedByPolicy" } },
  });
  expect(allowing([MANAGING]).define("0000dddd-0000-4000-8000-000000000001").status).toBe(201);
});

test("E087 without such a policy the list is empty; a stranger may not read it", () => {
  const azure = new SmallAzure();
  expect(azure.ask("GET", ASSIGNMENTS, { query: VERSION }).body.value).toEqual([]);
  expect(azure.ask("GET", ASSIGNMENTS, { query: VERSION, tenant: MANAGING, as: PERSON }).status).toBe(401);
});

test("E088 members read the directory of their tenant, without ids of others", () => {
  const azure = new SmallAzure();
  const ids = [GROUP, OWNER];
  const asked = { tenant: MANAGING, query: { "api-version": "" }, body: { ids } };
  const path = "/v1.0/directoryObjects/getByIds";
  const answer = azure.ask("POST", path, { ...asked, as: PERSON });
  expect(answer.body.value).toEqual([
    { "@odata.type": "#microsoft.graph.group", id: GROUP, displayName: "Operators", securityEnabled: true },
  ]);
  expect(azure.ask("POST", path, { ...asked, as: PERSON, body: { ids: "x" } }).status).toBe(400);
  const missing = azure.ask("GET", `/v1.0/servicePrincipals(appId='${OTHER}')`, { ...asked, as: PERSON });
  expect(missing.status).toBe(404);
});

test("E089 an application without permission to read the directory is refused, and a guest", () => {
  const azure = new SmallAzure();
  const path = "/v1.0/directoryObjects/getByIds";
  const asked = { query: { "api-version": "" }, body: { ids: [GROUP] } };
  const service = azure.ask("POST", path, { ...asked, tenant: MANAGING, as: SERVICE });
  expect([service.status, service.body.error.code]).toEqual([403, "Authorization_RequestDenied"]);
  expect(azure.ask("POST", path, { ...asked, as: GUEST }).status).toBe(403);
});

const LOG = "/providers/microsoft.insights/eventtypes/management/values";
const LOG_QUERY = { "api-version": "2015-04-01", $filter: "eventTimestamp ge '1970-01-01T00:00:00Z'" };

test("E090 the managing tenant's activity log has every delegation that was added and removed", () => {
  const { directory } = new SmallAzure().azure;
  const tenants = directory.tenants.map((each) => ({
    ...each,
    principals: each.principals.map((one) => ({ ...one, readsActivityLog: one.id === PERSON })),
  }));
  const azure = new SmallAzure(undefined, { ...directory, tenants });
  const name = "0000dddd-0000-4000-8000-000000000001";
  azure.define(name);
  azure.assign(name, name);
  azure.unassign(name);
  azure.azure.access();
  const asked = { tenant: MANAGING, as: PERSON, query: LOG_QUERY };
  const kinds = (answer: Answer) =>
    answer.body.value.map((each: { operationName: { value: string } }) => each.operationName.value);
  const read = azure.ask("GET", LOG, asked);
  expect(read.status).toBe(200);
  expect(kinds(read)).toEqual([
    "Microsoft.Resources/tenants/unregister/action",
    "Microsoft.Resources/tenants/register/action",
  ]);
  expect(JSON.parse(read.body.value[0].description).subscriptionId).toBe(SUBSCRIPTION);
  // what is saved keeps them
  expect(azure.azure.save().events).toHaveLength(2);
  expect(azure.ask("GET", LOG, { ...asked, query: { "api-version": "2015-04-01" } }).status).toBe(400);
});

test("E091 without Monitoring Reader at the root the activity log is refused", () => {
  const azure = new SmallAzure();
  const read = azure.ask("GET", LOG, { tenant: MANAGING, as: PERSON, query: LOG_QUERY });
  expect([read.status, read.body.error.code]).toEqual([403, "AuthorizationFailed"]);
});
