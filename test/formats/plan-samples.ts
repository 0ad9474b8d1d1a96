import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Loose } from "./refused.ts";

/** A document of real Terraform 1.11, made in the sandbox: see fixtures/README.md. */
export function fixture(name: string): Loose {
  return JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8"));
}

/** The subscription, definition and assignment that fixtures are about. */
export const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
export const DEFINITION_ID = "8ea6763f-f96e-5c31-a89f-de40a5f02682";
export const ASSIGNMENT_ID = "8decaee5-56d8-5247-8f51-95da155a07e3";
export const SCOPE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-Web`;

/** Places in `resource_changes` of every fixture with two resources. */
export const ASSIGNMENT_CHANGE = "resource_changes 0";
export const DEFINITION_CHANGE = "resource_changes 1";
