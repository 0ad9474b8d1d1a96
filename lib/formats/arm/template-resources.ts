import { registrationDefinitionResourceId } from "../../delegation/registration.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../../values/json-object.ts";
import { failed, type Result, success } from "../../values/result.ts";
import { evaluated, type TemplateContext, TemplateRefusal } from "./evaluate-template.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";
import { DEPLOYMENTS, RESOURCE_GROUP_TEMPLATE_SCHEMA, SUBSCRIPTION_TEMPLATE_SCHEMA } from "./template.ts";

/** A resource that a template creates, evaluated. */
export interface TemplateResource {
  readonly type: typeof REGISTRATION_DEFINITIONS | typeof REGISTRATION_ASSIGNMENTS;
  readonly name: string;
  /** ARM id of the scope that it is created at. */
  readonly scope: string;
  readonly apiVersion: string;
  /** The request body: `properties`, and `plan` where there is one. */
  readonly body: JsonObject;
}

/**
 * The resources of a template in the order in which ARM creates them: what others depend on comes first.
 *
 * @param template as parsed JSON
 * @returns As failure, why the template cannot be deployed there, or what of it is not known here.
 */
export function templateResources(
  template: unknown,
  { subscriptionId, parameters = {} }: Pick<TemplateContext, "subscriptionId"> & Partial<TemplateContext>,
): Result<readonly TemplateResource[], string> {
  const context = { subscriptionId, parameters, variables: objectAt(template, "variables") };
  const scope = `/subscriptions/${subscriptionId}`;
  try {
    return success(resourcesOf(template, SUBSCRIPTION_TEMPLATE_SCHEMA, scope, context));
  } catch (error) {
    if (!(error instanceof TemplateRefusal)) throw error;
    return failed(error.message);
  }
}

function resourcesOf(
  template: unknown,
  schema: string,
  scope: string,
  context: TemplateContext,
): TemplateResource[] {
  if (!isObject(template) || template["$schema"] !== schema)
    throw new TemplateRefusal(`the template's schema is not ${schema}`);
  refuseOthers(template, TEMPLATE_PARTS);
  const all = listAt(template, "resources").map((each) => evaluated(each, context));
  const created = new Set<string>();
  return all.filter(isObject).flatMap((resource) => {
    const early = listAt(resource, "dependsOn").find((each) => !created.has(String(each)));
    if (early !== undefined)
      throw new TemplateRefusal(`${String(early)} is not created before what needs it`);
    created.add(registrationDefinitionResourceId(context.subscriptionId, String(resource["name"])));
    return resourceOf(resource, scope, context);
  });
}

/** Parts of a template, and of a resource in one. What is not read here could change what is deployed. */
const TEMPLATE_PARTS = new Set(["$schema", "contentVersion", "parameters", "variables", "resources"]);
const RESOURCE_PARTS = new Set([
  ...["type", "apiVersion", "name", "dependsOn", "properties", "plan"],
  "resourceGroup",
]);

function refuseOthers(value: JsonObject, known: ReadonlySet<string>): void {
  const other = Object.keys(value).find((key) => !known.has(key));
  if (other !== undefined) throw new TemplateRefusal(`the part ${other} is not known`);
}

function resourceOf(resource: JsonObject, scope: string, context: TemplateContext): TemplateResource[] {
  refuseOthers(resource, RESOURCE_PARTS);
  const { type, name, apiVersion, properties, plan } = resource;
  if (typeof name !== "string" || typeof apiVersion !== "string" || !isObject(properties))
    throw new TemplateRefusal("a resource has no name, API version or properties");
  if (type === DEPLOYMENTS) {
    const group = resource["resourceGroup"];
    if (typeof group !== "string" || properties["mode"] !== "Incremental")
      throw new TemplateRefusal(`the deployment ${name} has no resource group, or another mode`);
    const inside = `${scope}/resourceGroups/${group}`;
    return resourcesOf(properties["template"], RESOURCE_GROUP_TEMPLATE_SCHEMA, inside, context);
  }
  if (type !== REGISTRATION_DEFINITIONS && type !== REGISTRATION_ASSIGNMENTS)
    throw new TemplateRefusal(`resources of the type ${String(type)} are not known`);
  const body = { properties, ...(plan === undefined ? {} : { plan }) };
  return [{ type, name, scope, apiVersion, body }];
}
