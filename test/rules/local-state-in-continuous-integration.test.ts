import { expect, test } from "vitest";
import { parseEstate } from "../../lib/definitions/estate-schema.ts";
import type { EstateDefaults } from "../../lib/delegation/estate-defaults.ts";
import { localStateInContinuousIntegration as rule } from "../../lib/rules/local-state-in-continuous-integration.ts";
import { findingsOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext, guidOf } from "../support/builders.ts";

function contextOf(state: object, continuousIntegration = true) {
  const parsed = parseEstate({ state });
  expect(parsed.ok).toBe(true);
  const value = (parsed as { value: EstateDefaults }).value;
  return aContext({ defaults: { value, file: "estate.ts" }, continuousIntegration });
}

const LOCAL = { backend: "local", folder: "terraform/state" };

test("local-state-in-continuous-integration finds local state in continuous integration", () => {
  expect(theFindingOf(rule, contextOf(LOCAL))).toMatchObject({
    code: "LH067",
    severity: "error",
    at: { file: "estate.ts", path: ["state"] },
    problem: "The state is kept in the local folder terraform/state, and this is continuous integration",
    received: 'state with backend "local"',
  });
});

test("local-state-in-continuous-integration finds the state of an estate without defaults of its own", () => {
  expect(theFindingOf(rule, aContext({ continuousIntegration: true })).facts).toEqual({
    backend: "local",
    folder: "state",
  });
});

test("local-state-in-continuous-integration is asked where only some customers were read", () => {
  expect(findingsOf(rule, { ...contextOf(LOCAL), isComplete: false })).toHaveLength(1);
});

test.each([
  ["local state that is allowed", contextOf({ ...LOCAL, allowInContinuousIntegration: true })],
  ["local state elsewhere than in continuous integration", contextOf(LOCAL, false)],
  ["state in HCP Terraform", contextOf({ backend: "cloud", organization: "test" })],
  [
    "state in Azure",
    contextOf({
      backend: "azurerm",
      tenantId: guidOf("9"),
      subscriptionId: guidOf("1"),
      resourceGroupName: "state",
      storageAccountName: "state",
      containerName: "state",
    }),
  ],
  ["defaults that cannot be read", { ...contextOf(LOCAL), unreadable: [unreadable("estate.ts")] }],
])("local-state-in-continuous-integration leaves %s alone", (_, context) => {
  expect(findingsOf(rule, context)).toEqual([]);
});
