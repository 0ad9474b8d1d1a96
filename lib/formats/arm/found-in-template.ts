import type { FoundDelegations } from "../../access/found-delegation.ts";
import { problemText } from "../../documents/problem-text.ts";
import { expandTemplate } from "../../templates/expand-template.ts";
import { inside, type TemplatePlace, type TemplateRefusal } from "../../templates/refusal.ts";
import {
  DEPLOYMENT_FIXES,
  type TemplateDeployment,
  type TemplateResource,
} from "../../templates/template-deployment.ts";
import { asciiLowerCase } from "../../values/ascii-lower-case.ts";
import { isObject, type JsonObject, listAt } from "../../values/json-object.ts";
import { attempt, failed, type Result, success, take } from "../../values/result.ts";
import { foundInLists } from "./found-delegations.ts";
import { REGISTRATION_DEFINITIONS } from "./schema.ts";
import { delegationType, targetId } from "./template-resources.ts";
import { unknownInAssignment, unknownInDefinition } from "./unknown-parts.ts";

/** A delegation's resource in the form of Azure's lists, and its place in the template. */
interface PlacedResource {
  readonly value: JsonObject & { readonly id: string };
  readonly isDefinition: boolean;
  readonly at: TemplatePlace;
}

/**
 * The delegations that a template creates where it is deployed, each with its place. Resources of other types are not
 * read: a role assignment to a managed identity is not a delegation.
 *
 * @param template as parsed JSON
 * @returns as failure, everything that cannot be evaluated or decoded
 */
export function foundInTemplate(
  template: unknown,
  deployment: TemplateDeployment,
): Result<FoundDelegations, readonly TemplateRefusal[]> {
  const { resources, refusals } = expandTemplate(template, deployment);
  const problems = [...refusals];
  const placed: PlacedResource[] = [];
  for (const resource of resources) {
    if (delegationType(resource.type) === undefined) continue;
    const read = placedResource(resource);
    if (read.ok) placed.push(read.value);
    else problems.push(read.error);
  }
  problems.push(...repeated(placed));
  return problems.length > 0 ? failed(problems) : decoded(placed, deployment);
}

/** Parts that a delegation's resource may have. What is not read here could change what is deployed. */
const PARTS = new Set([
  ...["type", "apiversion", "name", "properties", "plan", "condition", "copy", "dependson"],
  ...["comments", "metadata", "location"],
]);

/** First API version that knows eligible authorizations. Versions are days, with or without "-preview". */
const FIRST_WITH_ELIGIBLE = "2020-02-01";

/** Properties that Azure adds to its answers. Nothing that a template says of them counts. */
const ANSWERED = [
  "provisioningState",
  "manageeTenantId",
  "manageeTenantName",
  "managedByTenantName",
  "registrationDefinition",
];

function placedResource(resource: TemplateResource): Result<PlacedResource, TemplateRefusal> {
  return attempt(function* () {
    const { at, type } = resource;
    const other = resource.parts.find((each) => !PARTS.has(each.toLowerCase()));
    if (other !== undefined)
      return yield* take(refusal("part-unknown", inside(at, other), "is not read in a delegation"));
    const scope = yield* take(scopeOf(resource));
    const name = yield* take(text(resource, "name"));
    const apiVersion = yield* take(text(resource, "apiVersion"));
    const properties = yield* take(propertiesOf(resource, apiVersion));
    const plan = yield* take(resource.part("plan"));
    const value = {
      id: `${scope}/providers/${delegationType(type)}/${name}`,
      name,
      type,
      properties,
      ...(plan === undefined || plan === null ? {} : { plan }),
    };
    const isDefinition = asciiLowerCase(type) === asciiLowerCase(REGISTRATION_DEFINITIONS);
    const [unknown] = isDefinition ? unknownInDefinition(value) : unknownInAssignment(value);
    if (unknown === undefined) return { value, isDefinition, at };
    const problem = `is given ${unknown}, which delegations do not have`;
    return yield* take(refusal("part-unknown", inside(at, "properties"), problem));
  });
}

function refusal(
  kind: TemplateRefusal["kind"],
  at: TemplatePlace,
  problem: string,
  fix?: string,
): Result<never, TemplateRefusal> {
  return failed(fix === undefined ? { kind, at, problem } : { kind, at, problem, fix });
}

