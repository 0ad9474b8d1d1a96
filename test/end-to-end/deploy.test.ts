// @module-tag terraform

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleSandbox } from "../support/sandbox.ts";

const CUSTOMERS = [
  "city-of-adatum",
  "contoso-retail",
  "fabrikam",
  "proseware",
  "tailwind-traders",
  "wide-world-importers",
];
const DEPLOY = ["--auto-approve"];

test("all samples deploy at once, grant exactly what is defined, and need nothing more", async () => {
  const sandbox = await sampleSandbox();
  const deployed = await sandbox.cdktf(["deploy", ...CUSTOMERS, "--parallelism", "6", ...DEPLOY]);
  expect(deployed.code).toBe(0);
  expect(sandbox.azure.access()).toEqual(await sandbox.defined());
  expect(sandbox.azure.history().every(({ kind }) => kind === "gained")).toBe(true);
  // one state for each that has anything
  expect(readdirSync(join(sandbox.folder, "state")).sort()).toEqual(CUSTOMERS.map((id) => `${id}.tfstate`));
  for (const id of CUSTOMERS) {
    const plan = await sandbox.terraform(id, ["plan", "-detailed-exitcode", "-input=false"]);
    expect(plan.output).toContain("No changes.");
    expect(plan.code).toBe(0);
  }
}, 900_000);

test("each sample deploys alone, with the commands of the README", async () => {
  const sandbox = await sampleSandbox();
  for (const id of CUSTOMERS) {
    const deployed = await sandbox.cdktf(["deploy", id, ...DEPLOY]);
    expect(deployed.code).toBe(0);
  }
  expect(sandbox.azure.access()).toEqual(await sandbox.defined());
}, 1_200_000);
