import { expect, test } from "vitest";
import {
  ADMINISTRATOR,
  assignment,
  CONTRIBUTOR,
  CUSTOMER,
  definition,
  ELSEWHERE,
  GROUP,
  GUEST,
  MANAGING,
  NOBODY,
  OTHER,
  OWNER,
  PERSON,
  PROPERTIES,
  READER,
  ROLES,
  SCOPE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });
const plain = { body: { properties: PROPERTIES } };

test("E001 paths and query names are compared without regard to case", () => {
  const azure = new SmallAzure();
  azure.define("1");
  const shouted = definition("1")
    .replace("/providers", "/PROVIDERS")
    .replace("registrationD", "REGISTRATIONd");
  expect(azure.ask("GET", shouted).status).toBe(200);
  expect(azure.ask("GET", shouted, { query: { "api-version": "", $FILTER: "" } }).status).toBe(400);
});

test("E002 a refusal has Azure's error body", () => {
  const { body } = new SmallAzure().ask("GET", definition("1"));
  expect(body).toEqual({
    error: { code: "ResourceNotFound", message: expect.stringContaining("was not found") },
  });
});

test("E003 api-version is required, and must be one that there is", () => {
  const azure = new SmallAzure();
  expect(azure.ask("GET", definition("1"), { query: { "api-version": "" } })).toMatchObject(
    refusal(400, "MissingApiVersionParameter"),
  );
  const unknown = azure.ask("GET", definition("1"), { query: { "api-version": "2021-01-01" } });
  expect(unknown).toMatchObject(refusal(400, "NoRegisteredProviderFound"));
  expect(unknown.body.error.message).toContain("2022-10-01");
});

test.each([
  ["no body", undefined],
  ["text that is not JSON", null],
  ["a list", []],
  ["no properties", {}],
  ["a managing tenant that is not a GUID", { properties: { ...PROPERTIES, managedByTenantId: "x" } }],
  ["authorizations that are no list", { properties: { ...PROPERTIES, authorizations: {} } }],
  [
    "a role id that is a path",
    {
      properties: {
        ...PROPERTIES,
        authorizations: [{ principalId: GROUP, roleDefinitionId: `/x/${ROLES.reader}` }],
      },
    },
  ],
  [
    "an approver that is text",
    {
      properties: {
        ...PROPERTIES,
        eligibleAuthorizations: [
          {
            principalId: GROUP,
            roleDefinitionId: ROLES.reader,
            justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", managedByTenantApprovers: ["x"] },
          },
        ],
      },
    },
  ],
  [
    "a policy that says nothing of multifactor authentication",
    {
      properties: {
        ...PROPERTIES,
        eligibleAuthorizations: [
          { principalId: GROUP, roleDefinitionId: ROLES.reader, justInTimeAccessPolicy: {} },
        ],
      },
    },
  ],
  ["half a plan", { properties: PROPERTIES, plan: { name: "x" } }],
])("E004 %s is InvalidRequestContent", (_, body) => {
  expect(new SmallAzure().ask("PUT", definition("1"), { body })).toMatchObject(
    refusal(400, "InvalidRequestContent"),
  );
});

test("E004 names the property, ignores unknown ones, and takes null for a missing one", () => {
  const put = (properties: object) =>
    new SmallAzure().ask("PUT", definition("1"), { body: { properties: { ...PROPERTIES, ...properties } } });
  expect(put({ managedByTenantId: "x" }).body.error.message).toBe(
    "The request content was invalid: properties.managedByTenantId is not valid, expected a GUID.",
  );
  const accepted = put({ unknown: 1, description: null });
  expect(accepted.status).toBe(201);
  expect(Object.keys(accepted.body.properties)).not.toContain("unknown");
  expect(Object.keys(accepted.body.properties)).not.toContain("description");
});

test("E005 unknown paths are 404, methods that a resource does not have 405", () => {
  const azure = new SmallAzure();
  expect(azure.ask("GET", "/nothing/here")).toMatchObject(refusal(404, "ResourceNotFound"));
  expect(azure.ask("PATCH", definition("1"))).toMatchObject(refusal(405, "MethodNotAllowed"));
});

