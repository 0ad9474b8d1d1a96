import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { notVisibleIn } from "../../lib/drift/unread.ts";
import { readSnapshot } from "../../lib/formats/snapshot/snapshot.ts";
import { foreignLists } from "../../lib/formats/snapshot/snapshot-lists.ts";
import { fetchText, hasGaps } from "../../lib/report/fetch-text.ts";
import { type Fetched, type FetchRequest, fetchSnapshot } from "../../lib/workflows/fetch.ts";
import type { World } from "../../lib/workflows/world.ts";
import { KEEPER, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { CLIENT_ENVIRONMENT, customerTenant, Fleet, PROVIDER, subscriptionId } from "../support/fleet.ts";

/*
 * A fetch from a fleet: everything is real but the connection, which leads to the emulator and has a clock of its own.
 */

const DEFINITIONS_READ = "Microsoft.ManagedServices/registrationDefinitions/read";
const ASSIGNMENTS_READ = "Microsoft.ManagedServices/registrationAssignments/read";
const EVERYTHING: FetchRequest = {
  customers: [],
  subscriptions: [],
  tenants: [],
  output: undefined,
  withPeople: false,
};

function world(folder: string, environment: World["environment"] = CLIENT_ENVIRONMENT): World {
  return {
    folder,
    environment,
    keeper: KEEPER,
    continuousIntegration: false,
    today: "2026-11-29",
    progress: () => {},
  };
}

async function fetched(fleet: Fleet, folder: string, request: Partial<FetchRequest> = {}): Promise<Fetched> {
  const result = await fetchSnapshot({ ...EVERYTHING, ...request }, world(folder), fleet);
  if (!result.ok) throw new Error(`${result.error.problem}; ${result.error.fix}`);
  return result.value;
}

const read = (folder: string, name: string) => readFileSync(join(folder, "azure", name), "utf8");
const json = (folder: string, name: string) => JSON.parse(read(folder, name));

const tokens = (fleet: Fleet) => fleet.paths.filter((path) => path.includes("/oauth2/")).length;

// outside the repository's estate: there is no cdktf.json above
const empty = () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "cdktf.json"), "{}");
  return folder;
};

test("a fleet is read whole, by the managing tenant alone, without a change in Azure", async () => {
  const [fleet, folder] = [new Fleet(5, { resourceGroups: ["Web", "data"] }), empty()];
  const result = await fetched(fleet, folder);
  expect(hasGaps(result.snapshot)).toBe(false);
  expect(result).toMatchObject({ folder: "azure", definitions: 5, assignments: 5, resumed: 0 });
  expect(result.snapshot.tenants).toEqual([
    { id: PROVIDER, route: "managing-tenant", notRead: [], resourceGraphCut: false },
  ]);
  expect(result.snapshot.subscriptions).toHaveLength(5);
  expect(result.snapshot.subscriptions[0]).toMatchObject({
    id: subscriptionId(0),
    name: "production 0",
    tenantId: customerTenant(0),
    managedByTenantIds: [PROVIDER],
    foundBy: ["resource-graph", "subscriptions"],
    askedBy: PROVIDER,
    notRead: [],
  });
  const asked = fleet.azure.requests().filter(({ path }) => path.includes("Microsoft.ManagedServices"));
  expect(new Set(asked.map(({ apiVersion }) => apiVersion))).toEqual(new Set(["2022-10-01"]));
  const posted = fleet.azure.requests().filter(({ method }) => method !== "GET");
  expect(new Set(posted.map(({ path }) => path.split("/").at(-1)))).toEqual(new Set(["token", "resources"]));
  // resource groups may hold assignments of their own
  expect(asked.filter(({ path }) => path.includes("/resourceGroups/Web/"))).toHaveLength(5);
});

test("the lists show eligible access, the copy of each definition, and all pages as one list", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  await fetched(fleet, folder);
  const definitions = json(folder, "definitions.json");
  expect(definitions.value).toHaveLength(3);
  expect(definitions.nextLink).toBeUndefined();
  expect(definitions.value[0].properties.eligibleAuthorizations).toHaveLength(1);
  const [assignment] = json(folder, "assignments.json").value;
  expect(assignment.properties.registrationDefinition.properties.eligibleAuthorizations).toHaveLength(1);
});

