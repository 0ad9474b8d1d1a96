// Input of both benchmark programs: fictional, deterministic, the same on every machine.
import { createHash } from "node:crypto";

/** The managing tenant of the generated estate. */
export const MANAGING_TENANT_ID = guidFor("managing tenant", 0);

/** The one offer that every generated customer takes. */
export const OFFER = {
  id: "managed-operations",
  name: "Benchmark Managed Operations",
  description: "The provider runs the Azure resources of this subscription.",
};

/** Built-in roles that Lighthouse accepts, with their GUIDs. */
const ROLES = [
  ["Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"],
  ["Managed Services Registration assignment Delete Role", "91c1777a-f3dc-4fae-b103-61d183457e46"],
  ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"],
  ["Support Request Contributor", "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e"],
  ["Virtual Machine Contributor", "9980e02c-c2be-4d73-94e8-173b1dc7cf3c"],
  ["Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05"],
  ["Resource Policy Contributor", "36243c78-bf99-498c-9df9-86d9f8d28608"],
];

/** `count` standing authorizations of groups: the first group has every role, the others Reader. */
export function authorizations(count = ROLES.length + 1) {
  const group = (index) => ({
    type: "Group",
    objectId: guidFor("group", index),
    displayName: `Benchmark Group ${index}`,
  });
  const all = ROLES.map(([role, roleDefinitionId]) => ({ principal: group(0), role, roleDefinitionId }));
  const [[role, roleDefinitionId]] = ROLES;
  const readers = Array.from({ length: count - ROLES.length }, (_, index) => ({
    principal: group(index + 1),
    role,
    roleDefinitionId,
  }));
  return [...all, ...readers];
}

/** A customer's id: c0000, c0001, … */
export function customerId(index) {
  return `c${String(index).padStart(4, "0")}`;
}

/** A deterministic GUID for a purpose and a number. */
export function guidFor(purpose, index) {
  const hex = createHash("sha256").update(`${purpose} ${index}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
