import { expect, test } from "vitest";
import type { Deployment } from "../../lib/access/deployment.ts";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { guidOf } from "../support/builders.ts";
import { type Loose, readOf, without } from "./refused.ts";
import { FULL_TEXTS, STACK, textOf } from "./stack-samples.ts";

const [OIDC, HCP]: readonly Loose[] = FULL_TEXTS.slice(1).map((text) => JSON.parse(text));

function settingsOf(stack: Loose): Deployment["settings"] | undefined {
  return readOf(readStack("fabrikam", textOf(stack))).deployment?.settings;
}

test("a deployment has its settings as codes and values", () => {
  expect(settingsOf(STACK)).toEqual({
    cloud: { code: "public" },
    "sign-in": { code: "azure-cli" },
    partner: { code: "none" },
    azurerm: { code: "versions", constraint: ">= 4.55.0, < 6.0.0" },
    "resource-provider": { code: "registered" },
    state: { code: "files", folder: "../../../state/" },
  });
  expect(settingsOf(OIDC)).toMatchObject({
    "sign-in": { code: "open-id-connect", clientId: guidOf("6") },
    partner: { code: "credited", partnerId: guidOf("7") },
    "resource-provider": { code: "not-registered" },
  });
  expect(settingsOf(HCP)?.state).toEqual({
    code: "hcp-terraform",
    hostname: "app.terraform.io",
    organization: "northwind",
    project: "Customers",
  });
});

test("a sign-in names its tenant where that is not the customer's, which the guards demand", () => {
  const elsewhere = (stack: Loose): Loose => ({
    ...stack,
    provider: { azurerm: stack.provider.azurerm.map((each: Loose) => ({ ...each, tenant_id: guidOf("9") })) },
  });
  for (const stack of [STACK, OIDC]) {
    const own = readOf(readStack("fabrikam", textOf(stack))).deployment;
    const other = readOf(readStack("fabrikam", textOf(elsewhere(stack)))).deployment;
    expect(other?.tenantId).toBe(own?.tenantId);
    expect(other?.settings).toEqual({
      ...own?.settings,
      "sign-in": { ...own?.settings["sign-in"], tenantId: guidOf("9") },
    });
  }
});

test("a deployment has all of where and as whom state is kept", () => {
  const backend = "terraform backend azurerm";
  const state = settingsOf(OIDC)?.state;
  expect(state).toEqual({
    code: "azure-storage",
    arguments: {
      client_id: guidOf("6"),
      container_name: "states",
      environment: "usgovernment",
      resource_group_name: "rg-state",
      storage_account_name: "state",
      subscription_id: guidOf("8"),
      tenant_id: guidOf("8"),
      use_oidc: "true",
    },
  });
  for (const key of ["use_oidc", "client_id"])
    expect(settingsOf(without(OIDC, `${backend} ${key}`))?.state, key).not.toEqual(state);
});