test("a snapshot is for its owner alone, ignored by git, and its files belong together", async () => {
  const [fleet, folder] = [new Fleet(2), empty()];
  await fetched(fleet, folder);
  expect(statSync(join(folder, "azure")).mode & 0o777).toBe(0o700);
  expect(read(folder, ".gitignore")).toContain("\n*\n");
  expect(readdirSync(join(folder, "azure")).sort()).toEqual([
    ".gitignore",
    "assignments.json",
    "definitions.json",
    "snapshot.json",
  ]);
  const snapshot = readSnapshot(json(folder, "snapshot.json"));
  if (!snapshot.ok) throw new Error("refused");
  const lists = {
    definitions: json(folder, "definitions.json"),
    assignments: json(folder, "assignments.json"),
  };
  expect(foreignLists(snapshot.value, lists)).toEqual([]);
});

test("the same Azure gives the same lists at any time and in any order of answers", async () => {
  const [one, other] = [empty(), empty()];
  await fetched(new Fleet(7), one);
  const later = new Fleet(7, { pageSize: 3 });
  later.time += 86_400_000;
  await fetched(later, other);
  for (const name of ["definitions.json", "assignments.json"])
    expect(read(one, name)).toBe(read(other, name));
  expect(json(one, "snapshot.json").digests).toEqual(json(other, "snapshot.json").digests);
  expect(json(one, "snapshot.json").began).not.toBe(json(other, "snapshot.json").began);
});

test.each([false, true])("people of the customer are kept only where asked for: %s", async (withPeople) => {
  const [fleet, folder] = [new Fleet(2), empty()];
  fleet.edit = (_, text) =>
    text.replaceAll(
      '"name":',
      '"systemData":{"createdBy":"megan@customer.example","createdByType":"User","lastModifiedBy":"lee@customer.example"},"name":',
    );
  await fetched(fleet, folder, { withPeople });
  const all = ["definitions.json", "assignments.json", "snapshot.json"]
    .map((name) => read(folder, name))
    .join();
  expect(all.includes("megan@customer.example")).toBe(withPeople);
  expect(all.includes("lee@customer.example")).toBe(withPeople);
  expect(all).toContain("createdByType");
});

test("403 on one subscription is named, and the rest is read", async () => {
  const [fleet, folder] = [new Fleet(4), empty()];
  fleet.azure.inject({
    kind: "forbidden",
    action: "*",
    path: `/subscriptions/${subscriptionId(2)}`,
    count: 99,
  });
  const result = await fetched(fleet, folder);
  expect(hasGaps(result.snapshot)).toBe(true);
  expect(result.definitions).toBe(3);
  expect(result.snapshot.subscriptions.map(({ notRead }) => notRead.map(({ code }) => code))).toEqual([
    [],
    [],
    ["access-denied", "access-denied", "access-denied"],
    [],
  ]);
  const text = fetchText(result);
  expect(text).toContain("3 of 4 subscriptions read whole");
  expect(text).toContain(
    `not read: subscription ${subscriptionId(2)} (production 2): registration-definitions`,
  );
  expect(text).toContain(`--tenant ${customerTenant(2)}`);
});

test("an identity that may read a resource group alone gets what is there, and the rest is named", async () => {
  const [fleet, folder] = [new Fleet(1, { resourceGroups: ["Web"] }), empty()];
  const path = `/subscriptions/${subscriptionId(0)}/providers`;
  fleet.azure.inject({ kind: "forbidden", action: DEFINITIONS_READ, path, count: 9 });
  fleet.azure.inject({ kind: "forbidden", action: ASSIGNMENTS_READ, path, count: 9 });
  const result = await fetchSnapshot(EVERYTHING, world(folder), fleet);
  expect(fleet.paths.some((each) => each.includes("/resourceGroups/Web/"))).toBe(true);
  // nothing is assigned there: that nothing was read is no empty snapshot
  expect(result).toMatchObject({ ok: false, error: { kind: "nothing-read" } });
});