test("E010 a token names its tenant, its principal and its application", () => {
  const azure = new SmallAzure();
  const response = azure.azure.respond({
    method: "POST",
    path: `/${CUSTOMER}/oauth2/v2.0/token`,
    query: new Map(),
    authorization: undefined,
    body: { client_id: OWNER },
    base: "http://azure",
  });
  const { access_token } = (response.kind === "answer" ? response.body : {}) as {
    readonly access_token: string;
  };
  const claims = JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString());
  expect(claims).toEqual({
    aud: "http://azure",
    idtyp: "app",
    iss: `https://sts.windows.net/${CUSTOMER}/`,
    iat: 1_000,
    nbf: 1_000,
    exp: 4_600,
    appid: OWNER,
    oid: OWNER,
    tid: CUSTOMER,
  });
});

test("E011 a client id that no principal of the tenant has gets no token", () => {
  const response = new SmallAzure().azure.respond({
    method: "POST",
    path: `/${CUSTOMER}/oauth2/v2.0/token`,
    query: new Map(),
    authorization: undefined,
    body: { client_id: GROUP },
    base: "http://azure",
  });
  expect(response).toMatchObject({
    status: 400,
    body: { error: "unauthorized_client", error_description: expect.stringContaining("AADSTS700016") },
  });
});

test.each(["", "x", "a.b.c", `${Buffer.from("{}").toString("base64url")}.e30.`])(
  "E012 the token %j is 401 AuthenticationFailed",
  (token) => {
    expect(new SmallAzure().ask("GET", SCOPE, { token })).toMatchObject(refusal(401, "AuthenticationFailed"));
  },
);

test("E013 a token of a tenant without access to the subscription is refused", () => {
  const asked = { as: OWNER, tenant: OTHER };
  expect(new SmallAzure().ask("GET", SCOPE, asked)).toMatchObject(
    refusal(401, "InvalidAuthenticationTokenTenant"),
  );
});

test("E014 a caller without a role, or with one that does not allow it, is AuthorizationFailed", () => {
  const azure = new SmallAzure();
  expect(azure.ask("GET", SCOPE, { as: NOBODY })).toMatchObject(refusal(403, "AuthorizationFailed"));
  expect(azure.ask("GET", SCOPE, { as: READER }).status).toBe(200);
  expect(azure.ask("PUT", definition("1"), { ...plain, as: READER })).toMatchObject(
    refusal(403, "AuthorizationFailed"),
  );
  // rights over role assignments alone bring none over managed services
  expect(azure.ask("PUT", definition("1"), { ...plain, as: ADMINISTRATOR })).toMatchObject(
    refusal(403, "AuthorizationFailed"),
  );
  const register = `/subscriptions/${ELSEWHERE}/providers/Microsoft.ManagedServices/register`;
  expect(azure.ask("POST", register, { as: READER })).toMatchObject(refusal(403, "AuthorizationFailed"));
});

test("E015 a guest, and whoever has no rights over role assignments, cannot delegate", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  for (const as of [GUEST, CONTRIBUTOR]) {
    const insufficient = refusal(403, "InsufficientPrivilegesForManagedServiceResource");
    expect(azure.ask("PUT", definition("2"), { ...plain, as })).toMatchObject(insufficient);
    expect(azure.ask("DELETE", assignment("1"), { as })).toMatchObject(insufficient);
    expect(azure.ask("GET", definition("1"), { as }).status).toBe(200);
  }
  const { message } = azure.ask("PUT", definition("2"), { ...plain, as: GUEST }).body.error;
  expect(message).toContain(`'${GUEST}' is a guest of the tenant`);
  expect(message).toContain('"guests": "accepted"');
});

test("E015 guests delegate as their roles allow where the directory accepts them", () => {
  const { directory } = new SmallAzure().azure;
  const accepting = new SmallAzure(undefined, { ...directory, guests: "accepted" });
  expect(accepting.define("1", {}, { as: GUEST }).status).toBe(201);
  expect(accepting.assign("1", "1", SCOPE, { as: GUEST }).status).toBe(201);
  expect(accepting.unassign("1", { as: GUEST }).status).toBe(202);
  const refusing = new SmallAzure(undefined, { ...directory, guests: "refused" });
  expect(refusing.define("1", {}, { as: GUEST }).status).toBe(403);
  const withoutRole = directory.subscriptions.map((each) => ({ ...each, roleAssignments: [] }));
  const powerless = new SmallAzure(undefined, {
    ...directory,
    guests: "accepted",
    subscriptions: withoutRole,
  });
  expect(powerless.ask("PUT", definition("1"), { ...plain, as: GUEST })).toMatchObject(
    refusal(403, "AuthorizationFailed"),
  );
});

