import { describe, expect, test } from "vitest";
import { AccessToken } from "../../lib/azure/access-token.ts";
import { appliedPolicies } from "../../lib/azure/ask-policies.ts";
import { Budgets, READS } from "../../lib/azure/budget.ts";
import type { Connection } from "../../lib/azure/connection.ts";
import { ALLOWED_MANAGING_TENANTS, policyEffect } from "../../lib/azure/policy-effect.ts";
import { ResourceManager } from "../../lib/azure/resource-manager.ts";
import { TenantTokens } from "../../lib/azure/tenant-tokens.ts";

const TENANT = "00000000-0000-4000-8000-000000000001";
const SUBSCRIPTION = "00000000-0000-4000-8000-000000000002";
const BUILT_IN = `/providers/Microsoft.Authorization/policyDefinitions/${ALLOWED_MANAGING_TENANTS}`;
const TYPE = "Microsoft.ManagedServices/registrationDefinitions";

const deny = (rule: object, mode = "All") => ({
  mode,
  // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
  policyRule: { if: rule, then: { effect: "deny" } },
});

describe("whether a policy may deny registration definitions", () => {
  const kinds = (definition: object, values: Record<string, unknown> = {}) =>
    policyEffect("/x", { ...definition }, new Map(Object.entries(values)))?.map(({ kind }) => kind) ?? [];

  test.each([
    ["names the type", deny({ field: "type", equals: TYPE }), ["may-deny"]],
    ["means all types but some", deny({ field: "type", notIn: "[parameters('allowed')]" }), ["may-deny"]],
    ["negates a list of types", deny({ not: { field: "type", in: ["Microsoft.Web/sites"] } }), ["may-deny"]],
    ["negates twice", deny({ not: { field: "type", notIn: ["Microsoft.Web/sites"] } }), []],
    ["is about another type", deny({ field: "type", equals: "Microsoft.Web/sites" }), []],
    ["sees indexed resources alone", deny({ field: "type", notIn: ["x"] }, "Indexed"), []],
    ["is about locations", deny({ field: "location", notIn: ["westeurope"] }), []],
  ])("a rule that %s", (_, definition, expected) => {
    expect(kinds(definition)).toEqual(expected);
  });

  test("the effect may be a parameter: its value decides, an expression may deny", () => {
    const parameters = { Effect: { defaultValue: "Audit" } };
    const rule = { if: { field: "type", equals: TYPE } };
    // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
    const definition = { parameters, policyRule: { ...rule, then: { effect: "[parameters('effect')]" } } };
    expect(kinds(definition)).toEqual([]);
    expect(kinds(definition, { effect: "Deny" })).toEqual(["may-deny"]);
    expect(kinds(definition, { effect: "[if(true(), 'deny', 'audit')]" })).toEqual(["may-deny"]);
  });

  test("a list of allowed types that lacks delegations is named, whatever its spelling", () => {
    const definition = deny({ field: "type", in: "[parameters('listOfResourceTypesNotAllowed')]" });
    const values = { listofresourcetypesnotallowed: ["microsoft.MANAGEDSERVICES/registrationDefinitions"] };
    expect(kinds(definition, values)).toEqual(["may-deny"]);
  });
});

/** Policies of a subscription whose answers are these, by the end of their path. */
async function policiesOf(answers: Readonly<Record<string, object>>) {
  const connection: Connection = {
    now: () => 0,
    wait: async () => {},
    send: async ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname).toLowerCase();
      const key = Object.keys(answers).find((each) => path.endsWith(each.toLowerCase()));
      const text = JSON.stringify(key === undefined ? {} : answers[key]);
      return { status: key === undefined ? 403 : 200, headers: new Map(), text };
    },
  };
  const token = AccessToken.from("a.b.c", 3_600_000, 0);
  if (token === undefined) throw new Error("no token");
  const tokens = new TenantTokens(
    async () => ({ ok: true, value: token }),
    () => 0,
  );
  const arm = new ResourceManager(connection, "https://azure", tokens, TENANT);
  return appliedPolicies(SUBSCRIPTION, arm, new Budgets(READS, connection));
}

const assigned = (properties: object) => ({
  value: [{ id: "/a", properties: { displayName: "A", ...properties } }],
});

describe("policies that apply to a subscription", () => {
  test("an initiative hands its parameters to the built-in definition in it", async () => {
    const read = await policiesOf({
      policyAssignments: assigned({
        policyDefinitionId: "/p/policySetDefinitions/set",
        parameters: { tenants: { value: [TENANT.toUpperCase()] } },
      }),
      "policySetDefinitions/set": {
        properties: {
          policyDefinitions: [
            {
              policyDefinitionId: BUILT_IN,
              parameters: { listOfAllowedTenants: { value: "[parameters('Tenants')]" } },
            },
          ],
        },
      },
      [BUILT_IN]: { properties: deny({ field: "type", equals: TYPE }) },
    });
    expect(read).toEqual({
      ok: true,
      value: {
        assignments: 1,
        policies: [
          { assignmentId: "/a", name: "A", effect: { kind: "allows-tenants", tenantIds: [TENANT] } },
        ],
      },
    });
  });

  test.each([[{ enforcementMode: "DoNotEnforce" }], [{ notScopes: [`/SUBSCRIPTIONS/${SUBSCRIPTION}`] }]])(
    "%j does not count here",
    async (properties) => {
      const policyDefinitionId = "/p/policyDefinitions/none";
      const read = await policiesOf({ policyAssignments: assigned({ policyDefinitionId, ...properties }) });
      expect(read).toEqual({ ok: true, value: { assignments: 1, policies: [] } });
    },
  );

  test("a definition that cannot be read, and an id that leads elsewhere, are no definition without effect", async () => {
    for (const [policyDefinitionId, problem] of [
      ["/p/policyDefinitions/hidden", "access-denied"],
      ["/p/../../secret", "answer-unexpected"],
      ["https://evil.example/x", "answer-unexpected"],
      ["", "answer-unexpected"],
    ]) {
      const read = await policiesOf({ policyAssignments: assigned({ policyDefinitionId }) });
      expect(read.ok && read.value.policies.map(({ effect }) => effect)).toEqual([
        { kind: "not-read", definitionId: policyDefinitionId, problem },
      ]);
    }
  });
});
