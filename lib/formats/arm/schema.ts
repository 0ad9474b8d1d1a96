import * as z from "zod";
import { guidSchema } from "../../documents/guid-schema.ts";

/*
 * Registration definitions and assignments in ARM's JSON: requests, answers, and the lists of `az managedservices`
 * (REST specification of Microsoft.ManagedServices, 2022-10-01). ARM treats null as missing, so reading removes nulls.
 */

/** The type of a registration definition, in Azure's casing. */
export const REGISTRATION_DEFINITIONS = "Microsoft.ManagedServices/registrationDefinitions";

/** The type of a registration assignment, in Azure's casing. */
export const REGISTRATION_ASSIGNMENTS = "Microsoft.ManagedServices/registrationAssignments";

type List<T> = T extends (infer E)[] ? readonly E[] : T;

/** An object without its nulls. */
type Present<T> = { readonly [K in keyof T]: List<Exclude<T[K], null | undefined>> };

function withoutNulls<T extends object>(value: T): Present<T> {
  const present = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  // entries lose the types of their keys
  return Object.fromEntries(present) as Present<T>;
}

/** Makes an object schema: one that ignores unknown properties, or one that refuses them. */
type MakeObject = typeof z.strictObject;

const text = z.string();

/** The common parts of requests and answers. Role ids are bare GUIDs. */
function commonParts(object: MakeObject) {
  const approver = object({ principalId: guidSchema, principalIdDisplayName: text.nullish() }).transform(
    withoutNulls,
  );
  const authorization = object({
    principalId: guidSchema,
    roleDefinitionId: guidSchema,
    principalIdDisplayName: text.nullish(),
    delegatedRoleDefinitionIds: z.array(guidSchema).nullish(),
  }).transform(withoutNulls);
  const policy = object({
    multiFactorAuthProvider: z.enum(["Azure", "None"]).nullish(),
    maximumActivationDuration: text.nullish(),
    managedByTenantApprovers: z.array(approver).nullish(),
  }).transform(withoutNulls);
  const eligibleAuthorization = object({
    principalId: guidSchema,
    roleDefinitionId: guidSchema,
    principalIdDisplayName: text.nullish(),
    justInTimeAccessPolicy: policy.nullish(),
  }).transform(withoutNulls);
  return {
    properties: {
      managedByTenantId: guidSchema,
      registrationDefinitionName: text.nullish(),
      description: text.nullish(),
      authorizations: z.array(authorization),
      eligibleAuthorizations: z.array(eligibleAuthorization).nullish(),
    },
    plan: object({ name: text, publisher: text, product: text, version: text }).nullish(),
  };
}

const sent = commonParts(z.object);

/**
 * Request body that creates or replaces a definition. ARM ignores unknown properties. Requests must name a policy's
 * provider of multifactor authentication, as the specification requires; answers may omit it.
 */
export const definitionBody = z
  .object({
    properties: z
      .object({
        ...sent.properties,
        // a missing list counts as empty: the check of definitions refuses both
        authorizations: sent.properties.authorizations.nullish().transform((each) => each ?? []),
      })
      .transform(withoutNulls),
    plan: sent.plan,
  })
  .transform(withoutNulls)
  .superRefine(({ properties }, { addIssue }) => {
    for (const [index, { justInTimeAccessPolicy: policy }] of (
      properties.eligibleAuthorizations ?? []
    ).entries()) {
      if (policy === undefined || policy.multiFactorAuthProvider !== undefined) continue;
      const place = ["properties", "eligibleAuthorizations", index, "justInTimeAccessPolicy"];
      addIssue({
        code: "custom",
        path: [...place, "multiFactorAuthProvider"],
        message: "Azure or None",
        params: { problem: "is missing" },
      });
    }
  });

/** Request body that assigns a definition to a scope: the definition's ARM id. */
export const assignmentBody = z.object({ properties: z.object({ registrationDefinitionId: text }) });

const answered = commonParts(z.strictObject);

const definitionProperties = {
  ...answered.properties,
  // ARM adds these; they are read-only
  provisioningState: text.nullish(),
  manageeTenantId: text.nullish(),
  manageeTenantName: text.nullish(),
  managedByTenantName: text.nullish(),
};

const resource = {
  id: text,
  name: guidSchema,
  type: text,
  // az adds the resource group of the id
  resourceGroup: text.nullish(),
  systemData: z.unknown().optional(),
};

const definition = z
  .strictObject({
    ...resource,
    plan: answered.plan,
    properties: z.strictObject(definitionProperties).transform(withoutNulls),
  })
  .transform(withoutNulls);

/** The copy of a definition inside an assignment, present with `$expandRegistrationDefinition=true`. */
const expandedDefinition = z
  .strictObject({
    ...resource,
    type: text.nullish(),
    plan: answered.plan,
    properties: z.strictObject(definitionProperties).transform(withoutNulls).nullish(),
  })
  .transform(withoutNulls);

const assignmentProperties = {
  registrationDefinitionId: text,
  provisioningState: text.nullish(),
  registrationDefinition: expandedDefinition.nullish(),
};

const assignment = z
  .strictObject({
    ...resource,
    properties: z.strictObject(assignmentProperties).transform(withoutNulls),
  })
  .transform(withoutNulls);

/** Restores `properties` of a flattened resource: newer versions of az print them beside `id` and `name`. */
function nesting(own: readonly string[]) {
  return (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Object.hasOwn(value, "properties")) return value;
    const entries = Object.entries(value);
    const properties = entries.filter(([key]) => own.includes(key));
    const rest = entries.filter(([key]) => !own.includes(key));
    return Object.fromEntries([...rest, ["properties", Object.fromEntries(properties)]]);
  };
}

/** Schemas of a bare list and of a list in a REST answer. A page that has a next one is refused as incomplete. */
function listed<T extends z.ZodType>(each: T) {
  const nextLink = z.literal("", "no further page").nullish();
  return { list: z.array(each), answer: z.strictObject({ value: z.array(each), nextLink }) };
}

/** Listed definitions. */
export const listedDefinitions = listed(z.preprocess(nesting(Object.keys(definitionProperties)), definition));

/** Listed assignments. */
export const listedAssignments = listed(z.preprocess(nesting(Object.keys(assignmentProperties)), assignment));

/** A request body that creates or replaces a definition. */
export type RegistrationDefinitionBody = z.output<typeof definitionBody>;

/** A standing authorization. */
export type ArmAuthorization = RegistrationDefinitionBody["properties"]["authorizations"][number];

/** An authorization that must be activated. */
export type ArmEligibleAuthorization = NonNullable<
  RegistrationDefinitionBody["properties"]["eligibleAuthorizations"]
>[number];

/** Activation of an eligible authorization; a missing duration means `PT8H`. */
export type ArmJustInTimeAccessPolicy = NonNullable<ArmEligibleAuthorization["justInTimeAccessPolicy"]>;

/** A request body that assigns a definition to a scope. */
export type RegistrationAssignmentBody = z.output<typeof assignmentBody>;

/** A definition as Azure answers it. */
export type RegistrationDefinitionResource = z.output<typeof definition>;

/** An assignment as Azure answers it. */
export type RegistrationAssignmentResource = z.output<typeof assignment>;
