import { expect, test } from "vitest";
import {
  APPLICATION,
  assignment,
  CUSTOMER,
  definition,
  GROUP,
  MANAGING,
  NATIONAL,
  OTHER,
  OWNER,
  PERSON,
  PROPERTIES,
  ROLES,
  SCOPE,
  SERVICE,
  SmallAzure,
} from "../support/azure.ts";

const CREATE = "InvalidRegistrationDefinitionCreateRequest";
const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });
const standing = (roleDefinitionId: string, rest: object = {}) => ({
  principalId: GROUP,
  roleDefinitionId,
  ...rest,
});
const eligible = (justInTimeAccessPolicy: object, rest: object = {}) => ({
  principalId: PERSON,
  roleDefinitionId: ROLES.contributor,
  justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", ...justInTimeAccessPolicy },
  ...rest,
});
const NOT_BUILT_IN = "00000000-0000-4000-8000-0000000000ff";
const put = (properties: object) => new SmallAzure().define("1", properties);

test("E030 a definition at a resource group is refused", () => {
  const path = definition("1", `${SCOPE}/resourceGroups/Web`);
  const answer = new SmallAzure().ask("PUT", path, { body: { properties: PROPERTIES } });
  expect(answer).toMatchObject(refusal(400, "InvalidRegistrationDefinitionUri"));
});

test.each([
  ["Owner", ROLES.owner],
  ["a role with data actions", ROLES.blobDataReader],
  ["a role over authorization objects", ROLES.rbacAdministrator],
  ["a role that gained data actions", ROLES.logAnalyticsContributor],
  ["a role that is not built in", NOT_BUILT_IN],
])("E031 %s is refused, standing and eligible", (_, role) => {
  expect(put({ authorizations: [standing(role)] })).toMatchObject(refusal(400, CREATE));
  expect(put({ eligibleAuthorizations: [eligible({}, { roleDefinitionId: role })] })).toMatchObject(
    refusal(400, CREATE),
  );
});

test("E032 User Access Administrator needs delegated role definitions", () => {
  for (const rest of [{}, { delegatedRoleDefinitionIds: [] }])
    expect(put({ authorizations: [standing(ROLES.userAccessAdministrator, rest)] })).toMatchObject(
      refusal(400, CREATE),
    );
  const delegated = { delegatedRoleDefinitionIds: [ROLES.contributor] };
  expect(put({ authorizations: [standing(ROLES.userAccessAdministrator, delegated)] }).status).toBe(201);
});

test("E033 delegated role definitions are judged, data roles let pass", () => {
  const of = (role: string) =>
    put({
      authorizations: [standing(ROLES.userAccessAdministrator, { delegatedRoleDefinitionIds: [role] })],
    });
  for (const role of [ROLES.owner, ROLES.userAccessAdministrator, ROLES.rbacAdministrator, NOT_BUILT_IN])
    expect(of(role)).toMatchObject(refusal(400, CREATE));
  expect(of(ROLES.blobDataReader).status).toBe(201);
});

test("E034 delegated role definitions of another role have no effect", () => {
  const azure = new SmallAzure();
  azure.define("1", {
    authorizations: [standing(ROLES.contributor, { delegatedRoleDefinitionIds: [ROLES.reader] })],
  });
  azure.assign("1", "1");
  expect(azure.azure.access()[0]?.access).toEqual({ kind: "standing", delegatedRoleDefinitionIds: [] });
});

test.each([ROLES.userAccessAdministrator, ROLES.owner])(
  "E035 the role %s cannot be eligible",
  (roleDefinitionId) => {
    const answer = put({ eligibleAuthorizations: [eligible({}, { roleDefinitionId })] });
    expect(answer).toMatchObject(refusal(400, CREATE));
    expect(answer.body.error.message).toContain(`${ROLES.owner};${ROLES.userAccessAdministrator}`);
  },
);

test("E036 a service principal can neither be eligible nor approve", () => {
  const approving = { managedByTenantApprovers: [{ principalId: SERVICE }] };
  expect(put({ eligibleAuthorizations: [eligible({}, { principalId: SERVICE })] })).toMatchObject(
    refusal(400, CREATE),
  );
  expect(put({ eligibleAuthorizations: [eligible(approving)] })).toMatchObject(refusal(400, CREATE));
  expect(
    put({ eligibleAuthorizations: [eligible({ managedByTenantApprovers: [{ principalId: GROUP }] })] })
      .status,
  ).toBe(201);
});

