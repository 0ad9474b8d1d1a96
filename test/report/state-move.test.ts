import { expect, test } from "vitest";
import type { State } from "../../lib/delegation/estate-defaults.ts";
import { stateMoveText } from "../../lib/report/state-move.ts";
import { aCustomer, guidOf } from "../support/builders.ts";

const renamed = aCustomer({ id: "fabrikam", formerId: "fabrikam-old" });
const STATES: Readonly<Record<State["backend"], State>> = {
  local: { backend: "local", folder: "state", allowInContinuousIntegration: false },
  azurerm: {
    backend: "azurerm",
    tenantId: guidOf("1"),
    subscriptionId: guidOf("2"),
    resourceGroupName: "state",
    storageAccountName: "northwindstate",
    containerName: "customers",
    cloud: "public",
    signIn: { method: "azureCli" },
  },
  cloud: { backend: "cloud", organization: "northwind", hostname: "app.terraform.io" },
};

test("stateMoveText says nothing of a customer whose id did not change", () => {
  for (const state of Object.values(STATES)) expect(stateMoveText(aCustomer(), state)).toBe("");
});

test.each([
  ["local", ["mv state/fabrikam-old.tfstate state/fabrikam.tfstate"]],
  [
    "azurerm",
    [
      "az storage blob download --auth-mode login --account-name northwindstate --container-name customers --name fabrikam-old.tfstate --file fabrikam.tfstate",
      "az storage blob upload --auth-mode login --account-name northwindstate --container-name customers --name fabrikam.tfstate --file fabrikam.tfstate",
      "az storage blob delete --auth-mode login --account-name northwindstate --container-name customers --name fabrikam-old.tfstate",
    ],
  ],
  ["cloud", ["rename the workspace fabrikam-old of northwind to fabrikam (Settings, General)"]],
] as const)("stateMoveText gives every command for %s state", (backend, commands) => {
  expect(stateMoveText(renamed, STATES[backend])).toBe(
    [
      "fabrikam: was fabrikam-old. Move its state once, before the next deploy, and remove formerId afterwards:",
      ...commands.map((command) => `  ${command}`),
      "",
    ].join("\n"),
  );
});
