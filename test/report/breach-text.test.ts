import { expect, test } from "vitest";
import type { GuardrailBreach } from "../../lib/gate/guardrails.ts";
import { breachLines } from "../../lib/report/breach-text.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, OTHER_SUBSCRIPTION, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

const LABELS = new NameDirectory({
  catalogue: sampleCatalogue(),
  principals: [
    { managingTenantId: guidOf("9"), principalId: guidOf("a"), displayName: "Operators", type: "Group" },
  ],
  subscriptions: new Map([[SUBSCRIPTION, "production"]]),
  customers: new Map([["fabrikam", "Fabrikam Logistics"]]),
});
const OPERATORS = `Operators (${guidOf("a")})`;
const FORBIDDEN = "this role may not be standing on a whole subscription";

function standing(customer: string, subscription: string, group = ""): GuardrailBreach {
  const grant = aGrant({
    roleDefinitionId: ROLE.contributor,
    scope: `/subscriptions/${subscription}${group}`,
    registrationDefinitionId: guidOf(customer === "fabrikam" ? "d" : "c"),
  });
  return { guardrail: "no-standing-on-subscription", customer, scope: grant.scope, grant, certain: true };
}

test("a breach is told with the names of customer and subscription", () => {
  expect(breachLines([standing("fabrikam", SUBSCRIPTION)], LABELS)).toEqual([
    `${FORBIDDEN}: ${OPERATORS}: Contributor on the whole subscription production: standing; customer Fabrikam Logistics (fabrikam)`,
  ]);
});

test("the same breach at many customers is told once, with the customers counted", () => {
  const breaches = [...Array(400).keys()].map((at) =>
    standing(`c${at}`, `${String(at).padStart(8, "0")}-1111-4111-8111-111111111111`),
  );
  expect(breachLines(breaches, LABELS)).toEqual([
    `${FORBIDDEN}: ${OPERATORS}: Contributor on the whole subscription: standing; 400 customers: c0, c1, c2, c3, c4 and 395 more`,
  ]);
});

test("several places of one customer are named together; a subscription and a resource group are two things", () => {
  const breaches = [
    standing("fabrikam", SUBSCRIPTION),
    standing("fabrikam", OTHER_SUBSCRIPTION),
    standing("fabrikam", SUBSCRIPTION, "/resourceGroups/web"),
  ];
  expect(breachLines(breaches, LABELS)).toEqual([
    expect.stringContaining(
      `on the whole subscription production, the whole subscription ${OTHER_SUBSCRIPTION}: standing;`,
    ),
    expect.stringContaining("on resource group web of subscription production: standing;"),
  ]);
});

test("another guardrail, role or way is another breach; what is missing has no holder", () => {
  const one = standing("fabrikam", SUBSCRIPTION);
  const grant = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  const lines = breachLines(
    [
      one,
      { ...one, guardrail: "groups-only" },
      { ...one, grant: aGrant() },
      { ...one, grant },
      { ...one, guardrail: "keep-delete-role", grant: undefined },
    ],
    LABELS,
  );
  expect(lines).toHaveLength(5);
  expect(lines[4]).toBe(
    "the offer does not grant the Managed Services Registration assignment Delete Role: on the whole subscription production; customer Fabrikam Logistics (fabrikam)",
  );
});
