import { registrationDefinitionResourceId } from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { expandTemplate } from "../../templates/expand-template.ts";
import type { PassedValue } from "../../templates/parameters.ts";
import type { TemplateRefusal } from "../../templates/refusal.ts";
import type { DeploymentTarget } from "../../templates/target.ts";
import type { TemplateResource } from "../../templates/template-deployment.ts";
import { asciiLowerCase } from "../../values/ascii-lower-case.ts";
import { isObject, type JsonObject } from "../../values/json-object.ts";
import { pathText } from "../../values/path.ts";
import { attempt, failed, type Result, take } from "../../values/result.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";

/** A delegation's resource that a template creates, evaluated. */
export interface DelegationResource {
  readonly type: typeof REGISTRATION_DEFINITIONS | typeof REGISTRATION_ASSIGNMENTS;
  readonly name: string;
  /** ARM id of the scope that it is created at. */
  readonly scope: string;
  readonly apiVersion: string;
  /** The request body: `properties`, and `plan` where there is one. */
  readonly body: JsonObject;
}

/** Where a template is deployed, and with what. */
export interface TemplateContext {
  readonly subscriptionId: string;
  /** Values of parameters, by name. @default - none */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Types of resources, in lower case, that may stand beside delegations and are passed over. @default - none */
  readonly beside?: ReadonlySet<string>;
}

/**
 * Resources of one of keeper's own templates, in the order in which ARM creates them. What others depend on comes
 * first. Such templates deploy delegations only.
 *
 * @param template as parsed JSON
 * @returns As failure, why the template cannot be deployed there, or what of it is not known here.
 */
export function templateResources(
  template: unknown,
  { subscriptionId, parameters = {}, beside = new Set() }: TemplateContext,
): Result<readonly DelegationResource[], string> {
  const passed = new Map(
    Object.entries(parameters).map(([name, value]): [string, PassedValue] => [
      name.toLowerCase(),
      { value: () => value, at: { document: "parameters", path: [name] } },
    ]),
  );
  const { resources, refusals } = expandTemplate(template, {
    subscriptionId,
    passed,
    facts: { tenantId: undefined },
  });
  const [refusal] = refusals;
  if (refusal !== undefined) return failed(refusalText(refusal));
  return attempt(function* () {
    const [created, keys] = [new Set<string>(), new Set<string>()];
    const all: DelegationResource[] = [];
    for (const each of resources) {
      if (beside.has(each.type.toLowerCase())) continue;
      const resource = yield* take(delegationResource(each));
      const early = (yield* take(texts(each, "dependsOn"))).find((id) => !created.has(id));
      if (early !== undefined) return yield* take(failed(`${early} is not created before what needs it`));
      const key = asciiLowerCase(`${resource.scope} ${resource.type} ${resource.name}`);
      if (keys.size === keys.add(key).size) return yield* take(failed(`${resource.name} is created twice`));
      created.add(registrationDefinitionResourceId(subscriptionId, resource.name));
      all.push(resource);
    }
    return all;
  });
}

/** A refusal as one clause with its path. */
function refusalText({ at, problem }: TemplateRefusal): string {
  return `${pathText(at.path) || "the template"} ${problem}`;
}

/** The type of a delegation's resource, in Azure's casing; undefined for every other resource. */
export function delegationType(type: string): DelegationResource["type"] | undefined {
  return [REGISTRATION_DEFINITIONS, REGISTRATION_ASSIGNMENTS].find(
    (each) => each.toLowerCase() === type.toLowerCase(),
  ) as DelegationResource["type"] | undefined;
}

function delegationResource(resource: TemplateResource): Result<DelegationResource, string> {
  return attempt(function* () {
    const type = delegationType(resource.type);
    if (type === undefined)
      return yield* take(failed(`resources of the type ${resource.type} are not known`));
    const scope = targetId(resource.target);
    const name = yield* take(part(resource, "name"));
    const apiVersion = yield* take(part(resource, "apiVersion"));
    const properties = yield* take(part(resource, "properties"));
    const plan = yield* take(part(resource, "plan"));
    if (
      typeof name !== "string" ||
      typeof apiVersion !== "string" ||
      !isObject(properties) ||
      scope === undefined
    )
      return yield* take(failed("a resource has no name, API version or properties"));
    return { type, name, scope, apiVersion, body: { properties, ...(plan === undefined ? {} : { plan }) } };
  });
}

function part(resource: TemplateResource, name: string): Result<unknown, string> {
  const read = resource.part(name);
  return read.ok ? read : failed(refusalText(read.error));
}

function texts(resource: TemplateResource, name: string): Result<readonly string[], string> {
  return attempt(function* () {
    const value = yield* take(part(resource, name));
    return Array.isArray(value) ? value.map(String) : [];
  });
}

/** ARM id of a subscription or resource group. Undefined for other targets, and where the id is not known. */
export function targetId(target: DeploymentTarget): string | undefined {
  if (!("subscriptionId" in target) || target.subscriptionId === undefined) return undefined;
  const { subscriptionId } = target;
  if (target.kind === "subscription") return scopeId({ subscriptionId });
  return target.name === undefined ? undefined : scopeId({ subscriptionId, resourceGroup: target.name });
}
