// @module-tag terraform

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { done, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";
import { terraformBinary } from "../support/tools.ts";

/*
 * Ways into an estate, from beginning to end with real Terraform: what others made by hand or by their own configuration,
 * and what an estate lost.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const MANAGING_TENANT = /tenantId: "([0-9a-f-]+)"/;
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const DESK = "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101";

/** What another team's Terraform configuration looks like: a module, called by `for_each`, that has assignments by `for_each`. */
function otherConfiguration(managingTenant: string): Record<string, string> {
  const roles = ["acdd72a7-3385-48ef-bd42-f606fba81ae7", "91c1777a-f3dc-4fae-b103-61d183457e46"];
  return {
    "main.tf": `terraform {
  required_providers { azurerm = { source = "hashicorp/azurerm" } }
}
provider "azurerm" {
  features {}
  resource_provider_registrations = "none"
  resource_providers_to_register  = ["Microsoft.ManagedServices"]
  subscription_id = "${SUBSCRIPTION}"
  tenant_id       = "${TENANT}"
  use_cli         = true
}
data "azurerm_subscription" "primary" {}
module "msp" {
  for_each = toset(["fabrikam ($HOME)"])
  source   = "./msp"
  scope    = data.azurerm_subscription.primary.id
}
`,
    "msp/main.tf": `terraform {
  required_providers { azurerm = { source = "hashicorp/azurerm" } }
}
variable "scope" {}
resource "azurerm_lighthouse_definition" "main" {
  name               = "Northwind by hand"
  description        = "Made by another configuration."
  managing_tenant_id = "${managingTenant}"
  scope              = var.scope
${roles
  .map(
    (role) => `  authorization {
    principal_id           = "${DESK}"
    principal_display_name = "Northwind Service Desk"
    role_definition_id     = "${role}"
  }
`,
  )
  .join("")}}
resource "azurerm_lighthouse_assignment" "main" {
  for_each                 = { "whole subscription" = var.scope }
  scope                    = each.value
  lighthouse_definition_id = azurerm_lighthouse_definition.main.id
}
`,
  };
}

function managingTenantOf({ estate }: TestSandbox): string {
  const module = readFileSync(join(estate, "offers/shared/northwind.ts"), "utf8");
  const [, id = ""] = MANAGING_TENANT.exec(module) ?? [];
  return id;
}

/** Removes definitions and locks: an estate that is to adopt. */
function emptied({ estate, folder }: TestSandbox): void {
  const parts = ["offers", "customers", "estate.lock.json"].map((part) => join(estate, part));
  const made = ["estate.lock.json", "cdktf.out"].map((part) => join(folder, part));
  for (const part of [...parts, ...made]) rmSync(part, { recursive: true, force: true });
}

test("another team's configuration is adopted from its state, taken over by a deployment, and forgotten there", async () => {
  const sandbox = await sampleSandbox();
  const other = join(sandbox.folder, "other");
  const managingTenant = managingTenantOf(sandbox);
  mkdirSync(other);
  change(other, otherConfiguration(managingTenant));
  const terraform = (...words: readonly string[]) =>
    sandbox.start(terraformBinary(process.env), words, other).ended;
  await done(terraform("init", "-input=false"));
  await done(terraform("apply", "-auto-approve", "-input=false"));
  const before = sandbox.azure.access();
  expect(before).toHaveLength(2);
  emptied(sandbox);

  // from the state file and from terraform show -json the same
  writeFileSync(join(other, "shown.json"), await done(terraform("show", "-json")));
  const filed = await keeper(sandbox.estate, ["adopt", join(other, "terraform.tfstate"), "--yaml"]);
  expect(filed, filed.err).toMatchObject({ code: 0 });
  const shown = await keeper(temporaryFolder(), [
    "adopt",
    join(other, "shown.json"),
    "--yaml",
    "--output",
    ".",
  ]);
  expect(shown.code, shown.err).toBe(0);
  const lines = (text: string) => text.match(/^ {2}terraform state rm .*$/gm) ?? [];
  expect(lines(shown.out)).toEqual(lines(filed.out));
  expect(lines(filed.out)).toHaveLength(1);

  // the deployment imports, and writes nothing into Azure
  const [customer = ""] = Object.keys(snapshot(join(sandbox.estate, "customers"))).map((each) =>
    each.replace(".yaml", ""),
  );
  const seen = sandbox.azure.requests().length;
  const deployed = await done(sandbox.cdktf(["deploy", customer, "--auto-approve"]));
  expect(deployed).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
  const written = sandbox.azure.requests().slice(seen);
  expect(written.filter(({ method }) => method === "PUT" || method === "DELETE")).toEqual([]);
  expect(sandbox.azure.access()).toEqual(before);

  // the printed lines work as they stand, and what is left of the other configuration changes nothing
  await done(sandbox.start("sh", ["-c", lines(filed.out).join("\n")], other).ended);
  const kept = otherConfiguration(managingTenant)["main.tf"]?.replace(/module "msp"[\s\S]*/, "");
  change(other, { "main.tf": kept, "msp/main.tf": undefined });
  expect(await done(terraform("plan", "-input=false"))).toContain("No changes.");
  expect(sandbox.azure.access()).toEqual(before);

  // the import took effect: the mark ends, and the next deployment writes the marker line alone
  const state = join(sandbox.folder, "state", `${customer}.tfstate`);
  const finished = await keeper(sandbox.estate, ["adopt", "--finish", "--from", state]);
  expect(finished, finished.out).toMatchObject({ code: 0 });
  const again = await done(sandbox.cdktf(["deploy", customer, "--auto-approve"]));
  expect(again).toContain("0 added, 1 changed, 0 destroyed");
  expect(sandbox.azure.access()).toEqual(before);
  const plan = await sandbox.terraform(customer, ["plan", "-detailed-exitcode", "-input=false"]);
  expect(plan.output).toContain("No changes.");

  // an upgrade like any other: a new version of the plan, and the customer takes it
  const [offer = ""] = Object.keys(snapshot(join(sandbox.estate, "offers")));
  const text = readFileSync(join(sandbox.estate, "offers", offer), "utf8");
  const version = /^ {6}1\.0\.0:\n((?: {7,}.*\n)+)/m.exec(text);
  if (version === null) throw new Error(text);
  const widened = version[0].replace("1.0.0", "1.1.0").replace("role: Reader", "role: Contributor");
  const file = `customers/${customer}.yaml`;
  const taken = readFileSync(join(sandbox.estate, file), "utf8");
  change(sandbox.estate, {
    [`offers/${offer}`]: text.replace(version[0], version[0] + widened),
    [file]: taken.replace("version: 1.0.0", "version: 1.1.0"),
  });
  expect(await done(sandbox.cdktf(["deploy", customer, "--auto-approve"]))).toContain(
    "0 added, 1 changed, 0 destroyed",
  );
  const roles = new Set(sandbox.azure.access().map(({ roleDefinitionId }) => roleDefinitionId));
  expect(roles).toContain("b24988ac-6180-42a0-ab88-20f7382dd24c");
  expect(sandbox.azure.history().filter(({ kind }) => kind === "lost")).toHaveLength(1);
}, 600_000);

test("an estate whose state and definitions are lost is adopted from Azure, and nothing changes there", async () => {
  const sandbox = await sampleSandbox();
  await done(sandbox.cdktf(["deploy", "fabrikam", "wide-world-importers", "--auto-approve"]));
  const before = sandbox.azure.access();
  await done(sandbox.keeper(["fetch", "fabrikam", "wide-world-importers", "--output", "live"]));
  rmSync(join(sandbox.folder, "state"), { recursive: true });
  emptied(sandbox);

  const adopted = await keeper(sandbox.estate, ["adopt", "live"]);
  expect(adopted, adopted.out).toMatchObject({ code: 0 });
  // the markers in Azure name offers and plans: they come back under their own ids
  expect(Object.keys(snapshot(join(sandbox.estate, "offers")))).toContain("managed-operations.ts");
  const review = await keeper(sandbox.estate, ["review", "live", ".", "--exit-code"]);
  expect(review.out).toContain("0 changed");
  const ids = Object.keys(snapshot(join(sandbox.estate, "customers"))).map((each) => each.replace(".ts", ""));
  expect(ids).toHaveLength(2);
  const asked = sandbox.azure.requests().length;
  await done(sandbox.cdktf(["deploy", ...ids, "--auto-approve"]));
  // the cdktf CLI drops lines of stacks that it deploys at once: what Azure was asked tells more
  const changing = sandbox.azure
    .requests()
    .slice(asked)
    .filter(({ method }) => method === "PUT" || method === "DELETE");
  expect(changing).toEqual([]);
  const states = Object.entries(snapshot(join(sandbox.folder, "state"))).filter(([, text]) =>
    text.includes("azurerm_lighthouse_assignment"),
  );
  expect(states).toHaveLength(2);
  expect(sandbox.azure.access()).toEqual(before);
  expect(sandbox.azure.history().filter(({ kind }) => kind === "lost")).toEqual([]);
}, 600_000);
