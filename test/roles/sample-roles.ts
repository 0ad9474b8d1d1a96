import { readFileSync } from "node:fs";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { roleByName } from "../../lib/roles/role-catalogue.ts";

/** The text of the catalogue that the project ships. */
export const SHIPPED_TEXT: string = readFileSync(
  new URL("../../data/role-catalogue.json", import.meta.url),
  "utf8",
);

function shipped(): RoleCatalogue {
  const reading = readCompactCatalogue(JSON.parse(SHIPPED_TEXT));
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.catalogue;
}

/** The catalogue that the project ships. */
export const SHIPPED: RoleCatalogue = shipped();

/** A role of the shipped catalogue. */
export function shippedRole(name: string): BuiltInRole {
  const role = roleByName(SHIPPED, name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}

/** A block with the given lists. */
export function block(lists: Partial<PermissionBlock>): PermissionBlock {
  return { actions: [], notActions: [], dataActions: [], notDataActions: [], condition: null, ...lists };
}

/** A GUID that ends in the number. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** A made-up role. */
export function role(
  name: string,
  number: number,
  ...blocks: readonly Partial<PermissionBlock>[]
): BuiltInRole {
  return { id: guid(number), name, permissions: blocks.map(block) };
}

/** An entry as the Azure CLI prints it, with the fields that this project has no use for. */
export function cliEntry(
  name: string,
  number: number,
  fields: Readonly<Record<string, unknown>> = {},
): unknown {
  const id = guid(number);
  return {
    assignableScopes: ["/"],
    createdBy: null,
    createdOn: "2020-01-01T00:00:00.000000+00:00",
    description: `The role ${name}.`,
    id: `/subscriptions/${guid(9)}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
    name: id,
    permissions: [{ ...block({ actions: ["Microsoft.Support/*"] }), conditionVersion: null }],
    roleName: name,
    roleType: "BuiltInRole",
    type: "Microsoft.Authorization/roleDefinitions",
    ...fields,
  };
}

/** As many ordinary entries as a whole list needs. */
export function cliEntries(count: number = 100): unknown[] {
  return Array.from({ length: count }, (_, index) => cliEntry(`Role ${index}`, 1000 + index));
}
