import { expect, test } from "vitest";
import { keptRoleElsewhere } from "../../lib/rules/kept-role-elsewhere.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import {
  aContext,
  aCustomer,
  anOfferOf,
  guidOf,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";

const SUBSCRIPTIONS = { production: guidOf("1"), testing: guidOf("2") };

const kept = (onSubscriptions: readonly string[], keep: unknown = "Log Analytics Contributor") => ({
  keep,
  onSubscriptions,
  reason: "delegated before it was refused",
});

const standing = (role: unknown, principal: object = PRINCIPALS.operators) => ({ principal, role });

const onBoth = aCustomer({
  subscriptions: SUBSCRIPTIONS,
  delegations: [
    {
      offer: "operations",
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "production" }, { subscription: "testing", resourceGroups: ["logs"] }],
    },
  ],
});

const contextOf = (version: object, customer = onBoth) =>
  aContext({ offers: [anOfferOf(version)], customers: [customer] });

test("kept-role-elsewhere finds the scope on a subscription that the kept role does not name", () => {
  const authorizations = [...TIDY_AUTHORIZATIONS, standing(kept([guidOf("1")]))];
  const finding = theFindingOf(keptRoleElsewhere, contextOf({ authorizations }));
  expect(finding).toMatchObject({
    code: "LH003",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "scopes", 1] },
    received: `testing (${guidOf("2")})`,
  });
  expect(finding.problem).toBe(
    `Plan standard 1.0.0 of offer operations keeps Log Analytics Contributor for the group "Operators" only on the subscriptions that it names, and testing (${guidOf("2")}) is not one of them`,
  );
  expect(finding.allowed).toContain(guidOf("1"));
});

test("kept-role-elsewhere finds eligible kept roles, and says a role once with all its principals", () => {
  const role = kept([guidOf("1")], { id: "92aaf0da-9dab-42b6-94a3-d43ce8d16293" });
  const finding = theFindingOf(
    keptRoleElsewhere,
    contextOf({
      authorizations: [standing(role), standing(role), standing(kept([guidOf("1")]), PRINCIPALS.automation)],
      eligibleAuthorizations: [
        { principal: PRINCIPALS.engineers, role: kept([guidOf("1")]), justInTimeAccessPolicy: {} },
      ],
    }),
  );
  expect(finding.problem).toContain(
    'keeps Log Analytics Contributor for the group "Operators", the service principal "Automation", the group "Engineers" only',
  );
  expect(finding.facts["roleDefinitionId"]).toBe("92aaf0da-9dab-42b6-94a3-d43ce8d16293");
});

test("kept-role-elsewhere leaves named subscriptions and plain roles alone", () => {
  const upperCase = kept([guidOf("1"), guidOf("2").toUpperCase()]);
  const version = { authorizations: [...TIDY_AUTHORIZATIONS, standing(upperCase), standing("Contributor")] };
  expect(findingsOf(keptRoleElsewhere, contextOf(version))).toEqual([]);
});

test("kept-role-elsewhere leaves what cannot be looked up to other rules", () => {
  const delegation = { offer: "operations", plan: "standard", version: "1.0.0" };
  const scopes = [{ subscription: "production" }];
  const customer = aCustomer({
    delegations: [
      { ...delegation, scopes: [{ subscription: "constructor" }] },
      { ...delegation, offer: "constructor", scopes },
      { ...delegation, plan: "constructor", scopes },
      { ...delegation, version: "9.9.9", scopes },
    ],
  });
  const authorizations = [standing(kept([guidOf("2")]))];
  expect(findingsOf(keptRoleElsewhere, contextOf({ authorizations }, customer))).toEqual([]);
});

test("kept-role-elsewhere names a role that the catalogue does not hold as its author did", () => {
  const authorizations = [standing(kept([guidOf("1")], "My Old Role"))];
  expect(theFindingOf(keptRoleElsewhere, contextOf({ authorizations })).problem).toContain(
    "keeps My Old Role for",
  );
});
