import { expect, test } from "vitest";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import {
  assignment,
  CUSTOMER,
  ELSEWHERE,
  MANAGING,
  OWNER,
  PERSON,
  READER,
  SCOPE,
  SERVICE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

/*
 * What a fetch reads: subscriptions, resource groups, Resource Graph; and how it is throttled.
 */

const GRAPH = "/providers/Microsoft.ResourceGraph/resources";

/** The query that keeper sends, as it was written down. */
const QUERY = [
  "ManagedServicesResources",
  "| where type =~ 'microsoft.managedservices/registrationassignments'",
  "| project id",
  "| order by id asc",
].join("\n");

const PROVIDER = { as: PERSON, tenant: MANAGING };

/** A subscription delegated as a whole, and one of its resource groups once more. */
function delegated(): SmallAzure {
  const small = new SmallAzure();
  small.define("1");
  small.assign("1", "1");
  return small;
}

test("E019 an expired token is refused, and a new one is not", () => {
  const small = new SmallAzure();
  const token = small.token(CUSTOMER, OWNER);
  const ask = () => small.ask("GET", SCOPE, { token });
  expect(ask().status).toBe(200);
  small.now += 3_600_000;
  expect(ask()).toMatchObject({ status: 401, body: { error: { code: "ExpiredAuthenticationToken" } } });
  expect(small.ask("GET", SCOPE).status).toBe(200);
});

test("E025 the list of subscriptions has pages, and names who manages each", () => {
  const small = delegated();
  const first = small.ask("GET", "/subscriptions");
  expect(first.body.value).toMatchObject([
    { subscriptionId: SUBSCRIPTION, tenantId: CUSTOMER, managedByTenants: [{ tenantId: MANAGING }] },
    { subscriptionId: ELSEWHERE, managedByTenants: [] },
  ]);
  expect(first.body.nextLink).toBeUndefined();
  const one = new EmulatedAzure(small.azure.directory, {
    catalogue: sampleCatalogue(),
    now: () => small.now,
    pageSize: 1,
  });
  const page = (query: Readonly<Record<string, string>>) =>
    one.respond({
      method: "GET",
      path: "/subscriptions",
      query: new Map(Object.entries({ "api-version": "2022-12-01", ...query })),
      authorization: `Bearer ${small.token(CUSTOMER, OWNER)}`,
      body: undefined,
      base: "http://azure",
    });
  expect(page({})).toMatchObject({ body: { nextLink: expect.stringContaining("skiptoken=1") } });
  expect(page({ $skiptoken: "1" })).toMatchObject({ body: { value: [{ subscriptionId: ELSEWHERE }] } });
  // without a token nothing is listed
  expect(small.ask("GET", "/subscriptions", { token: "x" }).status).toBe(401);
});

test("E025 a managing tenant's principal sees what is delegated to it, and nothing else", () => {
  const small = delegated();
  expect(small.ask("GET", "/subscriptions", PROVIDER).body.value).toMatchObject([
    { subscriptionId: SUBSCRIPTION, tenantId: CUSTOMER },
  ]);
  expect(small.ask("GET", "/subscriptions", { ...PROVIDER, as: SERVICE }).body.value).toEqual([]);
});

test("E026 resource groups are listed to whom they, or the subscription, are delegated", () => {
  const names = (small: SmallAzure, asked: object) =>
    small
      .ask("GET", `${SCOPE}/resourcegroups`, asked)
      .body.value.map(({ name }: { readonly name: string }) => name);
  const whole = delegated();
  expect(names(whole, { as: READER })).toEqual(["data", "Web"]);
  expect(names(whole, PROVIDER)).toEqual(["data", "Web"]);
  const part = new SmallAzure();
  part.define("1");
  part.assign("1", "1", `${SCOPE}/resourceGroups/web`);
  expect(names(part, PROVIDER)).toEqual(["Web"]);
});

test("E085 the permissions of a caller are those of its roles, also by a standing delegation", () => {
  const path = `${SCOPE}/providers/Microsoft.Authorization/permissions`;
  const actions = (asked: object) =>
    delegated()
      .ask("GET", path, { query: { "api-version": "2022-04-01" }, ...asked })
      .body.value?.map(({ actions: own }: { readonly actions: readonly string[] }) => own);
  expect(actions({ as: OWNER, tenant: CUSTOMER })).toEqual([["*"]]);
  expect(actions({ as: READER, tenant: CUSTOMER })).toEqual([["*/read"]]);
  expect(actions(PROVIDER)).toEqual([["*/read"]]);
  expect(actions({ ...PROVIDER, as: SERVICE })).toBeUndefined();
});

test("E080 Resource Graph answers the one query, over what the caller may read", () => {
  const small = delegated();
  const ask = (query: string, asked = PROVIDER) => small.ask("POST", GRAPH, { ...asked, body: { query } });
  expect(ask(QUERY)).toMatchObject({
    status: 200,
    body: { count: 1, totalRecords: 1, data: [{ id: assignment("1").toLowerCase() }] },
  });
  expect(ask(QUERY, { ...PROVIDER, as: SERVICE }).body.data).toEqual([]);
  for (const other of [`${QUERY} `, QUERY.toLowerCase(), "ManagedServicesResources", ""])
    expect(ask(other)).toMatchObject({ status: 400, body: { error: { code: "BadRequest" } } });
});

test("E081 Resource Graph gives pages with $skipToken", () => {
  const small = delegated();
  for (const [name, group] of [
    ["2", "Web"],
    ["3", "data"],
  ] as const) {
    small.define(name, { registrationDefinitionName: name });
    small.assign(name, name, `${SCOPE}/resourceGroups/${group}`);
  }
  const ask = (options: object) => small.ask("POST", GRAPH, { ...PROVIDER, body: { query: QUERY, options } });
  const first = ask({ $top: 1_000 });
  expect(first.body).toMatchObject({ count: 2, totalRecords: 3, $skipToken: "2" });
  expect(ask({ $skipToken: "2" }).body).toMatchObject({ count: 1, totalRecords: 3 });
  expect(ask({ $skipToken: "2" }).body.$skipToken).toBeUndefined();
  for (const wrong of [{ $top: 0 }, { $top: 1_001 }, { $top: "9" }, { $skipToken: 2 }])
    expect(ask(wrong).status).toBe(400);
});

test("E082 above 10,000 subscriptions the answer says that it is cut", () => {
  const ask = (count: number) => {
    const small = new SmallAzure(undefined, manySubscriptions(count));
    return small.ask("POST", GRAPH, { body: { query: QUERY } }).headers["x-ms-tenant-subscription-limit-hit"];
  };
  expect([ask(10_000), ask(10_001)]).toEqual([undefined, "true"]);
});

test("E083 the sixteenth query within five seconds is throttled, for its user alone", () => {
  const small = delegated();
  const ask = (asked = PROVIDER) => small.ask("POST", GRAPH, { ...asked, body: { query: QUERY } });
  for (let count = 0; count < 15; count++) expect(ask().status).toBe(200);
  expect(ask()).toMatchObject({ status: 429, headers: { "Retry-After": "5" } });
  expect(ask({ ...PROVIDER, as: SERVICE }).status).toBe(200);
  small.now += 5_000;
  expect(ask().status).toBe(200);
});

test("E084 reads of a subscription have a budget per principal, where it is enforced", () => {
  const small = new SmallAzure(undefined, undefined, { readBudgets: true });
  const read = (as: string) => small.ask("GET", SCOPE, { as });
  for (let count = 0; count < 250; count++) expect(read(OWNER).status).toBe(200);
  expect(read(OWNER)).toMatchObject({ status: 429, headers: { "Retry-After": "1" } });
  expect(read(READER).status).toBe(200);
  small.now += 1_000;
  for (let count = 0; count < 25; count++) expect(read(OWNER).status).toBe(200);
  expect(read(OWNER).status).toBe(429);
});

test.each([
  [{ kind: "expiredToken" } as const, 401],
  [{ kind: "forbidden" } as const, 403],
])("a fault can be for one subscription alone: %j", (kind, status) => {
  const small = new SmallAzure();
  small.azure.inject({ ...kind, action: "*", path: `/SUBSCRIPTIONS/${ELSEWHERE}`, count: 1 });
  expect(small.ask("GET", SCOPE).status).toBe(200);
  expect(small.ask("GET", `/subscriptions/${ELSEWHERE}`).status).toBe(status);
  expect(small.ask("GET", `/subscriptions/${ELSEWHERE}`).status).toBe(200);
});

function manySubscriptions(count: number): AzureDirectory {
  const { tenants, signedIn } = new SmallAzure().azure.directory;
  const subscriptions = Array.from({ length: count }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: "many",
    tenantId: CUSTOMER,
    resourceGroups: [],
    roleAssignments: [{ principalId: OWNER, role: "Owner" as const }],
  }));
  return { tenants, signedIn, subscriptions };
}
