import { templateResources } from "../../lib/formats/arm/template-resources.ts";

/*
 * A reader of Azure's policies, for tests alone: what the template around leaves of a policy, and what its conditions say
 * about a resource. What it does not know is an error.
 */

/** A policy as Azure stores it: without the brackets that the template around removes. An expression would be evaluated there. */
export function storedPolicy(value: unknown): unknown {
  if (typeof value === "string") {
    if (!value.startsWith("[") || !value.endsWith("]")) return value;
    if (!value.startsWith("[[")) throw new Error(`the template around evaluates ${value}`);
    return value.slice(1);
  }
  if (Array.isArray(value)) return value.map(storedPolicy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, storedPolicy(each)]));
}

/** Where a policy is evaluated. */
export interface PolicyContext {
  readonly subscriptionId: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The value of a text in a policy, evaluated where it is an expression. */
function evaluated(written: unknown, { subscriptionId, parameters = {} }: PolicyContext): unknown {
  if (typeof written !== "string" || !written.startsWith("[")) return written;
  const declared = Object.entries(parameters).map(([name, value]) => [
    name,
    { type: Array.isArray(value) ? "array" : "string" },
  ]);
  const read = templateResources(
    {
      $schema: "https://schema.management.azure.com/schemas/2019-08-01/subscriptionDeploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: Object.fromEntries(declared),
      resources: [
        {
          type: "Microsoft.ManagedServices/registrationDefinitions",
          apiVersion: "2022-10-01",
          name: "any",
          properties: { value: written },
        },
      ],
    },
    { subscriptionId, parameters },
  );
  if (!read.ok) throw new Error(read.error);
  return Object(read.value[0]?.body["properties"])["value"];
}

/** Whether a condition holds for a resource, whose fields are given by their names. Texts are compared without case. */
export function holds(
  condition: unknown,
  resource: Readonly<Record<string, string>>,
  context: PolicyContext,
): boolean {
  const { allOf, not, field, ...comparison } = Object(condition);
  if (allOf !== undefined) return allOf.every((each: unknown) => holds(each, resource, context));
  if (not !== undefined) return !holds(not, resource, context);
  const found = resource[field]?.toLowerCase();
  const [[operator, written] = []] = Object.entries(comparison);
  const value = evaluated(written, context);
  const list = () => (value as readonly string[]).map((each) => each.toLowerCase());
  switch (operator) {
    case "equals":
      return found === String(value).toLowerCase();
    case "in":
      return found !== undefined && list().includes(found);
    case "notIn":
      return found === undefined || !list().includes(found);
    default:
      throw new Error(`no operator ${operator}`);
  }
}
