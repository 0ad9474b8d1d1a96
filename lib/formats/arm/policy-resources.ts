import { quotedInExpression } from "../../templates/template-text.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { literals } from "./template.ts";

/*
 * Policies of a customer at a management group. Sources: Azure's documentation of policy definitions and assignments, and
 * "Management group deployments with ARM templates".
 */

/** The schema of templates that are deployed at a management group. */
export const MANAGEMENT_GROUP_TEMPLATE_SCHEMA =
  "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#";

const POLICY_DEFINITIONS = "Microsoft.Authorization/policyDefinitions";

/** The type of a policy's assignment. */
export const POLICY_ASSIGNMENTS = "Microsoft.Authorization/policyAssignments";

/** API versions of policies and of their assignments. */
export const POLICY_VERSIONS = { definitions: "2021-06-01", assignments: "2022-06-01" } as const;

/** Longest display name and description that Azure accepts, in UTF-16 code units. */
const LONGEST = { displayName: 128, description: 512 } as const;

/** What a policy says and does. Texts are values: nothing in them is evaluated by the template around. */
export interface PolicyTexts {
  readonly displayName: string;
  readonly description: string;
  /** Of the policy, as `n.n.n`. */
  readonly version: string;
  /** Its parameters, as the policy declares them. @default - none */
  readonly parameters?: JsonObject;
  readonly policyRule: JsonObject;
}

/** The resource of a policy. Expressions of its rule reach the policy as they are. */
export function policyDefinition(name: string, texts: PolicyTexts): JsonObject {
  const { displayName, description, version, parameters = {}, policyRule } = texts;
  return {
    type: POLICY_DEFINITIONS,
    apiVersion: POLICY_VERSIONS.definitions,
    name,
    properties: literals({
      policyType: "Custom",
      mode: "All",
      displayName: shortened(displayName, LONGEST.displayName),
      description: shortened(description, LONGEST.description),
      metadata: { category: "Lighthouse", version },
      parameters,
      policyRule,
    }),
  };
}

/** An assignment of a policy of the same template. It is at the management group of the deployment. */
export interface AssignedPolicy {
  readonly displayName: string;
  /** Name of the policy. */
  readonly definition: string;
  /** Expressions of the values that its parameters get, by name, without brackets. @default - none */
  readonly values?: Readonly<Record<string, string>>;
  /** Message that Azure shows when the policy refuses a request. @default - Azure's own words */
  readonly message?: string;
}

/** The resource of a policy's assignment. */
export function policyAssignment(
  name: string,
  { displayName, definition, values = {}, message }: AssignedPolicy,
): JsonObject {
  const policy = `[${idAtManagementGroup(POLICY_DEFINITIONS, definition)}]`;
  const parameters = Object.entries(values).map(([key, expression]) => [key, { value: `[${expression}]` }]);
  const texts = {
    displayName: shortened(displayName, LONGEST.displayName),
    ...(message === undefined ? {} : { nonComplianceMessages: [{ message }] }),
  };
  return {
    type: POLICY_ASSIGNMENTS,
    apiVersion: POLICY_VERSIONS.assignments,
    name,
    dependsOn: [policy],
    properties: {
      ...(literals(texts) as JsonObject),
      policyDefinitionId: policy,
      ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
    },
  };
}

/** Expression of a resource's id at the management group of the deployment. Without brackets. */
export function idAtManagementGroup(type: string, name: string): string {
  return `extensionResourceId(managementGroup().id, ${quotedInExpression(type)}, ${quotedInExpression(name)})`;
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length >= most) break;
    kept += character;
  }
  return `${kept}…`;
}