test("429 is waited for as long as Azure says", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  fleet.azure.inject({ kind: "throttled", retryAfterSeconds: 17, action: DEFINITIONS_READ, count: 2 });
  const result = await fetched(fleet, folder);
  expect(hasGaps(result.snapshot)).toBe(false);
  expect(fleet.pauses.filter((each) => each === 17_000)).toHaveLength(2);
});

test("who is throttled for too long is named, and nothing is taken for nothing", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  const path = `/subscriptions/${subscriptionId(1)}`;
  fleet.azure.inject({ kind: "throttled", retryAfterSeconds: 3_600, action: "*", path, count: 99 });
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.subscriptions[1]?.notRead).toMatchObject([{ code: "throttled" }]);
});

test("a token is renewed before it expires: Azure never sees an expired one", async () => {
  const [fleet, folder] = [new Fleet(40), empty()];
  // each of these answers takes almost five minutes
  fleet.azure.inject({
    kind: "throttled",
    retryAfterSeconds: 290,
    action: DEFINITIONS_READ,
    after: 5,
    count: 14,
  });
  const { snapshot } = await fetched(fleet, folder);
  expect(hasGaps(snapshot)).toBe(false);
  expect(fleet.time - Date.parse(snapshot.began)).toBeGreaterThan(3_600_000);
  expect(tokens(fleet)).toBe(2);
  expect(fleet.azure.requests().filter(({ refusedBy }) => refusedBy === "E019")).toEqual([]);
});

test("a token that Azure refuses is replaced, and the request repeated", async () => {
  const [fleet, folder] = [new Fleet(10), empty()];
  fleet.azure.inject({ kind: "expiredToken", action: ASSIGNMENTS_READ, after: 3, count: 1 });
  const { snapshot } = await fetched(fleet, folder);
  expect(hasGaps(snapshot)).toBe(false);
  expect(tokens(fleet)).toBe(2);
});

test("a token that Azure goes on refusing is named", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  const path = `/subscriptions/${subscriptionId(1)}`;
  fleet.azure.inject({ kind: "expiredToken", action: "*", path, count: 9 });
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.subscriptions[1]?.notRead).toMatchObject([{ code: "token-refused" }]);
});

test("a page that stays failing loses the whole list of that subscription, and no other", async () => {
  const [fleet, folder] = [new Fleet(5, { pageSize: 1, resourceGroups: ["a", "b", "c"] }), empty()];
  const path = `/subscriptions/${subscriptionId(3)}/resourceGroups`;
  const action = "Microsoft.Resources/subscriptions/resourceGroups/read";
  fleet.azure.inject({ kind: "serverError", status: 503, action, path, after: 1, count: 99 });
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.subscriptions.map(({ notRead }) => notRead)).toEqual([
    [],
    [],
    [],
    [{ part: "resource-groups", code: "service-failed", sentence: expect.any(String) }],
    [],
  ]);
  expect(fleet.paths.some((each) => each.startsWith(`${path}/a/`))).toBe(false);
});

test("a failing page of the list of subscriptions leaves Resource Graph's answer, and is named", async () => {
  const [fleet, folder] = [new Fleet(5), empty()];
  const action = "Microsoft.Resources/subscriptions/read";
  fleet.azure.inject({ kind: "serverError", status: 500, action, after: 1, count: 99 });
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.tenants[0]?.notRead).toMatchObject([{ part: "subscriptions", code: "service-failed" }]);
  expect(snapshot.subscriptions.map(({ foundBy }) => foundBy)).toEqual(Array(5).fill(["resource-graph"]));
});

