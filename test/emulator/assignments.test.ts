import { expect, test } from "vitest";
import {
  assignment,
  definition,
  ELSEWHERE,
  GROUP,
  MANAGING,
  PERSON,
  PROPERTIES,
  ROLES,
  SCOPE,
  SERVICE,
  SmallAzure,
} from "../support/azure.ts";

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });
const WEB = `${SCOPE}/resourceGroups/Web`;

test("E060 an assignment waits until its definition is Succeeded", () => {
  const azure = new SmallAzure();
  const early = refusal(409, "InvalidRegistrationAssignmentCreateRequest");
  const body = { properties: { registrationDefinitionId: definition("1") } };
  expect(azure.ask("PUT", assignment("1"), { body })).toMatchObject(early);
  azure.ask("PUT", definition("1"), { body: { properties: PROPERTIES } });
  expect(azure.ask("PUT", assignment("1"), { body })).toMatchObject(early);
  azure.now += 1_000;
  expect(azure.ask("PUT", assignment("1"), { body }).status).toBe(201);
});

test("E061 a definition is assigned once at a scope", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const second = azure.assign("2", "1");
  expect(second).toMatchObject(refusal(409, "MultipleRegistrationAssignmentsNotAllowed"));
  expect(second.body.error.message).toContain("Another registration assignment");
  expect(azure.assign("1", "1").status).toBe(200);
  expect(azure.assign("2", "1", WEB).status).toBe(201);
});

test("E062 two definitions of one name cannot be assigned at one scope", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.define("2");
  azure.define("3", { registrationDefinitionName: "Another offer" });
  azure.assign("1", "1");
  expect(azure.assign("2", "2")).toMatchObject(refusal(409, "MultipleRegistrationAssignmentsNotAllowed"));
  expect(azure.assign("3", "3").status).toBe(201);
});

test("E063 an assignment's definition is in its own subscription", () => {
  const azure = new SmallAzure();
  azure.ask("POST", `/subscriptions/${ELSEWHERE}/providers/Microsoft.ManagedServices/register`);
  azure.define("1");
  const answer = azure.assign("1", "1", `/subscriptions/${ELSEWHERE}`);
  expect(answer).toMatchObject(refusal(400, "InvalidRegistrationAssignmentCreateRequest"));
});

test("E064 a subscription and a resource group of it can both be assigned", () => {
  const azure = new SmallAzure();
  azure.define("1");
  expect(azure.assign("1", "1").status).toBe(201);
  expect(azure.assign("2", "1", WEB).status).toBe(201);
  expect(azure.azure.access().map(({ scope }) => scope)).toEqual([SCOPE, WEB]);
});

test("E065 access begins when the operation succeeds", () => {
  const azure = new SmallAzure();
  azure.define("1");
  const body = { properties: { registrationDefinitionId: definition("1") } };
  const made = azure.ask("PUT", assignment("1"), { body });
  expect(made).toMatchObject({ status: 201, body: { properties: { provisioningState: "Accepted" } } });
  expect(made.headers["Azure-AsyncOperation"]).toContain("/operationStatuses/");
  expect(azure.held).toEqual([]);
  azure.now += 1_000;
  expect(azure.held).toEqual([[GROUP, ROLES.reader]]);
  expect(azure.ask("GET", assignment("1")).body.properties.provisioningState).toBe("Succeeded");
});

test("E066 an assignment shows Deleting until it is gone, and its access ends then", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  expect(azure.ask("DELETE", assignment("1")).status).toBe(202);
  expect(azure.ask("GET", assignment("1")).body.properties.provisioningState).toBe("Deleting");
  expect(azure.held).toEqual([[GROUP, ROLES.reader]]);
  azure.now += 1_000;
  expect(azure.ask("GET", assignment("1")).status).toBe(404);
  expect(azure.held).toEqual([]);
  expect(azure.ask("DELETE", assignment("1")).status).toBe(204);
});

test("E067 removing a delegation cuts what another one gives to the same principal, until that is put again", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.define("2", {
    registrationDefinitionName: "Security",
    authorizations: [
      ...PROPERTIES.authorizations,
      { principalId: SERVICE, roleDefinitionId: ROLES.contributor },
    ],
  });
  azure.assign("1", "1");
  azure.assign("2", "2");
  azure.unassign("1");
  expect(azure.held).toEqual([[SERVICE, ROLES.contributor]]);
  azure.assign("2", "2");
  expect(azure.held).toEqual([
    [GROUP, ROLES.reader],
    [SERVICE, ROLES.contributor],
  ]);
});

test("E068 an expanded assignment shows its definition", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const get = (value: string) =>
    azure.ask("GET", assignment("1"), { query: { $expandregistrationdefinition: value } }).body.properties;
  expect(get("false").registrationDefinition).toBeUndefined();
  expect(get("True").registrationDefinition).toMatchObject({
    id: definition("1"),
    properties: { managedByTenantId: MANAGING, authorizations: PROPERTIES.authorizations },
  });
});

test("effective access reaches people through groups, and resource groups through their subscription", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const roles = (principal: string, scope: string) =>
    azure.azure.effectiveAccess(MANAGING, principal, scope).map(({ roleDefinitionId }) => roleDefinitionId);
  expect(roles(PERSON, SCOPE)).toEqual([ROLES.reader]);
  expect(roles(PERSON, WEB.toLowerCase())).toEqual([ROLES.reader]);
  expect(roles(SERVICE, SCOPE)).toEqual([]);
  expect(roles(PERSON, `/subscriptions/${ELSEWHERE}`)).toEqual([]);
  azure.unassign("1");
  azure.assign("2", "1", WEB);
  expect(roles(PERSON, SCOPE)).toEqual([]);
  expect(roles(PERSON, WEB)).toEqual([ROLES.reader]);
});
