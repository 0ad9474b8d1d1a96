// @module-tag terraform

import { expect, test } from "vitest";
import type { Pace } from "../../lib/sandbox/sandbox.ts";
import { SandboxClock } from "../../lib/sandbox/sandbox-clock.ts";
import {
  aCustomer,
  anOffer,
  anOfferOf,
  guidOf,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { change } from "../support/estates.ts";
import { definedSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * The stand-in as real Terraform sees it, and the calls that it makes as azurerm makes them.
 */

const customer = aCustomer();

/** These tests are about the stand-in, whatever KEEPER_TEST_PROVIDER names. */
const standInSandbox = (definitions: Parameters<typeof definedSandbox>[0], pace: Pace = "fast") =>
  definedSandbox(definitions, undefined, "stand-in", pace);
const SUBSCRIPTION = guidOf("1");

/** Requests since then, in short: `GET registrationDefinitions 404`. */
function calls({ azure }: TestSandbox, since: number): string[] {
  return azure
    .requests()
    .slice(since)
    .map(({ method, path, status, apiVersion }) => {
      const kind =
        /\/(registration\w+|operationStatuses|providers|token|endpoints|subscriptions)(?:\/[^/]+)?(?:\/register)?$/.exec(
          path,
        )?.[1];
      return `${method} ${path.endsWith("/register") ? "register" : kind} ${status}${kind?.startsWith("reg") ? ` ${apiVersion}` : ""}`;
    });
}

const ARM = "2022-10-01";

test("create, update and destroy make azurerm's calls in azurerm's order", async () => {
  const definitions = { offers: [anOffer()], customers: [customer] };
  const sandbox = await standInSandbox(definitions);
  sandbox.write(customer, definitions.offers);
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  const made = calls(sandbox, 0).filter((call) => !call.includes("operationStatuses"));
  expect(made).toEqual([
    // configured for the plan: sign in, register; then the guard
    "GET endpoints 200",
    "POST token 200",
    "POST token 200",
    "GET providers 200",
    "POST register 200",
    "GET providers 200",
    "GET providers 200",
    "GET subscriptions 200",
    // and again for the apply
    "GET endpoints 200",
    "POST token 200",
    "POST token 200",
    "GET providers 200",
    `GET registrationDefinitions 404 ${ARM}`,
    `PUT registrationDefinitions 201 ${ARM}`,
    `GET registrationDefinitions 200 ${ARM}`,
    `GET registrationAssignments 404 ${ARM}`,
    `PUT registrationAssignments 201 ${ARM}`,
    `GET registrationAssignments 200 ${ARM}`,
  ]);

  const beforeUpdate = sandbox.azure.requests().length;
  const wider = [
    anOfferOf({
      authorizations: [...TIDY_AUTHORIZATIONS, { principal: PRINCIPALS.engineers, role: "Contributor" }],
    }),
  ];
  sandbox.write(customer, wider);
  expect((await sandbox.apply("fabrikam")).output).toContain("0 added, 1 changed, 0 destroyed");
  const updated = calls(sandbox, beforeUpdate).filter(
    (call) => call.startsWith("PUT") || call.startsWith("DELETE"),
  );
  expect(updated).toEqual([`PUT registrationDefinitions 200 ${ARM}`]);

  const beforeDestroy = sandbox.azure.requests().length;
  expect((await sandbox.terraform("fabrikam", ["destroy", "-auto-approve", "-input=false"])).code).toBe(0);
  const destroyed = calls(sandbox, beforeDestroy);
  const deletion = destroyed.slice(destroyed.findIndex((call) => call.startsWith("DELETE")));
  expect(deletion[0]).toBe(`DELETE registrationAssignments 202 ${ARM}`);
  // polled until it is gone, and once more expanded; then the definition, once
  expect(deletion.slice(-3)).toEqual([
    `GET registrationAssignments 404 ${ARM}`,
    `GET registrationAssignments 404 ${ARM}`,
    `DELETE registrationDefinitions 200 ${ARM}`,
  ]);
  expect(sandbox.azure.resources()).toEqual([]);
}, 60_000);

test.each([
  ["operations as usual", []],
  ["slow operations", ["write", "delete"]],
])(
  "both paces make the same calls in the same order: %s",
  async (_, slow) => {
    const definitions = { offers: [anOffer()], customers: [customer] };
    const made = async (pace: Pace) => {
      // as `keeper sandbox` starts it
      const clock = new SandboxClock(Date.now);
      const sandbox = await definedSandbox(definitions, undefined, "stand-in", pace, clock);
      for (const each of slow) {
        const action = `Microsoft.ManagedServices/registrationAssignments/${each}`;
        sandbox.azure.inject({ kind: "slow", milliseconds: 6_000, action });
      }
      sandbox.write(customer, definitions.offers);
      expect((await sandbox.apply("fabrikam")).code).toBe(0);
      expect((await sandbox.terraform("fabrikam", ["destroy", "-auto-approve", "-input=false"])).code).toBe(
        0,
      );
      return calls(sandbox, 0);
    };
    const [fast, azure] = await Promise.all([made("fast"), made("azure")]);
    expect(fast).toEqual(azure);
    expect(fast.filter((call) => call.includes("operationStatuses"))).toHaveLength(2);
  },
  240_000,
);

test("resource groups, eligible access, delegated roles and a marketplace plan deploy, and need nothing more", async () => {
  const { operators, approvers, automation } = PRINCIPALS;
  const offers = [
    anOffer({
      marketplace: { publisher: "northwind", product: "operations" },
      plans: {
        standard: {
          visibility: "public",
          versions: {
            "1.0.0": {
              authorizations: [
                ...TIDY_AUTHORIZATIONS,
                {
                  principal: automation,
                  role: "User Access Administrator",
                  delegatedRoleDefinitions: ["Reader", "Contributor"],
                },
              ],
              eligibleAuthorizations: [
                {
                  principal: operators,
                  role: "Contributor",
                  justInTimeAccessPolicy: {
                    multiFactorAuthProvider: "None",
                    maximumActivationDuration: "PT4H",
                    approvers: [approvers],
                  },
                },
              ],
            },
          },
        },
      },
    }),
  ];
  const groups = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [{ subscription: "production", resourceGroups: ["Web", "data(1)"] }],
      },
    ],
  });
  const sandbox = await standInSandbox({ offers, customers: [groups] });
  sandbox.write(groups, offers);
  expect((await sandbox.apply("fabrikam")).output).toContain("3 added");
  const plan = await sandbox.terraform("fabrikam", ["plan", "-detailed-exitcode", "-input=false"]);
  expect(plan.output).toContain("No changes.");
  expect(sandbox.azure.access()).toHaveLength(8);
}, 60_000);