test.each([
  [
    "to another host",
    (text: string) => text.replaceAll('"nextLink":"https://', '"nextLink":"https://evil.example/'),
  ],
  ["in a circle", (text: string) => text.replace(/\$skiptoken=\d+|%24skiptoken=\d+/g, "%24skiptoken=0")],
])("a link %s is not followed: no token leaves Azure's address", async (_, edit) => {
  const [fleet, folder] = [new Fleet(5), empty()];
  fleet.edit = (request, text) => (request.url.includes("/subscriptions?") ? edit(text) : text);
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.tenants[0]?.notRead).toMatchObject([{ code: "answer-unexpected" }]);
  const origins = new Set(fleet.sent.map(({ url }) => new URL(url).origin));
  expect(origins).toEqual(new Set(["https://management.azure.com", "https://login.microsoftonline.com"]));
});

test.each([
  ["no JSON", () => "<html>"],
  ["a list of something else", () => '{"value":[1]}'],
  [
    "a resource of another subscription",
    (text: string) => text.replaceAll(subscriptionId(1), subscriptionId(0)),
  ],
  ["no list", () => "{}"],
])("an answer with %s is not an answer", async (_, edit) => {
  const [fleet, folder] = [new Fleet(2), empty()];
  fleet.edit = (request, text) =>
    request.url.includes(`${subscriptionId(1)}/providers/Microsoft.ManagedServices/registrationDefinitions`)
      ? edit(text)
      : text;
  const { snapshot } = await fetched(fleet, folder);
  expect(snapshot.subscriptions[1]?.notRead).toMatchObject([
    { part: "registration-definitions", code: "answer-unexpected" },
  ]);
});

test("where list and Resource Graph disagree, both sides of it are reported", async () => {
  const [fleet, folder] = [new Fleet(4), empty()];
  const assignmentOf = (index: number) => new RegExp(`\\{"id":"[^"]*${subscriptionId(index)}[^"]*"\\}`);
  fleet.edit = (request, text) => {
    // Resource Graph does not know the first one yet
    if (request.url.includes("ResourceGraph")) return text.replace(assignmentOf(0), "").replace("[,", "[");
    const isLast =
      request.url.includes(`${subscriptionId(3)}/providers`) && request.url.includes("Assignments?");
    return isLast ? '{"value":[]}' : text;
  };
  const result = await fetched(fleet, folder);
  expect(result.snapshot.disagreements).toMatchObject([
    { onlyIn: "rest", subscriptionId: subscriptionId(0) },
    { onlyIn: "resource-graph", subscriptionId: subscriptionId(3) },
  ]);
  expect(hasGaps(result.snapshot)).toBe(true);
  expect(fetchText(result)).toContain("only in Resource Graph: ");
});

test("a tenant with more than 10,000 subscriptions is marked", async () => {
  const [fleet, folder] = [new Fleet(2), empty()];
  const send = fleet.send.bind(fleet);
  fleet.send = async (request) => {
    const answer = await send(request);
    if (answer !== undefined && request.url.includes("ResourceGraph"))
      answer.headers.set("x-ms-tenant-subscription-limit-hit", "true");
    return answer;
  };
  const result = await fetched(fleet, folder);
  expect(result.snapshot.tenants[0]?.resourceGraphCut).toBe(true);
  expect(fetchText(result)).toContain("10,000");
});

test("a customer's tenant is asked where it is named, and sees its own delegations", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  const { snapshot, definitions } = await fetched(fleet, folder, { tenants: [customerTenant(1)] });
  expect(snapshot.tenants).toMatchObject([{ id: customerTenant(1), route: "customer-tenant" }]);
  expect(snapshot.subscriptions.map(({ id }) => id)).toEqual([subscriptionId(1)]);
  expect(definitions).toBe(1);
});

test("the route of a tenant that no offer names is seen by what it manages", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  const { snapshot } = await fetched(fleet, folder, { tenants: [customerTenant(1), PROVIDER] });
  expect(snapshot.tenants.map(({ id, route }) => [id, route])).toEqual([
    [customerTenant(1), "customer-tenant"],
    [PROVIDER, "managing-tenant"],
  ]);
  expect(snapshot.subscriptions.map(({ askedBy }) => askedBy).sort()).toContain(PROVIDER);
});

