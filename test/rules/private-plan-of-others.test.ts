import { expect, test } from "vitest";
import { privatePlanOfOthers } from "../../lib/rules/private-plan-of-others.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf, TIDY_AUTHORIZATIONS } from "../support/builders.ts";

const privateTo = (...tenants: readonly string[]) =>
  anOffer({
    plans: {
      standard: {
        visibility: { privateTo: tenants },
        versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } },
      },
    },
  });

test("private-plan-of-others finds a plan that is private to other tenants", () => {
  const offers = [privateTo(guidOf("5"), guidOf("6"))];
  const finding = theFindingOf(privatePlanOfOthers, aContext({ offers, customers: [aCustomer()] }));
  expect(finding).toMatchObject({
    code: "LH045",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "plan"] },
    received: `plan standard for tenant ${guidOf("7")}`,
    allowed: `the plan for the tenants that it names: ${guidOf("5")}, ${guidOf("6")}`,
  });
  expect(finding.problem).toBe(
    `Plan standard of offer operations is private to customer tenants that do not include that of fabrikam (${guidOf("7")})`,
  );
});

test("private-plan-of-others leaves public plans and the customer's own private plan alone", () => {
  const customers = [aCustomer()];
  expect(findingsOf(privatePlanOfOthers, aContext({ customers }))).toEqual([]);
  const own = [privateTo(guidOf("5"), guidOf("7").toUpperCase())];
  expect(findingsOf(privatePlanOfOthers, aContext({ offers: own, customers }))).toEqual([]);
});

test("private-plan-of-others does not stand in the way of a removal", () => {
  const delegations = [{ offer: "operations", plan: "standard", version: "1.0.0", scopes: [] }];
  const context = aContext({ offers: [privateTo(guidOf("5"))], customers: [aCustomer({ delegations })] });
  expect(findingsOf(privatePlanOfOthers, context)).toEqual([]);
});

test("private-plan-of-others leaves unknown plans to another rule", () => {
  const scopes = [{ subscription: "production" }];
  const delegations = [{ offer: "operations", plan: "constructor", version: "1.0.0", scopes }];
  const context = aContext({ offers: [privateTo(guidOf("5"))], customers: [aCustomer({ delegations })] });
  expect(findingsOf(privatePlanOfOthers, context)).toEqual([]);
});
