import { GUID_PATTERN } from "../values/guid.ts";
import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { evaluateValue } from "./evaluate.ts";
import type { PassedValue } from "./parameters.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import type { TemplateScope } from "./scope.ts";
import type { DeploymentTarget } from "./target.ts";

/*
 * Deployments inside a template. Source: Azure's documentation, "Using linked and nested templates" and its pages about
 * deployments at each scope.
 */

/** A template inside another one. With outer scope, the expressions of the template around it are its own. */
export type NestedDeployment = {
  readonly template: JsonObject;
  readonly target: DeploymentTarget;
  /** Place of its template. */
  readonly at: TemplatePlace;
} & (
  | { readonly kind: "outer" }
  | { readonly kind: "inner"; readonly passed: ReadonlyMap<string, PassedValue> }
);

/** Opens a resource of the type `Microsoft.Resources/deployments`. */
export function nestedDeployment(
  resource: JsonObject,
  scope: TemplateScope,
  around: DeploymentTarget,
  at: TemplatePlace,
): NestedDeployment {
  const properties = objectAt(resource, "properties");
  const place = inside(at, "properties");
  for (const link of ["templateLink", "parametersLink"])
    if (Object.hasOwn(properties, link))
      refuse(
        "not-in-the-file",
        inside(place, link),
        "is a link to another file, which is not read",
        "adopt that file by itself",
      );
  const { template } = properties;
  const inner = inside(place, "template");
  if (!isObject(template)) return refuse("value-not-allowed", inner, "is not a template");
  const target = targetIn(resource, scope, around, at);
  const options = inside(place, "expressionEvaluationOptions", "scope");
  const written = objectAt(properties, "expressionEvaluationOptions")["scope"] ?? "outer";
  const kind = String(evaluateValue(written, scope, options)).toLowerCase();
  if (kind === "outer" || kind === "notspecified") return { kind: "outer", template, target, at: inner };
  if (kind !== "inner") return refuse("value-not-allowed", options, "is neither inner nor outer");
  const passed = passedValues(properties["parameters"], scope, inside(place, "parameters"));
  return { kind, template, target, at: inner, passed };
}

/** Values of parameters as a deployment writes them, each evaluated when it is used. */
export function passedValues(
  parameters: unknown,
  scope: TemplateScope,
  at: TemplatePlace,
): ReadonlyMap<string, PassedValue> {
  if (parameters === undefined) return new Map();
  if (!isObject(parameters)) return refuse("value-not-allowed", at, "is not an object of parameters");
  return new Map(
    Object.entries(parameters).map(([name, holder]): [string, PassedValue] => {
      const place = inside(at, name);
      const value = () => evaluateValue(valueIn(holder, place), scope, inside(place, "value"));
      return [name.toLowerCase(), { value, at: place }];
    }),
  );
}

/** The `value` of a passed parameter. A `reference` leads to a vault. */
export function valueIn(holder: unknown, at: TemplatePlace): unknown {
  if (!isObject(holder)) return refuse("value-not-allowed", at, "has no value");
  if (Object.hasOwn(holder, "reference"))
    refuse("not-in-the-file", at, "is a reference to a vault, whose secrets are not read");
  if (!Object.hasOwn(holder, "value")) return refuse("value-not-allowed", at, "has no value");
  return holder["value"];
}

function targetIn(
  resource: JsonObject,
  scope: TemplateScope,
  around: DeploymentTarget,
  at: TemplatePlace,
): DeploymentTarget {
  const read = (name: string): string | undefined => {
    if (!Object.hasOwn(resource, name)) return undefined;
    const value = evaluateValue(resource[name], scope, inside(at, name));
    return typeof value === "string" && value !== ""
      ? value
      : refuse("value-not-allowed", inside(at, name), "is not a name");
  };
  const [id, group, written] = [read("subscriptionId"), read("resourceGroup"), read("scope")];
  if (written !== undefined) return writtenScope(written, inside(at, "scope"));
  if (id !== undefined && !GUID_PATTERN.test(id))
    refuse("value-not-allowed", inside(at, "subscriptionId"), "is not the id of a subscription");
  const own = id ?? ("subscriptionId" in around ? around.subscriptionId : undefined);
  if (group !== undefined) {
    if (id === undefined && !("subscriptionId" in around))
      refuse("value-not-allowed", inside(at, "resourceGroup"), "is in no subscription");
    return { kind: "resourceGroup", subscriptionId: own, name: group };
  }
  return id === undefined ? around : { kind: "subscription", subscriptionId: id };
}

/** The scope of a deployment in the form of an ARM id. */
function writtenScope(scope: string, at: TemplatePlace): DeploymentTarget {
  if (scope === "/") return { kind: "tenant" };
  const group = /^\/?(?:providers\/)?Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined) return { kind: "managementGroup", name: group };
  const [, id, name] = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(scope) ?? [];
  if (id === undefined || !GUID_PATTERN.test(id))
    return refuse("value-not-allowed", at, "is no scope of a deployment");
  return name === undefined
    ? { kind: "subscription", subscriptionId: id }
    : { kind: "resourceGroup", subscriptionId: id, name };
}