test("an activity log that is asked for is read, or named as not read", async () => {
  const [fleet, folder] = [new Fleet(2), empty()];
  const request = { withActivityLog: true };
  const own = await fetched(fleet, folder, { ...request, tenants: [PROVIDER] });
  const parts = own.snapshot.tenants.flatMap(({ notRead }) => notRead.map(({ part }) => part));
  // the client of the fleet is no Monitoring Reader: that is named
  expect([own.snapshot.removals, parts]).toEqual([undefined, ["activity-log"]]);
  const customer = await fetched(fleet, folder, { ...request, tenants: [customerTenant(1)] });
  expect(customer.snapshot.tenants[0]?.notRead).toMatchObject([
    { part: "activity-log", code: "no-managing-tenant" },
  ]);
  expect(fetchText(customer)).toContain("keeper fetch --activity-log --tenant <managing tenant id>");
});

test("a managing tenant that sees no subscription is an answer", async () => {
  const folder = empty();
  const result = await fetched(new Fleet(0), folder);
  expect(hasGaps(result.snapshot)).toBe(false);
  expect(result.snapshot).toMatchObject({ tenants: [{ route: "managing-tenant" }], subscriptions: [] });
});

test("progress counts every subscription once", async () => {
  const [fleet, folder] = [new Fleet(5), empty()];
  const seen: unknown[] = [];
  const progress: World["progress"] = (...step) => seen.push(step);
  await fetchSnapshot(EVERYTHING, { ...world(folder), progress }, fleet);
  expect(seen).toEqual([1, 2, 3, 4, 5].map((done) => ["reading-subscriptions", done, 5]));
});

test("named subscriptions are asked alone, also where nothing is delegated any more", async () => {
  const [fleet, folder] = [new Fleet(3), empty()];
  const gone = "00009999-0000-4000-8000-000000000000";
  const { snapshot } = await fetched(fleet, folder, {
    subscriptions: [subscriptionId(2).toUpperCase(), gone],
  });
  expect(snapshot.selection).toBe("named");
  expect(snapshot.subscriptions).toMatchObject([
    { id: subscriptionId(2), foundBy: ["named", "resource-graph", "subscriptions"], notRead: [] },
    { id: gone, foundBy: ["named"], notRead: [{ code: "not-found" }] },
  ]);
});

test("where all that was named is no longer delegated, the snapshot says so, and drift takes it for not visible", async () => {
  const folder = empty();
  const named = { subscriptions: [subscriptionId(0), subscriptionId(1)] };
  await fetched(new Fleet(2), folder, named);
  expect(json(folder, "definitions.json").value).toHaveLength(2);
  // nothing stands in this Azure any more: the managing tenant lists its subscriptions, and has none
  const result = await fetched(new Fleet(2, { saved: new Fleet(0).azure.save() }), folder, named);
  expect(result.snapshot.subscriptions).toMatchObject([
    { id: subscriptionId(0), foundBy: ["named"], notRead: [{ code: "not-delegated" }] },
    { id: subscriptionId(1), foundBy: ["named"], notRead: [{ code: "not-delegated" }] },
  ]);
  expect(json(folder, "snapshot.json").subscriptions).toHaveLength(2);
  expect(json(folder, "definitions.json").value).toEqual([]);
  expect(hasGaps(result.snapshot)).toBe(true);
  expect(fetchText(result)).toContain("0 of 2 subscriptions read whole");
  const isNotVisible = notVisibleIn(result.snapshot, new Set([PROVIDER]));
  expect([subscriptionId(0), subscriptionId(1)].map(isNotVisible)).toEqual([true, true]);
  // of what was not asked, a fetch of names says nothing
  expect(isNotVisible(subscriptionId(2))).toBe(false);
});

test("where nothing can be read nothing is written, and the snapshot before stays", async () => {
  const [fleet, folder] = [new Fleet(2), empty()];
  await fetched(fleet, folder);
  const before = read(folder, "snapshot.json");
  fleet.azure.inject({ kind: "forbidden", action: "*", count: 999 });
  const result = await fetchSnapshot(EVERYTHING, world(folder), fleet);
  expect(result).toMatchObject({ ok: false, error: { kind: "nothing-read" } });
  expect(read(folder, "snapshot.json")).toBe(before);
});

