import { expect, test } from "vitest";
import type { PublishedRecord } from "../../lib/delegation/recorded-version.ts";
import { csvStatus } from "../../lib/report/status/csv.ts";
import { markdownStatus } from "../../lib/report/status/markdown.ts";
import { terminalStatus } from "../../lib/report/status/terminal.ts";
import type { DelegationState, ScopeState } from "../../lib/status/estate-status.ts";
import { joinStates } from "../../lib/status/scope-state.ts";
import { statusOf } from "../../lib/status/status-of.ts";
import { aCustomer, anOffer, guidOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { DEFAULTS } from "../support/stacks.ts";

function statusOfCustomers(
  count: number,
  changes: (index: number) => object = () => ({}),
  published: PublishedRecord = new Map(),
  publishedDays: ReadonlyMap<string, string> = new Map(),
) {
  const versions = Object.fromEntries(
    ["1.2.0", "1.10.0", "1.9.0"].map((version) => [version, { authorizations: TIDY_AUTHORIZATIONS }]),
  );
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  const customers = Array.from({ length: count }, (_, index) =>
    aCustomer({
      id: `customer-${index}`,
      delegations: [
        { offer: "operations", plan: "standard", version: "1.9.0", scopes: [{ subscription: "production" }] },
      ],
      ...changes(index),
    }),
  );
  return statusOf({
    customers,
    offers: [offer],
    published,
    publishedDays,
    catalogue: sampleCatalogue(),
    defaults: DEFAULTS,
    acceptances: new Map(),
    signatures: new Map(),
    unreadableFiles: [],
    recordedTenants: new Set(),
    today: "2026-11-30",
    found: undefined,
  });
}

test("the newest version is the numerically greatest", () => {
  const [customer] = statusOfCustomers(1).customers;
  expect(customer?.delegations[0]?.update).toBe("1.10.0");
});

test.each([
  ["a version that is not published is no update", ["1.9.0"], undefined, 0],
  ["a published version is one", ["1.9.0", "1.10.0"], "1.10.0", 1],
  ["a recorded version that is not defined any more is none", ["1.9.0", "2.0.0"], undefined, 0],
])("%s", (_, recorded, update, behind) => {
  const versions = Object.fromEntries(recorded.map((each) => [each, []]));
  const published = new Map([["operations", { standard: { visibility: "public" as const, versions } }]]);
  const [customer] = statusOfCustomers(1, undefined, published).customers;
  expect(customer?.delegations[0]).toMatchObject({ update, behind });
});

test.each([
  ["since the oldest newer version", { "1.10.0": "2026-10-02", "1.11.0": "2026-09-01" }, "2026-10-02"],
  [
    "not for as long as a version that the customer has",
    { "1.9.0": "2026-01-01", "1.10.0": "2026-10-02" },
    "2026-10-02",
  ],
  ["for an unknown time where a day is not known", {}, undefined],
])("an update waits %s", (_, days, waitingSince) => {
  const published = new Map(
    Object.entries(days).map(([version, day]) => [`operations/standard@${version}`, day]),
  );
  const { customers } = statusOfCustomers(1, undefined, undefined, published);
  expect(customers[0]?.delegations[0]).toMatchObject({ update: "1.10.0", waitingSince });
  const shown = terminalStatus(
    { status: statusOfCustomers(1, undefined, undefined, published), snapshot: undefined },
    {},
  );
  expect(shown).toContain(`waiting since${waitingSince === undefined ? ": not known" : ` ${waitingSince}`}`);
});

test("the acceptance that one customer requires is required of every customer of its tenant, and of no other", () => {
  const tenants = ["1", "1", "2"];
  const { customers } = statusOfCustomers(3, (index) => ({
    tenantId: guidOf(tenants[index] ?? ""),
    acceptance: index === 0 ? "required" : "optional",
  }));
  expect(customers.map(({ acceptance }) => acceptance.isRequired)).toEqual([true, true, false]);
});

test("a delegation knows how many versions it is behind", () => {
  const [customer] = statusOfCustomers(1, () => ({
    delegations: [
      { offer: "operations", plan: "standard", version: "1.2.0", scopes: [{ subscription: "production" }] },
    ],
  })).customers;
  expect(customer?.delegations[0]).toMatchObject({ update: "1.10.0", behind: 2, refusedRoles: [] });
});

test("a delegation names its roles that Azure refuses, but none that a definition keeps", () => {
  const refused = "Owner";
  const statusWithRole = (role: unknown) => {
    const authorizations = [...TIDY_AUTHORIZATIONS, { principal: PRINCIPALS.operators, role }];
    const versions = { "1.0.0": { authorizations } };
    return statusOf({
      customers: [aCustomer()],
      offers: [anOffer({ plans: { standard: { visibility: "public", versions } } })],
      published: new Map(),
      publishedDays: new Map(),
      catalogue: sampleCatalogue(),
      defaults: DEFAULTS,
      acceptances: new Map(),
      signatures: new Map(),
      unreadableFiles: [],
      recordedTenants: new Set(),
      today: "2026-11-30",
      found: undefined,
    }).customers[0]?.delegations[0]?.refusedRoles;
  };
  expect(statusWithRole(refused)).toEqual(["Owner"]);
  expect(
    statusWithRole({
      keep: { id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635" },
      onSubscriptions: [guidOf("1")],
      reason: "deployed earlier",
    }),
  ).toEqual([]);
});

test.each<[readonly ScopeState[], DelegationState]>([
  [[], "nothing-delegated"],
  [["in-place", "in-place"], "in-place"],
  [["not-deployed", "not-deployed"], "not-deployed"],
  [["in-place", "not-deployed"], "differs"],
  [["in-place", "not-read"], "not-read"],
  [["differs", "not-read"], "differs"],
  [["failed", "differs"], "failed"],
])("scopes %j are together %s", (states, whole) => {
  expect(joinStates(states)).toBe(whole);
});

test("5,000 customers are grouped, and every line fits 100 columns", () => {
  const status = statusOfCustomers(5_000, (index) => ({
    deployedBy: index % 5 === 0 ? "customer" : "provider",
    ...(index === 7 ? { delegations: [] } : {}),
  }));
  const lines = terminalStatus({ status, snapshot: undefined }, {}).split("\n");
  expect(lines.length).toBeLessThan(40);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(lines.join(" ")).toMatch(/3999: +│/);
  expect(lines).toContain("deployed by the customer itself: 1000 customers");
  expect(lines).toContain("without any offer: 1 customer");
});

test("names of users start no formula in CSV and no markup in Markdown", () => {
  const status = statusOfCustomers(1, () => ({ name: "=cmd|' /C calc'!A0" }));
  expect(csvStatus({ status, snapshot: undefined })).toContain("customer-0,'=cmd|' /C calc'!A0,");
  const markdown = markdownStatus({ status, snapshot: { name: "a|<b>", ended: "2026-11-29T21:00:09.000Z" } });
  expect(markdown).toContain("(a&#124;&#60;b&#62;)");
  expect(markdown).not.toContain("<b>");
});
