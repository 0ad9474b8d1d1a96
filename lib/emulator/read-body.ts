import type { RegistrationAssignmentBody } from "../formats/arm/registration-assignment.ts";
import type { ArmPlan, RegistrationDefinitionBody } from "../formats/arm/registration-definition.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { type AzureError, refusal } from "./azure-error.ts";

/*
 * The shape of what is sent, as the REST specification has it. Unknown properties are ignored, as Azure Resource
 * Manager does; what is known must have its type (clause E004).
 */

/** Reads the body of a definition PUT. */
export function readDefinitionBody(body: unknown): RegistrationDefinitionBody | AzureError {
  return reading(() => {
    const properties = record(record(body, "the body")["properties"], "properties");
    const plan = optional(record(body, "the body")["plan"], readPlan);
    return {
      properties: {
        managedByTenantId: guid(properties["managedByTenantId"], "managedByTenantId"),
        ...given("registrationDefinitionName", properties, text),
        ...given("description", properties, text),
        authorizations: list(properties["authorizations"] ?? [], "authorizations").map(readAuthorization),
        ...given("eligibleAuthorizations", properties, (value, what) => list(value, what).map(readEligible)),
      },
      ...(plan === undefined ? {} : { plan }),
    };
  });
}

/** Reads the body of an assignment PUT. */
export function readAssignmentBody(body: unknown): RegistrationAssignmentBody | AzureError {
  return reading(() => {
    const properties = record(record(body, "the body")["properties"], "properties");
    const what = "registrationDefinitionId";
    return { properties: { registrationDefinitionId: text(properties[what], what) } };
  });
}

function readAuthorization(
  value: unknown,
): RegistrationDefinitionBody["properties"]["authorizations"][number] {
  const from = record(value, "an authorization");
  return {
    principalId: guid(from["principalId"], "principalId"),
    roleDefinitionId: guid(from["roleDefinitionId"], "roleDefinitionId"),
    ...given("principalIdDisplayName", from, text),
    ...given("delegatedRoleDefinitionIds", from, (ids, what) => list(ids, what).map((id) => guid(id, what))),
  };
}

type Eligible = NonNullable<RegistrationDefinitionBody["properties"]["eligibleAuthorizations"]>[number];

function readEligible(value: unknown): Eligible {
  const from = record(value, "an eligible authorization");
  return {
    principalId: guid(from["principalId"], "principalId"),
    roleDefinitionId: guid(from["roleDefinitionId"], "roleDefinitionId"),
    ...given("principalIdDisplayName", from, text),
    ...given("justInTimeAccessPolicy", from, readPolicy),
  };
}

function readPolicy(value: unknown, what: string): NonNullable<Eligible["justInTimeAccessPolicy"]> {
  const from = record(value, what);
  const provider = text(from["multiFactorAuthProvider"], "multiFactorAuthProvider");
  if (provider !== "Azure" && provider !== "None")
    throw new WrongShape('multiFactorAuthProvider must be "Azure" or "None"');
  return {
    multiFactorAuthProvider: provider,
    ...given("maximumActivationDuration", from, text),
    ...given("managedByTenantApprovers", from, (approvers, name) =>
      list(approvers, name).map((each) => {
        const approver = record(each, "an approver");
        return {
          principalId: guid(approver["principalId"], "principalId"),
          ...given("principalIdDisplayName", approver, text),
        };
      }),
    ),
  };
}

function readPlan(value: unknown): ArmPlan {
  const from = record(value, "plan");
  return {
    name: text(from["name"], "plan.name"),
    publisher: text(from["publisher"], "plan.publisher"),
    product: text(from["product"], "plan.product"),
    version: text(from["version"], "plan.version"),
  };
}

class WrongShape extends Error {
  override readonly name = "WrongShape";
}

function reading<T>(read: () => T): T | AzureError {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WrongShape)) throw error;
    return refusal(
      "E004",
      400,
      "InvalidRequestContent",
      `The request content was invalid: ${error.message}.`,
    );
  }
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WrongShape(`${what} must be an object`);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongShape(`${what} must be a list`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new WrongShape(`${what} must be text`);
  return value;
}

function guid(value: unknown, what: string): string {
  const id = text(value, what);
  if (!GUID_PATTERN.test(id)) throw new WrongShape(`${what} must be a GUID`);
  return id;
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

/** A property where it is sent and not null, and nothing otherwise. */
function given<Key extends string, T>(
  key: Key,
  from: Readonly<Record<string, unknown>>,
  read: (value: unknown, what: string) => T,
): { readonly [K in Key]?: T } {
  const value = Object.hasOwn(from, key) ? from[key] : undefined;
  // a computed key of a generic type is not narrowed by the compiler
  return (value === undefined || value === null ? {} : { [key]: read(value, key) }) as {
    readonly [K in Key]?: T;
  };
}