test("a tenant that does not know the client is named with what to do, and the others are read", async () => {
  const [fleet, folder] = [new Fleet(2), empty()];
  const stranger = "00009999-0000-4000-8000-000000000001";
  const { snapshot } = await fetched(fleet, folder, { tenants: [PROVIDER, stranger] });
  expect(snapshot.tenants.map(({ notRead }) => notRead.map(({ code }) => code))).toEqual([
    [],
    ["sign-in-refused"],
  ]);
  expect(snapshot.subscriptions.every(({ notRead }) => notRead.length === 0)).toBe(true);
});

test("a folder with anything else in it is refused, and left as it is", async () => {
  const [fleet, folder] = [new Fleet(1), sampleCopy()];
  const mode = statSync(folder).mode;
  const result = await fetchSnapshot({ ...EVERYTHING, output: "." }, world(folder), fleet);
  expect(result).toMatchObject({ ok: false, error: { kind: "output-not-writable" } });
  expect(statSync(folder).mode).toBe(mode);
  expect(existsSync(join(folder, ".gitignore"))).toBe(false);
});

test("an estate's subscriptions are asked too, and of another cloud they are named", async () => {
  const [fleet, folder] = [new Fleet(2), sampleCopy()];
  const result = await fetchSnapshot(
    { ...EVERYTHING, customers: ["fabrikam"], tenants: [PROVIDER] },
    world(folder),
    fleet,
  );
  // the client of the fleet sees nothing of fabrikam, and that is Azure's answer: no access to all of it would be none
  if (!result.ok) throw new Error(result.error.problem);
  const { subscriptions } = result.value.snapshot;
  expect(subscriptions.flatMap(({ notRead }) => notRead.map(({ code }) => code))).toContain("not-found");
  expect(subscriptions.map(({ id }) => notVisibleIn(result.value.snapshot, new Set())(id))).toEqual([true]);
  const asked = fleet.paths.filter((path) => path.includes("registrationDefinitions"));
  expect(asked).toEqual([expect.stringContaining("c2e6d3a1-4b5f-4c7d-9e8f-000000000111")]);
  const everything = await fetchSnapshot(
    EVERYTHING,
    world(folder, { ...CLIENT_ENVIRONMENT, ARM_ENVIRONMENT: "china" }),
    fleet,
  );
  expect(everything).toMatchObject({
    ok: false,
    error: {
      problem: expect.stringContaining("other-cloud"),
      fix: expect.stringContaining("AZURE_CONFIG_DIR"),
    },
  });
});

test("an unknown customer, and an id that is none, are refused before anything is asked", async () => {
  const [fleet, folder] = [new Fleet(1), sampleCopy()];
  for (const request of [{ customers: ["nobody"] }, { subscriptions: ["x"] }, { tenants: ["x; rm -rf /"] }]) {
    const result = await fetchSnapshot({ ...EVERYTHING, ...request }, world(folder), fleet);
    expect(result.ok).toBe(false);
  }
  expect(fleet.sent).toEqual([]);
  expect(existsSync(join(folder, "azure"))).toBe(false);
});

/** A connection that ends the run after so many requests, as a kill does: nothing is cleaned up by the fetch. */
function dyingAfter(fleet: Fleet, requests: number): void {
  const send = fleet.send.bind(fleet);
  fleet.send = (request) => (fleet.sent.length < requests ? send(request) : new Promise(() => {}));
}

test("a fetch that stopped half-way is resumed by the same request alone", async () => {
  const folder = empty();
  const first = new Fleet(30, { pageSize: 50 });
  dyingAfter(first, 60);
  const stopped = fetchSnapshot(EVERYTHING, world(folder), first);
  await Promise.race([stopped, new Promise((done) => setTimeout(done, 500))]);
  const kept = readdirSync(join(folder, "azure", ".unfinished")).length - 1;
  expect(kept).toBeGreaterThan(5);
  // its process is this one, which still holds the folder
  const second = new Fleet(30, { pageSize: 50 });
  const busy = await fetchSnapshot(EVERYTHING, world(folder), second);
  expect(busy).toMatchObject({ ok: false, error: { kind: "output-in-use" } });
});

