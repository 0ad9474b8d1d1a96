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

const text = z.string();

/*
 * Unknown properties are ignored here. `unknown-parts.ts` names those of answers: a newer API may have them.
 */

const approverShape = { principalId: guidSchema, principalIdDisplayName: text.nullish() };

/** Role ids are bare GUIDs. */
const authorizationShape = {
  principalId: guidSchema,
  roleDefinitionId: guidSchema,
  principalIdDisplayName: text.nullish(),
  delegatedRoleDefinitionIds: z.array(guidSchema).nullish(),
};

const policyShape = {
  multiFactorAuthProvider: z.enum(["Azure", "None"]).nullish(),
  maximumActivationDuration: text.nullish(),
  managedByTenantApprovers: z.array(z.object(approverShape).transform(withoutNulls)).nullish(),
};

const eligibleAuthorizationShape = {
  principalId: guidSchema,
  roleDefinitionId: guidSchema,
  principalIdDisplayName: text.nullish(),
  justInTimeAccessPolicy: z.object(policyShape).transform(withoutNulls).nullish(),
};

const planShape = { name: text, publisher: text, product: text, version: text };

const plan = z.object(planShape).nullish();

/** Properties of a definition that requests and answers share. */
const commonProperties = {
  managedByTenantId: guidSchema,
  registrationDefinitionName: text.nullish(),
  description: text.nullish(),
  authorizations: z.array(z.object(authorizationShape).transform(withoutNulls)),
  eligibleAuthorizations: z.array(z.object(eligibleAuthorizationShape).transform(withoutNulls)).nullish(),
};

/**
 * Request body that creates or replaces a definition. ARM ignores unknown properties. Requests must name a policy's
 * provider of multifactor authentication, as the specification requires; answers may omit it.
 */
export const definitionBody = z
  .object({
    properties: z
      .object({
        ...commonProperties,
        // a missing list counts as empty: the check of definitions refuses both
        authorizations: commonProperties.authorizations.nullish().transform((each) => each ?? []),
      })
      .transform(withoutNulls),
    plan,
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

const definitionProperties = {
  ...commonProperties,
  // ARM adds these; they are read-only
  provisioningState: text.nullish(),
  manageeTenantId: text.nullish(),
  manageeTenantName: text.nullish(),
  managedByTenantName: text.nullish(),
};

const resource = {
  id: text,
  name: guidSchema,
  type: text.nullish(),
  // az adds the resource group of the id
  resourceGroup: text.nullish(),
  systemData: z.unknown().optional(),
};

/** A definition as Azure answers it, its properties nested. */
export const definitionResource = z
  .object({ ...resource, plan, properties: z.object(definitionProperties).transform(withoutNulls) })
  .transform(withoutNulls);

const assignmentProperties = {
  registrationDefinitionId: text,
  provisioningState: text.nullish(),
  // the copy of the definition, present with `$expandRegistrationDefinition=true`; read by itself
  registrationDefinition: z.unknown().optional(),
};

/** An assignment as Azure answers it, its properties nested. */
export const assignmentResource = z
  .object({ ...resource, properties: z.object(assignmentProperties).transform(withoutNulls) })
  .transform(withoutNulls);

/** Names of the properties that each part of an answer may have. */
export const PART_NAMES = {
  definition: new Set([...Object.keys(resource), "plan", "properties"]),
  definitionProperties: new Set(Object.keys(definitionProperties)),
  assignment: new Set([...Object.keys(resource), "properties"]),
  assignmentProperties: new Set(Object.keys(assignmentProperties)),
  authorization: new Set(Object.keys(authorizationShape)),
  eligibleAuthorization: new Set(Object.keys(eligibleAuthorizationShape)),
  policy: new Set(Object.keys(policyShape)),
  approver: new Set(Object.keys(approverShape)),
  plan: new Set(Object.keys(planShape)),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

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
export type RegistrationDefinitionResource = z.output<typeof definitionResource>;

/** An assignment as Azure answers it. */
export type RegistrationAssignmentResource = z.output<typeof assignmentResource>;