test("E016 the managing tenant may remove assignments with the Delete Role, and no definitions", () => {
  const azure = new SmallAzure();
  const person = { as: PERSON, tenant: MANAGING };
  azure.define("1");
  azure.assign("1", "1");
  expect(azure.ask("DELETE", assignment("1"), person)).toMatchObject(
    refusal(403, "InsufficientPrivilegesForManagedServiceResource"),
  );
  azure.define("1", { authorizations: [{ principalId: GROUP, roleDefinitionId: ROLES.deleteRole }] });
  expect(azure.ask("DELETE", definition("1"), person)).toMatchObject(
    refusal(403, "InsufficientPrivilegesForManagedServiceResource"),
  );
  expect(azure.unassign("1", person).status).toBe(202);
  expect(azure.held).toEqual([]);
});

test("E017 whoever has a delegated role may read the subscription, by standing access only", () => {
  const azure = new SmallAzure();
  const person = { as: PERSON, tenant: MANAGING };
  azure.define("1", {
    authorizations: [{ principalId: OWNER, roleDefinitionId: ROLES.reader }],
    eligibleAuthorizations: [{ principalId: PERSON, roleDefinitionId: ROLES.contributor }],
  });
  azure.assign("1", "1");
  expect(azure.ask("GET", SCOPE, person)).toMatchObject(refusal(401, "InvalidAuthenticationTokenTenant"));
  azure.define("1");
  expect(azure.ask("GET", SCOPE, person).status).toBe(200);
});

test("E018 the metadata are one object, and nothing under a double slash", () => {
  const azure = new SmallAzure();
  const { status, body } = azure.ask("GET", "/metadata/endpoints", {
    query: { "api-version": "2022-09-01" },
  });
  expect(status).toBe(200);
  expect(Array.isArray(body)).toBe(false);
  expect(Object.keys(body)).toEqual([
    "name",
    "portal",
    "resourceManager",
    "graph",
    "graphAudience",
    "gallery",
    "microsoftGraphResourceId",
    "batch",
    "media",
    "sqlManagement",
    "activeDirectoryDataLake",
    "logAnalyticsResourceId",
    "synapseAnalyticsResourceId",
    "ossrDbmsResourceId",
    "attestationResourceId",
    "authentication",
    "suffixes",
  ]);
  expect(azure.ask("GET", "//metadata/endpoints", { query: { "api-version": "2018-01-01" } }).status).toBe(
    404,
  );
});

test("E020 a subscription names its tenant, state and policies", () => {
  expect(new SmallAzure().ask("GET", SCOPE).body).toMatchObject({
    id: SCOPE,
    subscriptionId: SUBSCRIPTION,
    tenantId: CUSTOMER,
    displayName: "production",
    state: "Enabled",
    subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", spendingLimit: "Off" },
  });
  const { body } = new SmallAzure().ask("GET", "/subscriptions", { as: READER });
  expect(body.value).toHaveLength(2);
});

test("E021 a subscription that does not exist is 404", () => {
  const path = SCOPE.replace(/.$/, "f");
  expect(new SmallAzure().ask("GET", path)).toMatchObject(refusal(404, "SubscriptionNotFound"));
});

test("E022 a resource provider is registered per subscription", () => {
  const azure = new SmallAzure();
  const providers = `/subscriptions/${ELSEWHERE}/providers`;
  const state = () => azure.ask("GET", `${providers}/microsoft.managedservices`).body.registrationState;
  expect(state()).toBe("NotRegistered");
  expect(azure.ask("POST", `${providers}/Microsoft.ManagedServices/register`).status).toBe(200);
  expect(state()).toBe("Registered");
  const listed = azure.ask("GET", providers).body.value as { namespace: string; registrationState: string }[];
  expect(listed.find(({ namespace }) => namespace === "Microsoft.ManagedServices")?.registrationState).toBe(
    "Registered",
  );
  expect(azure.ask("GET", `${providers}/Nobody.Here`)).toMatchObject(
    refusal(404, "InvalidResourceNamespace"),
  );
});

