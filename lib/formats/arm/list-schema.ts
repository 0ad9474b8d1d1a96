import * as z from "zod";
import { guidSchema } from "../../documents/guid-schema.ts";

/*
 * What Azure lists of registration definitions and assignments: as its REST interface answers (2022-10-01), and as
 * `az managedservices definition list` and `assignment list` print it, with `properties` or flattened into the resource.
 */

const optional = z.string().nullish();

const authorization = z.strictObject({
  principalId: guidSchema,
  principalIdDisplayName: optional,
  roleDefinitionId: guidSchema,
  delegatedRoleDefinitionIds: z.array(guidSchema).nullish(),
});

const eligibleAuthorization = z.strictObject({
  principalId: guidSchema,
  principalIdDisplayName: optional,
  roleDefinitionId: guidSchema,
  justInTimeAccessPolicy: z
    .strictObject({
      multiFactorAuthProvider: z.enum(["Azure", "None"]).nullish(),
      maximumActivationDuration: optional,
      managedByTenantApprovers: z
        .array(z.strictObject({ principalId: guidSchema, principalIdDisplayName: optional }))
        .nullish(),
    })
    .nullish(),
});

const definitionProperties = {
  managedByTenantId: guidSchema,
  registrationDefinitionName: optional,
  description: optional,
  authorizations: z.array(authorization),
  eligibleAuthorizations: z.array(eligibleAuthorization).nullish(),
  provisioningState: optional,
  manageeTenantId: optional,
  manageeTenantName: optional,
  managedByTenantName: optional,
};

const plan = z
  .strictObject({ name: z.string(), publisher: z.string(), product: z.string(), version: z.string() })
  .nullish();

const resource = {
  id: z.string(),
  name: guidSchema,
  type: z.string(),
  // az adds the group that it finds in an id
  resourceGroup: optional,
  systemData: z.unknown().optional(),
};

const nestedDefinition = z.strictObject({
  ...resource,
  plan,
  properties: z.strictObject(definitionProperties),
});

const expanded = z
  .strictObject({
    id: z.string(),
    name: guidSchema,
    type: optional,
    resourceGroup: optional,
    systemData: z.unknown().optional(),
    plan,
    properties: z.strictObject(definitionProperties).nullish(),
  })
  .nullish();

const assignmentProperties = {
  registrationDefinitionId: z.string(),
  provisioningState: optional,
  // a copy of a definition that is listed by itself
  registrationDefinition: expanded,
};

const nestedAssignment = z.strictObject({
  ...resource,
  properties: z.strictObject(assignmentProperties),
});

/** A flattened resource as it would be with its properties by themselves. */
function nesting(own: readonly string[]) {
  return (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Object.hasOwn(value, "properties")) return value;
    const entries = Object.entries(value);
    const properties = entries.filter(([key]) => own.includes(key));
    const rest = entries.filter(([key]) => !own.includes(key));
    return Object.fromEntries([...rest, ["properties", Object.fromEntries(properties)]]);
  };
}

/** A list by itself, and a list in a REST answer; a page of one that has more is not all there is. */
function listed<T extends z.ZodType>(each: T) {
  const nextLink = z.literal("", "no further page").nullish();
  return { list: z.array(each), answer: z.strictObject({ value: z.array(each), nextLink }) };
}

/** Listed definitions. */
export const armDefinitions = listed(
  z.preprocess(nesting(Object.keys(definitionProperties)), nestedDefinition),
);

/** Listed assignments. */
export const armAssignments = listed(
  z.preprocess(nesting(Object.keys(assignmentProperties)), nestedAssignment),
);

/** A listed definition. */
export type ArmDefinition = z.infer<typeof nestedDefinition>;

/** A listed assignment. */
export type ArmAssignment = z.infer<typeof nestedAssignment>;
