import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./support/estates.ts";

function demo(environment: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, ["--conditions=keeper-source", "--import", "tsx", "scripts/demo.ts"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
  });
}

test("npm run demo shows a delegation's whole life, and leaves nothing behind", {
  tags: ["terraform"],
}, () => {
  const { status, stdout, stderr } = demo();
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.split("\n")[0]).toContain("This is a stand-in for azurerm");
  const shown = [
    "PUT registrationDefinitions/3535eb4b-5282-58b6-9afb-8ee99db67363    201",
    "PUT registrationAssignments/7493fc8a-2783-58cb-b804-b88d733f8e68    201",
    "PUT registrationDefinitions/3535eb4b-5282-58b6-9afb-8ee99db67363    200",
    "+ gained  Northwind Operations Engineers  Virtual Machine Contributor",
    "- lost    Northwind Operations Engineers  Contributor",
    "DELETE registrationAssignments/7493fc8a-2783-58cb-b804-b88d733f8e68    202",
    "DELETE registrationDefinitions/3535eb4b-5282-58b6-9afb-8ee99db67363    200",
    "registration definitions and assignments left in Azure: 0",
  ];
  // in this order
  const places = shown.map((text) => stdout.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(existsSync(join(REPOSITORY, ".demo"))).toBe(false);
});

test("npm run demo says what it needs where Terraform is missing", () => {
  const { status, stderr } = demo({ TERRAFORM_BINARY_NAME: "no-such-terraform" });
  expect(status).toBe(2);
  expect(stderr).toContain("The demo needs Terraform: no-such-terraform is not on PATH.");
});