test("a fetch stays within Azure's published budgets, where they are enforced", async () => {
  const groups = Array.from({ length: 400 }, (_, index) => `rg-${index}`);
  const [fleet, folder] = [
    new Fleet(1, { resourceGroups: groups, pageSize: 50, readBudgets: true }),
    empty(),
  ];
  const { snapshot } = await fetched(fleet, folder);
  expect(hasGaps(snapshot)).toBe(false);
  expect(fleet.azure.requests().length).toBeGreaterThan(400);
  expect(fleet.azure.requests().filter(({ status }) => status === 429)).toEqual([]);
});

test("Resource Graph is queried page by page within its budget", async () => {
  const [fleet, folder] = [new Fleet(45), empty()];
  const { snapshot } = await fetched(fleet, folder);
  expect(hasGaps(snapshot)).toBe(false);
  expect(fleet.paths.filter((path) => path.includes("ResourceGraph"))).toHaveLength(23);
  expect(fleet.azure.requests().filter(({ refusedBy }) => refusedBy === "E083")).toEqual([]);
});

/** An `az` on PATH that is signed in to the provider, and shows a token in whatever it prints. */
function azOf(fleet: Fleet, folder: string) {
  const token = fleet.token();
  const script = `#!/bin/sh
echo "DEBUG: ${token}" >&2
case "$*" in
  "cloud show"*) echo '{"name":"AzureCloud"}' ;;
  "account list"*) echo '[]' ;;
  *"--tenant ${PROVIDER}"*) echo '{"accessToken":"${token}","expires_on":99999999999}' ;;
  *) echo "ERROR: please run az login ${token}" >&2; exit 1 ;;
esac
`;
  writeFileSync(join(folder, "az"), script, { mode: 0o755 });
  return { token, environment: { PATH: `${folder}:${process.env["PATH"] ?? ""}` } };
}

test("a token of Azure CLI is in no file, report or failure, though Azure repeats it in every answer", async () => {
  const [fleet, folder, bin] = [new Fleet(4), empty(), temporaryFolder()];
  const { token, environment } = azOf(fleet, bin);
  fleet.edit = ({ url, headers }, text) => {
    // errors repeat what was sent
    if (text.includes('"error"'))
      return JSON.stringify({ error: { code: headers["authorization"], message: token } });
    return url.includes(`${subscriptionId(2)}/providers`) ? `${headers["authorization"]}` : text;
  };
  fleet.azure.inject({
    kind: "forbidden",
    action: "*",
    path: `/subscriptions/${subscriptionId(1)}`,
    count: 9,
  });
  const stranger = "00009999-0000-4000-8000-000000000001";
  const request = { ...EVERYTHING, tenants: [PROVIDER, stranger] };
  const result = await fetchSnapshot(request, world(folder, environment), fleet);
  if (!result.ok) throw new Error(result.error.problem);
  const codes = result.value.snapshot.subscriptions.flatMap(({ notRead }) => notRead.map(({ code }) => code));
  expect(new Set(codes)).toEqual(new Set(["access-denied", "answer-unexpected"]));
  expect(fetchText(result.value)).toContain(`az login --tenant ${stranger}`);
  const broken = await fetchSnapshot({ ...request, tenants: [stranger] }, world(folder, environment), fleet);
  expect(broken).toMatchObject({ ok: false, error: { fix: `az login --tenant ${stranger}` } });
  const all = [JSON.stringify(result), fetchText(result.value), inspect(broken, { depth: 9 })];
  const files = readdirSync(join(folder, "azure"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  expect(files.length).toBeGreaterThan(3);
  for (const text of [...all, ...files]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain("Bearer");
  }
});