test("E037 one eligible role has one policy", () => {
  const two = (policy: object) =>
    put({ eligibleAuthorizations: [eligible({}), eligible(policy, { principalId: GROUP })] });
  expect(two({ maximumActivationDuration: "PT8H" }).status).toBe(201);
  expect(two({ maximumActivationDuration: "PT480M" }).status).toBe(201);
  expect(two({ maximumActivationDuration: "PT4H" })).toMatchObject(refusal(400, CREATE));
  expect(two({ multiFactorAuthProvider: "None" })).toMatchObject(refusal(400, CREATE));
  expect(two({ managedByTenantApprovers: [{ principalId: PERSON }] })).toMatchObject(refusal(400, CREATE));
  const approvedBy = (...principals: string[]) =>
    eligible({ managedByTenantApprovers: principals.map((principalId) => ({ principalId })) });
  const twice = [approvedBy(GROUP), approvedBy(GROUP, GROUP.toUpperCase())];
  expect(put({ eligibleAuthorizations: twice }).status).toBe(201);
});

test("E038 activations last 30 minutes to 8 hours, with at most 10 approvers", () => {
  const lasting = (maximumActivationDuration: string) =>
    put({ eligibleAuthorizations: [eligible({ maximumActivationDuration })] });
  for (const duration of ["PT30M", "PT8H", "PT45M"]) expect(lasting(duration).status).toBe(201);
  for (const duration of ["PT29M", "PT8H1M", "P1D", ""])
    expect(lasting(duration)).toMatchObject(refusal(400, CREATE));
  const approved = (count: number) =>
    put({
      eligibleAuthorizations: [
        eligible({ managedByTenantApprovers: Array.from({ length: count }, (_, index) => approver(index)) }),
      ],
    });
  expect(approved(10).status).toBe(201);
  expect(approved(11)).toMatchObject(refusal(400, CREATE));
  const repeated = Array.from({ length: 11 }, () => approver(1));
  expect(put({ eligibleAuthorizations: [eligible({ managedByTenantApprovers: repeated })] }).status).toBe(
    201,
  );
});

const approver = (index: number) => ({
  principalId: `00000000-0000-4000-8000-0000000001${String(index).padStart(2, "0")}`,
});

const national = (properties: object) => {
  const azure = new SmallAzure();
  const path = definition("1", `/subscriptions/${NATIONAL}`);
  return azure.ask("PUT", path, {
    as: OWNER,
    tenant: OTHER,
    body: { properties: { ...PROPERTIES, ...properties } },
  });
};

test("E039 nothing is eligible in a national cloud", () => {
  const elsewhere = "00000000-0000-4000-8000-0000000000fe";
  expect(national({ managedByTenantId: elsewhere, eligibleAuthorizations: [eligible({})] })).toMatchObject(
    refusal(400, CREATE),
  );
  expect(national({ managedByTenantId: elsewhere }).status).toBe(201);
});

test("E040 the managing tenant is another one than the subscription's", () => {
  expect(put({ managedByTenantId: CUSTOMER.toUpperCase() })).toMatchObject(refusal(400, CREATE));
});

test("E041 the managing tenant is in the same cloud", () => {
  expect(national({ managedByTenantId: MANAGING })).toMatchObject(refusal(400, CREATE));
});

test("E042 eligible authorizations alone are refused", () => {
  expect(put({ authorizations: [], eligibleAuthorizations: [eligible({})] })).toMatchObject(
    refusal(400, CREATE),
  );
  expect(put({ authorizations: undefined })).toMatchObject(refusal(400, CREATE));
});

test("E043 an app registration is no principal", () => {
  const answer = put({ authorizations: [{ principalId: APPLICATION, roleDefinitionId: ROLES.reader }] });
  expect(answer).toMatchObject(refusal(400, "PrincipalTypeNotSupported"));
});

test("E044 a definition keeps its managing tenant", () => {
  const azure = new SmallAzure();
  azure.define("1");
  const elsewhere = "00000000-0000-4000-8000-0000000000fe";
  expect(azure.define("1", { managedByTenantId: elsewhere })).toMatchObject(
    refusal(400, "RegistrationDefinitionInvalidUpdate"),
  );
  expect(azure.define("1", { managedByTenantId: MANAGING.toUpperCase() }).status).toBe(200);
});

test("E045 eligible authorizations need an API version that knows them", () => {
  const azure = new SmallAzure();
  const body = { properties: { ...PROPERTIES, eligibleAuthorizations: [eligible({})] } };
  const old = { query: { "api-version": "2019-09-01" } };
  expect(azure.ask("PUT", definition("1"), { body, ...old })).toMatchObject({ status: 400 });
  expect(
    azure.ask("PUT", definition("1"), { body, query: { "api-version": "2020-02-01-preview" } }).status,
  ).toBe(201);
  azure.now += 1_000;
  expect(azure.ask("GET", definition("1"), old).status).toBe(400);
  expect(azure.ask("GET", definition("1").replace(/\/[^/]+$/, ""), old).status).toBe(400);
  expect(azure.define("2", { registrationDefinitionName: "2" }, old).status).toBe(201);
});

