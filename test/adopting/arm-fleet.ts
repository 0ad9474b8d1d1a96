import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "../../lib/formats/arm/schema.ts";
import type { Files } from "../support/estates.ts";

/** GUID for tests: a kind of thing and its number. */
export function guidOf(kind: string, number: number): string {
  return `3f9b6c10-7a21-4d53-8e64-${kind}${String(number).padStart(12 - kind.length, "0")}`;
}

/** Ids of built-in roles. */
export const ROLES = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  deletes: "91c1777a-f3dc-4fae-b103-61d183457e46",
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  monitoring: "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
  support: "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
  security: "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
} as const;

/** An authorization in ARM's JSON. */
export interface ArmGrant {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
}

/** A delegation in Azure's lists. */
export interface ArmDelegation {
  /** Number of the customer's tenant and subscription. */
  readonly customer: number;
  /** Number of the definition. @default - that of the customer */
  readonly definition?: number;
  readonly name?: string;
  readonly description?: string;
  readonly managingTenant?: number;
  /** Number of the tenant that the definition names. @default - that of the customer */
  readonly customerTenant?: number;
  readonly customerName?: string;
  readonly authorizations: readonly ArmGrant[];
  readonly eligibleAuthorizations?: readonly object[];
  /** Resource groups. @default - the whole subscription */
  readonly groups?: readonly string[];
}

/** Azure's lists with these delegations, as files of a folder `azure`. */
export function armLists(delegations: readonly ArmDelegation[]): Files {
  const resources = delegations.map((each) => {
    const subscription = `/subscriptions/${guidOf("b", each.customer)}`;
    const name = guidOf("d", each.definition ?? each.customer);
    const id = `${subscription}/providers/${REGISTRATION_DEFINITIONS}/${name}`;
    const scopes = each.groups?.map((group) => `${subscription}/resourceGroups/${group}`) ?? [subscription];
    const definition = {
      id,
      name,
      type: REGISTRATION_DEFINITIONS,
      properties: {
        registrationDefinitionName: each.name ?? "Bellows Operations",
        description: each.description ?? "Bellows runs it.",
        managedByTenantId: guidOf("a", each.managingTenant ?? 1),
        managedByTenantName: `Provider ${each.managingTenant ?? 1}`,
        manageeTenantId: guidOf("c", each.customerTenant ?? each.customer),
        manageeTenantName: each.customerName ?? `Customer ${each.customer}`,
        provisioningState: "Succeeded",
        authorizations: each.authorizations,
        eligibleAuthorizations: each.eligibleAuthorizations ?? [],
      },
    };
    const assignments = scopes.map((scope, index) => {
      const assignment = guidOf("e", (each.definition ?? each.customer) * 100 + index);
      return {
        id: `${scope}/providers/${REGISTRATION_ASSIGNMENTS}/${assignment}`,
        name: assignment,
        type: REGISTRATION_ASSIGNMENTS,
        properties: { registrationDefinitionId: id, provisioningState: "Succeeded" },
      };
    });
    return { definition, assignments };
  });
  return {
    "azure/definitions.json": JSON.stringify(
      { value: resources.map(({ definition }) => definition) },
      undefined,
      2,
    ),
    "azure/assignments.json": JSON.stringify(
      { value: resources.flatMap(({ assignments }) => assignments) },
      undefined,
      2,
    ),
  };
}

/** An authorization of a numbered principal. */
export function grant(principal: number, role: keyof typeof ROLES, name = `Group ${principal}`): ArmGrant {
  return {
    principalId: guidOf("1", principal),
    ...(name === "" ? {} : { principalIdDisplayName: name }),
    roleDefinitionId: ROLES[role],
  };
}
