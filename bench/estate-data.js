// Ids, roles and groups of the measured fleets: fictional, deterministic, the same on every machine.
import { createHash } from "node:crypto";

/** The managing tenant of every offer. */
export const MANAGING_TENANT = {
  tenantId: guidFor("managing tenant", 0),
  name: "Benchmark Provider",
  cloud: "public",
};

/** Built-in roles that Lighthouse accepts, with their GUIDs: those of the first group, in order. */
export const ROLES = [
  ["Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"],
  ["Managed Services Registration assignment Delete Role", "91c1777a-f3dc-4fae-b103-61d183457e46"],
  ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"],
  ["Support Request Contributor", "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e"],
  ["Virtual Machine Contributor", "9980e02c-c2be-4d73-94e8-173b1dc7cf3c"],
  ["Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05"],
  ["Resource Policy Contributor", "36243c78-bf99-498c-9df9-86d9f8d28608"],
];

const OTHER_ROLES = [
  ["Backup Reader", "a795c7a0-d4a2-40c1-ae25-d81f01202912"],
  ["Cost Management Reader", "72fafb9e-0641-4937-9268-a91bfd8191a3"],
  ["Security Reader", "39bc4728-0917-49c7-9d2c-d95423bc2eb4"],
];

/** A standing authorization of a group, with the role's name and GUID. */
export function authorization(number, role) {
  const [, roleDefinitionId] = [...ROLES, ...OTHER_ROLES].find(([name]) => name === role);
  return {
    principal: {
      type: "Group",
      objectId: guidFor("group", number),
      displayName: `Benchmark Group ${number}`,
    },
    role,
    roleDefinitionId,
  };
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