test("E046 a PUT begins an operation, and says where to watch it", () => {
  const azure = new SmallAzure();
  const body = { properties: PROPERTIES };
  const made = azure.ask("PUT", definition("1"), { body });
  expect(made).toMatchObject({ status: 201, body: { properties: { provisioningState: "Accepted" } } });
  expect(made.headers["Azure-AsyncOperation"]).toMatch(
    /^http:\/\/azure\/subscriptions\/.*\/operationStatuses\/[0-9a-f-]{36}\?api-version=2022-10-01$/,
  );
  expect(made.headers["Retry-After"]).toBe("1");
  azure.now += 999;
  const state = () => azure.ask("GET", definition("1")).body.properties.provisioningState;
  expect(state()).toBe("Accepted");
  azure.now += 1;
  expect(state()).toBe("Succeeded");
  expect(azure.ask("PUT", definition("1"), { body }).status).toBe(200);
});

test("E047 new authorizations take effect when the operation succeeds, and not where it fails", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const wider = { authorizations: [...PROPERTIES.authorizations, standing(ROLES.contributor)] };
  azure.azure.inject({
    kind: "operationFails",
    action: "Microsoft.ManagedServices/registrationDefinitions/write",
  });
  azure.define("1", wider);
  expect(azure.held).toEqual([[GROUP, ROLES.reader]]);
  const shown = azure.ask("GET", definition("1")).body.properties;
  expect(shown).toMatchObject({ provisioningState: "Failed", authorizations: PROPERTIES.authorizations });
  azure.ask("PUT", definition("1"), { body: { properties: { ...PROPERTIES, ...wider } } });
  expect(azure.held).toEqual([[GROUP, ROLES.reader]]);
  azure.now += 1_000;
  expect(azure.held).toEqual([
    [GROUP, ROLES.reader],
    [GROUP, ROLES.contributor],
  ]);
  // what stayed was neither lost nor gained again
  expect(azure.azure.history().map(({ kind }) => kind)).toEqual(["gained", "gained"]);
});

test("another display name is shown from then on, and neither gains nor loses access", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const renamed = PROPERTIES.authorizations.map((each) => ({ ...each, principalIdDisplayName: "Others" }));
  azure.define("1", { authorizations: renamed });
  expect(azure.azure.access().map(({ principalDisplayName }) => principalDisplayName)).toEqual(["Others"]);
  expect(azure.azure.history().map(({ kind }) => kind)).toEqual(["gained"]);
});

test("E048 a definition in use cannot be deleted, even while its assignment is being removed", () => {
  const azure = new SmallAzure();
  azure.define("1");
  azure.assign("1", "1");
  const inUse = refusal(409, "InvalidRegistrationDefinitionDeleteRequest");
  expect(azure.ask("DELETE", definition("1"))).toMatchObject(inUse);
  azure.ask("DELETE", assignment("1"));
  expect(azure.ask("DELETE", definition("1"))).toMatchObject(inUse);
  azure.now += 1_000;
  expect(azure.ask("DELETE", definition("1")).status).toBe(200);
});

test("E049 deleting a definition is done at once", () => {
  const azure = new SmallAzure();
  azure.define("1");
  expect(azure.ask("DELETE", definition("1")).status).toBe(200);
  expect(azure.ask("GET", definition("1")).status).toBe(404);
  expect(azure.ask("DELETE", definition("1")).status).toBe(204);
});

test("E050 a definition keeps what was sent, letter by letter", () => {
  const azure = new SmallAzure();
  const authorizations = [
    {
      principalId: GROUP.toUpperCase(),
      principalIdDisplayName: "",
      roleDefinitionId: ROLES.reader.toUpperCase(),
    },
  ];
  azure.define("1", { authorizations });
  expect(azure.ask("GET", definition("1")).body.properties).toEqual({
    ...PROPERTIES,
    authorizations,
    provisioningState: "Succeeded",
    manageeTenantId: CUSTOMER,
    manageeTenantName: "Customer",
    managedByTenantName: "Provider",
  });
});

test("E051 a principal that the managing tenant does not have is accepted, and gives nobody there anything", () => {
  const azure = new SmallAzure();
  azure.define("1", { authorizations: [{ principalId: OWNER, roleDefinitionId: ROLES.reader }] });
  azure.assign("1", "1");
  expect(azure.held).toEqual([[OWNER, ROLES.reader]]);
  expect(azure.azure.effectiveAccess(MANAGING, OWNER, SCOPE)).toEqual([]);
});