/** ARM id of the scope that a resource is deployed at. */
function scopeOf({ target, at }: TemplateResource): Result<string, TemplateRefusal> {
  const scope = targetId(target);
  if (scope !== undefined) return success(scope);
  if (!("subscriptionId" in target))
    return refusal("value-not-allowed", at, "is deployed outside of a subscription");
  if (target.subscriptionId === undefined)
    return refusal(
      "known-when-deployed",
      at,
      "is deployed at a subscription that only the deployment knows",
      DEPLOYMENT_FIXES.subscription,
    );
  return refusal(
    "known-when-deployed",
    at,
    "is deployed into a resource group that only the deployment knows",
    DEPLOYMENT_FIXES.resourceGroup,
  );
}

function text(resource: TemplateResource, name: string): Result<string, TemplateRefusal> {
  const read = resource.part(name);
  if (!read.ok) return read;
  if (typeof read.value === "string") return success(read.value);
  return refusal("value-not-allowed", inside(resource.at, name), "is not text");
}

function propertiesOf(resource: TemplateResource, apiVersion: string): Result<JsonObject, TemplateRefusal> {
  const read = resource.part("properties");
  if (!read.ok) return read;
  const properties = read.value;
  const at = inside(resource.at, "properties");
  if (!isObject(properties)) return refusal("value-not-allowed", at, "is not an object");
  const answered = ANSWERED.find((each) => Object.hasOwn(properties, each));
  if (answered !== undefined)
    return refusal("part-unknown", inside(at, answered), "is written by Azure alone");
  if (listAt(properties, "eligibleAuthorizations").length === 0 || apiVersion >= FIRST_WITH_ELIGIBLE)
    return success(properties);
  const problem = `has API version ${apiVersion}, which ignores eligible authorizations`;
  return refusal("value-not-allowed", inside(resource.at, "apiVersion"), problem);
}

function repeated(placed: readonly PlacedResource[]): TemplateRefusal[] {
  const seen = new Set<string>();
  return placed
    .filter(({ value: { id } }) => seen.size === seen.add(asciiLowerCase(id)).size)
    .map(({ at, value }) => ({
      kind: "value-not-allowed",
      at,
      problem: `creates ${value.id} a second time`,
    }));
}

function decoded(
  placed: readonly PlacedResource[],
  { facts, subscriptionId }: TemplateDeployment,
): Result<FoundDelegations, readonly TemplateRefusal[]> {
  const lists = {
    definitions: placed.filter(({ isDefinition }) => isDefinition),
    assignments: placed.filter(({ isDefinition }) => !isDefinition),
  };
  const placeOf = ([list, index, ...rest]: TemplatePlace["path"]): TemplatePlace => {
    const own = list === "assignments" ? lists.assignments : lists.definitions;
    const at = typeof index === "number" ? own[index]?.at : undefined;
    return at === undefined ? { document: "template", path: [] } : inside(at, ...rest);
  };
  const ids = placed.flatMap(
    ({ value }) => /^\/subscriptions\/([^/]+)/.exec(value.id)?.[1]?.toLowerCase() ?? [],
  );
  const found = foundInLists({
    definitions: lists.definitions.map(({ value }) => value),
    assignments: lists.assignments.map(({ value }) => value),
    isVersionKnown: true,
    // the template has every assignment that it creates
    read: new Set(ids),
  });
  if (!found.ok)
    return failed(
      found.error.map((each) => ({
        kind: "value-not-allowed",
        at: placeOf(each.path),
        problem: problemText({ ...each, path: [] }, "").trim(),
      })),
    );
  const tenantId = facts.tenantId?.toLowerCase();
  return success({
    delegations: found.value.delegations.map((each) => ({
      ...each,
      customerTenantId:
        each.definition.subscriptionId === subscriptionId?.toLowerCase() ? tenantId : undefined,
      path: placeOf(each.path).path,
    })),
    leftOut: found.value.leftOut.map((each) => ({ ...each, path: placeOf(each.path).path })),
    subscriptions: found.value.subscriptions,
  });
}
