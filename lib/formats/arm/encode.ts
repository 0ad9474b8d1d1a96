import {
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import {
  REGISTRATION_ASSIGNMENTS,
  REGISTRATION_DEFINITIONS,
  type RegistrationAssignmentBody,
  type RegistrationAssignmentResource,
  type RegistrationDefinitionBody,
  type RegistrationDefinitionResource,
} from "./schema.ts";

type Answered<
  Resource extends { readonly properties: object },
  Sent extends { readonly properties: object },
> = Omit<Resource["properties"], keyof Sent["properties"]>;

/** Encodes a definition as ARM answers it. It has the body as sent, and the properties that ARM adds. */
export function encodeDefinition(
  subscriptionId: string,
  name: string,
  { properties, plan }: RegistrationDefinitionBody,
  added: Answered<RegistrationDefinitionResource, RegistrationDefinitionBody>,
): RegistrationDefinitionResource {
  return {
    id: registrationDefinitionResourceId(subscriptionId, name),
    name,
    type: REGISTRATION_DEFINITIONS,
    ...(plan === undefined ? {} : { plan }),
    properties: { ...properties, ...added },
  };
}

/** Encodes an assignment as ARM answers it. It has the body as sent, and the properties that ARM adds. */
export function encodeAssignment(
  scope: string,
  name: string,
  { properties }: RegistrationAssignmentBody,
  added: Answered<RegistrationAssignmentResource, RegistrationAssignmentBody>,
): RegistrationAssignmentResource {
  return {
    id: registrationAssignmentResourceId(scope, name),
    name,
    type: REGISTRATION_ASSIGNMENTS,
    properties: { ...properties, ...added },
  };
}
