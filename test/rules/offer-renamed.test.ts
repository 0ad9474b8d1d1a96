import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockedCustomer } from "../../lib/delegation/estate-lock.ts";
import { offerRenamed } from "../../lib/rules/offer-renamed.ts";
import { findingsOf, lockOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf } from "../support/builders.ts";

const customer = aCustomer();
const lock = { fabrikam: lockedCustomer(customer, new Map([["operations", anOffer()]])) };
const renamed = [anOffer({ name: "Another Name" })];

test("offer-renamed finds a delegated offer whose name changed since the last synthesis", () => {
  expect(
    theFindingOf(offerRenamed, aContext({ offers: renamed, customers: [customer], lock })),
  ).toMatchObject({
    code: "LH071",
    severity: "warning",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "offer"] },
    received: '"Another Name"',
    allowed: '"Test Operations", as it is delegated',
    facts: { customer: "fabrikam", offer: "operations", before: "Test Operations", after: "Another Name" },
  });
});

test("offer-renamed follows a former id", () => {
  const moved = aCustomer({ id: "logistics", formerId: "fabrikam" });
  const finding = theFindingOf(offerRenamed, aContext({ offers: renamed, customers: [moved], lock }));
  expect(finding.at.file).toBe("customers/logistics.ts");
});

test.each([
  ["an offer that kept its name", [anOffer()], [customer], lock],
  ["an offer of which nothing is delegated any more", renamed, [aCustomer({ delegations: [] })], lock],
  ["a lock that knows no names yet", renamed, [customer], lockOf(customer)],
  ["a customer that the lock does not know", renamed, [aCustomer({ id: "contoso" })], lock],
])("offer-renamed passes %s", (_, offers, customers, before) => {
  expect(findingsOf(offerRenamed, aContext({ offers, customers, lock: before }))).toEqual([]);
});

test("offer-renamed finds a delegated offer whose managing tenant changed since the last synthesis", () => {
  const offer = anOffer();
  const moved = { ...offer, managingTenant: { ...offer.managingTenant, tenantId: guidOf("8") } };
  const finding = theFindingOf(offerRenamed, aContext({ offers: [moved], customers: [customer], lock }));
  expect(finding).toMatchObject({
    code: "LH071",
    severity: "warning",
    received: guidOf("8"),
    allowed: `${offer.managingTenant.tenantId}, as it is delegated`,
  });
  expect(finding.fix).not.toContain("while the access is not needed");
});

test.each([
  ["name", renamed],
  ["managing tenant", [anOffer({ managingTenant: { ...anOffer().managingTenant, tenantId: guidOf("8") } })]],
])("offer-renamed names the two phases for another %s, which need no time without access", (_, offers) => {
  const { fix } = theFindingOf(offerRenamed, aContext({ offers, customers: [customer], lock }));
  expect(fix).toContain("keeper new offer operations-next --from operations");
  const [page = ""] = /docs\/\S+\.md/.exec(fix) ?? [];
  const text = readFileSync(join(import.meta.dirname, "../..", page), "utf8");
  expect(text).toContain("keeper new offer <id>-next --from <id>");
});