test("terraform validate refuses what azurerm refuses, and one resource may import what another run made", async () => {
  const definitions = { offers: [anOffer()], customers: [customer] };
  const sandbox = await standInSandbox(definitions);
  const stack = (text: string) => change(sandbox.folder, { "cdktf.out/stacks/hand/main.tf": text });
  const provider = `provider "azurerm" {
  features {}
  resource_provider_registrations = "none"
  subscription_id = "${SUBSCRIPTION}"
  tenant_id = "${customer.tenantId}"
}
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}
`;
  const definition = (rest: string) => `resource "azurerm_lighthouse_definition" "x" {
  name = "Operations"
  managing_tenant_id = "${guidOf("9")}"
  scope = "/subscriptions/${SUBSCRIPTION}"
  ${rest}
}
`;
  const authorization = (role: string) => `authorization {
    principal_id = "${guidOf("a")}"
    role_definition_id = "${role}"
  }`;
  stack(provider + definition(authorization("Reader")));
  await sandbox.terraform("hand", ["init", "-input=false"]);
  const refused = await sandbox.terraform("hand", ["validate"]);
  expect(refused.code).toBe(1);
  expect(refused.output.replace(/[\s│]+/g, " ")).toContain(
    'expected "authorization.0.role_definition_id" to be a valid UUID, got Reader',
  );

  // the provider block is validated too
  for (const [line, words] of [
    ['partner_id = "x"', 'expected "partner_id" to be a valid UUID, got x'],
    ['resource_provider_registrations = "some"', "expected resource_provider_registrations to be one of"],
  ] as const) {
    const [argument = ""] = line.split(" ");
    const rest = provider.split("\n").filter((each) => !each.trim().startsWith(argument));
    // Terraform leaves a provider out that nothing uses
    const used = `${rest.join("\n")}\ndata "azurerm_client_config" "me" {}\n`;
    stack(used.replace("features {}", `features {}\n  ${line}`));
    const block = await sandbox.terraform("hand", ["validate"]);
    expect(block.code).toBe(1);
    expect(block.output.replace(/[\s│]+/g, " ")).toContain(words);
  }

  // unset GUIDs become random, and what is unset needs no change afterwards
  stack(`${provider}data "azurerm_client_config" "me" {}
output "tenant" { value = data.azurerm_client_config.me.tenant_id }
${definition(authorization("acdd72a7-3385-48ef-bd42-f606fba81ae7"))}`);
  const unregistered = await sandbox.terraform("hand", ["apply", "-auto-approve", "-input=false"]);
  expect(unregistered.output).toContain("MissingSubscriptionRegistration");
  stack(`${provider.replace('resource_provider_registrations = "none"', 'resource_provider_registrations = "none"\n  resource_providers_to_register = ["Microsoft.ManagedServices"]')}data "azurerm_client_config" "me" {}
output "tenant" { value = data.azurerm_client_config.me.tenant_id }
${definition(authorization("acdd72a7-3385-48ef-bd42-f606fba81ae7"))}`);
  const applied = await sandbox.terraform("hand", ["apply", "-auto-approve", "-input=false"]);
  expect(applied.output).toContain(`tenant = "${customer.tenantId}"`);
  expect((await sandbox.terraform("hand", ["plan", "-detailed-exitcode", "-input=false"])).code).toBe(0);
  const [id = ""] = sandbox.azure.resources();
  // state has what azurerm leaves there
  const state = JSON.parse((await sandbox.terraform("hand", ["state", "pull"])).output);
  const [instance] = state.resources.find(({ name }: { readonly name: string }) => name === "x").instances;
  expect(instance.attributes.authorization[0].delegated_role_definition_ids).toEqual([]);
  expect(Buffer.from(instance.private, "base64").toString()).toContain('"create":1800000000000');

  // as `terraform import` takes it: by its full id, and nothing else
  await sandbox.terraform("hand", ["state", "rm", "azurerm_lighthouse_definition.x"]);
  const wrong = await sandbox.terraform("hand", ["import", "azurerm_lighthouse_definition.x", "not-an-id"]);
  expect(wrong.code).toBe(1);
  const spelled = id.replace(
    "microsoft.managedservices/registrationdefinitions",
    "Microsoft.ManagedServices/registrationDefinitions",
  );
  const imported = await sandbox.terraform("hand", ["import", "azurerm_lighthouse_definition.x", spelled]);
  expect(imported.output).toContain("Import successful!");
  expect((await sandbox.terraform("hand", ["plan", "-detailed-exitcode", "-input=false"])).code).toBe(0);

  stack(
    provider.replace("features {}", "") + definition(authorization("acdd72a7-3385-48ef-bd42-f606fba81ae7")),
  );
  expect((await sandbox.terraform("hand", ["plan", "-input=false"])).code).toBe(1);
}, 90_000);