test("E023 nothing can be delegated where the resource provider is not registered", () => {
  const azure = new SmallAzure();
  const scope = `/subscriptions/${ELSEWHERE}`;
  expect(azure.ask("PUT", definition("1", scope), plain)).toMatchObject(
    refusal(409, "MissingSubscriptionRegistration"),
  );
  expect(azure.ask("PUT", assignment("1", scope), { body: {} })).toMatchObject(
    refusal(409, "MissingSubscriptionRegistration"),
  );
});

test("E024 a resource group that does not exist is 404, in any case one that does", () => {
  const azure = new SmallAzure();
  azure.define("1");
  expect(azure.assign("1", "1", `${SCOPE}/resourceGroups/nowhere`)).toMatchObject(
    refusal(404, "ResourceGroupNotFound"),
  );
  expect(azure.assign("1", "1", `${SCOPE}/resourceGroups/web`).status).toBe(201);
});

test("E070 lists come in pages of two", () => {
  const azure = new SmallAzure();
  for (const name of ["1", "2", "3"]) azure.define(name, { registrationDefinitionName: name });
  const first = azure.ask("GET", definition("1").replace(/\/[^/]+$/, ""));
  expect(first.body.value.map(({ id }: { id: string }) => id)).toEqual([definition("1"), definition("2")]);
  const next = new URL(first.body.nextLink);
  const second = azure.ask("GET", next.pathname, { query: Object.fromEntries(next.searchParams) });
  expect(second.body).toEqual({ value: [expect.objectContaining({ id: definition("3") })] });
});

test("E071 lists are filtered by managing tenant", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const path = definition("1").replace(/\/[^/]+$/, "");
  const count = (list: string, filter: string) =>
    azure.ask("GET", list, { query: { $filter: filter } }).body.value?.length;
  expect(count(path, `managedByTenantId eq '${MANAGING.toUpperCase()}'`)).toBe(1);
  expect(count(path, `managedByTenantId eq '${OTHER}'`)).toBe(0);
  expect(count(path, `managedByTenantId in ('${OTHER}', '${MANAGING}')`)).toBe(1);
  expect(count(assignment("1").replace(/\/[^/]+$/, ""), `managedByTenantId eq '${OTHER}'`)).toBe(0);
  expect(azure.ask("GET", path, { query: { $filter: "name eq 'x'" } })).toMatchObject(
    refusal(400, "InvalidFilterInQueryString"),
  );
});

test("E072 operations can be watched until they end", () => {
  const azure = new SmallAzure();
  const put = azure.ask("PUT", definition("1"), plain);
  const watched = new URL(put.headers["Azure-AsyncOperation"] ?? "");
  const status = () => azure.ask("GET", watched.pathname).body;
  expect(status()).toMatchObject({ status: "InProgress" });
  azure.now += 1_000;
  expect(status()).toMatchObject({ status: "Succeeded" });
  azure.azure.inject({
    kind: "operationFails",
    action: "Microsoft.ManagedServices/registrationDefinitions/write",
  });
  const failing = azure.define("2", { registrationDefinitionName: "2" });
  const failed = azure.ask("GET", new URL(failing.headers["Azure-AsyncOperation"] ?? "").pathname);
  expect(failed.body).toMatchObject({ status: "Failed", error: { code: "OperationFailed" } });
  expect(azure.ask("GET", watched.pathname.replace(/.$/, "!"))).toMatchObject(
    refusal(404, "ResourceNotFound"),
  );
});

test("E073 the marketplace is empty, at every scope", () => {
  const azure = new SmallAzure();
  const path = "/providers/Microsoft.ManagedServices/marketplaceRegistrationDefinitions";
  for (const scope of ["", SCOPE]) expect(azure.ask("GET", `${scope}${path}`).body).toEqual({ value: [] });
  expect(azure.ask("GET", path, { query: { "api-version": "2019-06-01" } }).status).toBe(400);
  expect(azure.ask("GET", "/providers/Microsoft.ManagedServices/operations").body.value).not.toEqual([]);
});
