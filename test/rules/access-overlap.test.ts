import { expect, test } from "vitest";
import { accessOverlap } from "../../lib/rules/access-overlap.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOfferOf, guidOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";

const { operators, engineers, automation } = PRINCIPALS;

const standing = (principal: object, role: unknown) => ({ principal, role });
const eligible = (principal: object, role: unknown) => ({ principal, role, justInTimeAccessPolicy: {} });

const taken = (offer: string, subscription = "production") => ({
  offer,
  plan: "standard",
  version: "1.0.0",
  scopes: [{ subscription }],
});

const contextOf = (
  operations: object,
  security: object,
  delegations: readonly object[] = [taken("operations"), taken("security")],
  securityTenant = MANAGING_TENANT.tenantId,
) =>
  aContext({
    offers: [
      anOfferOf(operations),
      anOfferOf(security, {
        id: "security",
        name: "Security",
        managingTenant: { ...MANAGING_TENANT, tenantId: securityTenant },
      }),
    ],
    customers: [aCustomer({ subscriptions: { production: guidOf("1"), testing: guidOf("2") }, delegations })],
  });

test("access-overlap finds a principal and role that two offers grant, by name or GUID, standing or eligible", () => {
  const finding = theFindingOf(
    accessOverlap,
    contextOf(
      {
        authorizations: [standing(operators, "Reader"), standing(engineers, "Reader")],
        eligibleAuthorizations: [eligible(engineers, "Contributor")],
      },
      {
        authorizations: [standing(operators, { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7" })],
        eligibleAuthorizations: [eligible(engineers, "Contributor")],
      },
    ),
  );
  expect(finding).toMatchObject({
    code: "LH051",
    severity: "warning",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 1, "scopes", 0] },
    received: "2 grants of offer security that offer operations has too",
  });
  expect(finding.problem).toBe(
    `On subscription production (${guidOf("1")}) the offers operations and security both grant the group "Operators" Reader (standing), the group "Engineers" Contributor (eligible)`,
  );
});

test("access-overlap names five grants and has them all among its facts", () => {
  const roles = [
    "Reader",
    "Contributor",
    "Monitoring Reader",
    "Virtual Machine Contributor",
    "Tag Contributor",
  ];
  const authorizations = [
    ...roles.map((role) => standing(operators, role)),
    standing(engineers, "Reader"),
    standing(automation, "Reader"),
  ];
  const finding = theFindingOf(accessOverlap, contextOf({ authorizations }, { authorizations }));
  expect(finding.problem).toMatch(/Tag Contributor \(standing\) and 2 more$/);
  expect(finding.facts["grants"]).toHaveLength(7);
});

test("access-overlap has one finding for each pair of offers and subscription", () => {
  const version = { authorizations: [standing(operators, "Reader")] };
  const context = contextOf(version, version, [
    taken("operations"),
    taken("security"),
    taken("cost"),
    taken("operations", "testing"),
    taken("cost", "testing"),
  ]);
  const cost = { ...anOfferOf(version), id: "cost", name: "Cost" };
  const findings = findingsOf(accessOverlap, {
    ...context,
    offers: [...context.offers, { value: cost, file: "offers/cost.ts" }],
  });
  expect(findings.map(({ facts, at }) => [at.path[1], facts["offers"]])).toEqual([
    [1, [expect.objectContaining({ offer: "operations" }), expect.objectContaining({ offer: "security" })]],
    [2, [expect.objectContaining({ offer: "operations" }), expect.objectContaining({ offer: "cost" })]],
    [2, [expect.objectContaining({ offer: "security" }), expect.objectContaining({ offer: "cost" })]],
    [4, [expect.objectContaining({ offer: "operations" }), expect.objectContaining({ offer: "cost" })]],
  ]);
});

test.each([
  ["other principals", [standing(operators, "Reader")], [standing(engineers, "Reader")]],
  ["other roles", [standing(operators, "Reader")], [standing(operators, "Contributor")]],
  ["roles that are not known", [standing(operators, "My Role")], [standing(operators, "My Role")]],
])("access-overlap leaves %s alone", (_, ours, theirs) => {
  expect(findingsOf(accessOverlap, contextOf({ authorizations: ours }, { authorizations: theirs }))).toEqual(
    [],
  );
});

test("access-overlap leaves one principal and role alone that is standing here and eligible there", () => {
  const context = contextOf(
    { authorizations: [standing(operators, "Reader")] },
    { eligibleAuthorizations: [eligible(operators, "Reader")] },
  );
  expect(findingsOf(accessOverlap, context)).toEqual([]);
});

test("access-overlap leaves other subscriptions, other managing tenants and one offer alone", () => {
  const version = { authorizations: [standing(operators, "Reader")] };
  const apart = [taken("operations"), taken("security", "testing")];
  expect(findingsOf(accessOverlap, contextOf(version, version, apart))).toEqual([]);
  expect(findingsOf(accessOverlap, contextOf(version, version, undefined, guidOf("8")))).toEqual([]);
  const twice = [taken("operations"), taken("operations")];
  expect(findingsOf(accessOverlap, contextOf(version, version, twice))).toEqual([]);
});
