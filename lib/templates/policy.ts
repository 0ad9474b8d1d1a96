import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { evaluateValue } from "./evaluate.ts";
import { passedValues } from "./nested.ts";
import { Parameters, type PassedValue } from "./parameters.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";
import type { TemplateScope } from "./scope.ts";
import type { DeploymentTarget } from "./target.ts";

/*
 * Policies that deploy what is missing. Their template is evaluated by itself, and `parameters` of the deployment by the
 * policy. Source: Azure's documentation, "Azure Policy definitions deployIfNotExists effect".
 */

/** The template that a policy deploys at a subscription. */
export interface PolicyDeployment {
  readonly template: JsonObject;
  readonly target: DeploymentTarget;
  readonly passed: ReadonlyMap<string, PassedValue>;
  readonly at: TemplatePlace;
}

/** Text that a template with delegations has somewhere. */
const DELEGATIONS = "microsoft.managedservices/registration";

/** The template of a policy that deploys delegations; undefined for every other policy. */
export function policyDeployment(
  resource: JsonObject,
  scope: TemplateScope,
  subscriptionId: string | undefined,
  at: TemplatePlace,
): PolicyDeployment | undefined {
  const properties = objectAt(resource, "properties");
  const place = inside(at, "properties");
  const details = objectAt(properties, "policyRule", "then", "details");
  const deployment = objectAt(details, "deployment", "properties");
  if (!JSON.stringify(deployment).toLowerCase().includes(DELEGATIONS)) return undefined;
  const detailsAt = inside(place, "policyRule", "then", "details");
  const deploymentAt = inside(detailsAt, "deployment", "properties");
  const level = evaluateValue(
    details["deploymentScope"] ?? "ResourceGroup",
    scope,
    inside(detailsAt, "deploymentScope"),
  );
  if (String(level).toLowerCase() !== "subscription")
    refuse(
      "known-when-deployed",
      inside(detailsAt, "deploymentScope"),
      "deploys into the resource group that the policy finds",
    );
  const templateAt = inside(deploymentAt, "template");
  // the template around the policy evaluates its whole text once: that removes one bracket
  const around: TemplateScope = { ...scope, secondEvaluation: "of-escaped-texts" };
  const template = evaluateValue(deployment["template"], around, templateAt);
  if (!isObject(template)) return refuse("value-not-allowed", templateAt, "is not a template");
  const own: Parameters = new Parameters(
    { declared: objectAt(properties, "parameters"), definitions: {} },
    new Map(),
    (value, where) => evaluateValue(value, scope, where),
    inside(place, "parameters"),
  );
  const policyScope: TemplateScope = {
    ...scope,
    parameter: (name, where) => own.value(name, where),
    variable: (name, where) =>
      refuse("name-unknown", where, `names the variable ${JSON.stringify(name)}: a policy has none`),
    loops: new Map(),
    target: { kind: "subscription", subscriptionId },
  };
  const parametersAt = inside(deploymentAt, "parameters");
  const written = evaluateValue(deployment["parameters"] ?? {}, around, parametersAt);
  return {
    template,
    target: { kind: "subscription", subscriptionId },
    passed: passedValues(written, policyScope, parametersAt),
    at: templateAt,
  };
}
