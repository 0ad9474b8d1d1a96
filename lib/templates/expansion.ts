import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { failed, type Result, success } from "../values/result.ts";
import { Budget } from "./budget.ts";
import { resourceLoop } from "./copies.ts";
import { evaluateValue } from "./evaluate.ts";
import { nestedDeployment } from "./nested.ts";
import { Parameters, type PassedValue } from "./parameters.ts";
import { policyDeployment } from "./policy.ts";
import { inside, Refused, refuse, type TemplatePlace, type TemplateRefusal } from "./refusal.ts";
import { inLoop, type TemplateScope } from "./scope.ts";
import type { DeploymentTarget } from "./target.ts";
import type { TemplateDeployment, TemplateResource } from "./template-deployment.ts";
import { Variables } from "./variables.ts";

/** How one template inside the document is deployed. */
interface TemplateInside {
  readonly target: DeploymentTarget;
  readonly passed: ReadonlyMap<string, PassedValue>;
  /** Whether it is the document itself. */
  readonly isWhole: boolean;
}

/** Parts of a template. What is not read here could change what is deployed. */
const TEMPLATE_PARTS = new Set([
  ...["$schema", "contentversion", "languageversion", "apiprofile", "metadata", "definitions", "functions"],
  ...["parameters", "variables", "resources", "outputs"],
]);

const DEPLOYMENTS = "microsoft.resources/deployments";
const POLICY_DEFINITIONS = "microsoft.authorization/policydefinitions";
const POLICY_ASSIGNMENTS = "microsoft.authorization/policyassignments";

/** Most resources of one document; Azure's own limit of a template. */
const MOST_RESOURCES = 800;

/** One expansion of a document. It holds what it found, what it refused, and what it has spent. */
export class Expansion {
  readonly #deployment: TemplateDeployment;
  readonly #refusals: TemplateRefusal[];
  readonly #budget = new Budget();
  #count = 0;
  #delegatesByPolicy = false;
  #assigned: TemplatePlace | undefined;

  constructor(deployment: TemplateDeployment, refusals: TemplateRefusal[]) {
    this.#deployment = deployment;
    this.#refusals = refusals;
  }

  /** Refuses a policy whose assignment, in the same document, passes other values than its defaults. */
  refuseAssignedPolicy(): void {
    if (!this.#delegatesByPolicy || this.#assigned === undefined) return;
    const problem = "passes values to a policy that delegates: they are not read";
    this.#refusals.push({ kind: "part-unknown", at: this.#assigned, problem });
  }

  /** Runs a step; its refusal is added to the others. */
  collect(step: () => TemplateResource[]): TemplateResource[] {
    const done = evaluated(step);
    if (done.ok) return done.value;
    this.#refusals.push(done.error);
    return [];
  }

  template(
    template: JsonObject,
    { target, passed, isWhole }: TemplateInside,
    at: TemplatePlace,
  ): TemplateResource[] {
    const other = Object.keys(template).find((name) => !TEMPLATE_PARTS.has(name.toLowerCase()));
    if (other !== undefined)
      refuse("part-unknown", inside(at, other), "is no part of a template that keeper reads");
    const variables = new Variables(objectAt(template, "variables"), inside(at, "variables"));
    const parameters: Parameters = new Parameters(
      { declared: objectAt(template, "parameters"), definitions: objectAt(template, "definitions") },
      passed,
      (value, place) => evaluateValue(value, { ...scope, variable: noVariable }, place),
      inside(at, "parameters"),
    );
    const scope: TemplateScope = {
      parameter: (name, place) => parameters.value(name, place),
      variable: (name, place) => variables.value(name, { ...scope, loops: new Map() }, place),
      target,
      facts: this.#deployment.facts,
      loops: new Map(),
      budget: this.#budget,
      secondEvaluation: "none",
    };
    const { unknown } = parameters;
    if (unknown !== undefined)
      refuse(
        "name-unknown",
        unknown.at,
        `passes the parameter ${JSON.stringify(unknown.name)}, which the template does not have`,
      );
    const found = this.resources(template, scope, target, at);
    if (isWhole && found.length > MOST_RESOURCES)
      refuse("too-large", at, `deploys more than ${MOST_RESOURCES} resources`);
    return found;
  }

  /** Resources of a template: a list, or an object under symbolic names. @param scope evaluates their expressions */
  resources(
    template: JsonObject,
    scope: TemplateScope,
    target: DeploymentTarget,
    at: TemplatePlace,
  ): TemplateResource[] {
    const place = inside(at, "resources");
    const { resources } = template;
    if (!Array.isArray(resources) && !isObject(resources))
      return refuse("value-not-allowed", place, "is not a list of resources");
    const all: [string | number, unknown][] = Array.isArray(resources)
      ? resources.map((each, index) => [index, each])
      : Object.entries(resources);
    return all.flatMap(([key, resource]) => {
      const placed = inside(place, key);
      return this.collect(() =>
        isObject(resource)
          ? this.#iterations(resource, scope, target, placed)
          : refuse("value-not-allowed", placed, "is no resource"),
      );
    });
  }

  #iterations(
    resource: JsonObject,
    scope: TemplateScope,
    target: DeploymentTarget,
    at: TemplatePlace,
  ): TemplateResource[] {
    if (resource["existing"] === true) return [];
    const copy = resource["copy"];
    if (copy === undefined) return this.#resource(resource, scope, target, at);
    const place = inside(at, "copy");
    if (scope.secondEvaluation !== "none")
      refuse(
        "part-unknown",
        place,
        "is a loop in a nested template of outer scope, whose meaning is not documented",
      );
    const { name, count } = resourceLoop(copy, scope, place, evaluateValue);
    return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
      this.#resource(resource, inLoop(scope, name, index, true), target, at),
    );
  }

  #resource(
    resource: JsonObject,
    scope: TemplateScope,
    target: DeploymentTarget,
    at: TemplatePlace,
  ): TemplateResource[] {
    const read = (name: string) =>
      Object.hasOwn(resource, name)
        ? evaluateValue(resource[name], scope, inside(at, name), name === "properties")
        : undefined;
    const type = read("type");
    if (typeof type !== "string") return refuse("value-not-allowed", at, "has no type");
    this.#budget.spend(1, at);
    if (++this.#count > MOST_RESOURCES)
      refuse("too-large", at, `is beyond the ${MOST_RESOURCES} resources of a template`);
    const isDeployed = read("condition") ?? true;
    if (typeof isDeployed !== "boolean")
      return refuse("value-not-allowed", inside(at, "condition"), "is neither true nor false");
    if (!isDeployed) return [];
    if (type.toLowerCase() === DEPLOYMENTS) return this.#nested(resource, scope, target, at);
    if (
      type.toLowerCase() === POLICY_ASSIGNMENTS &&
      Object.keys(objectAt(resource, "properties", "parameters")).length > 0
    )
      this.#assigned = inside(at, "properties", "parameters");
    if (type.toLowerCase() === POLICY_DEFINITIONS) return this.#policy(resource, scope, at);
    return [
      {
        type,
        target,
        at,
        part: (name) => evaluated(() => read(name)),
        parts: Object.keys(resource),
      },
    ];
  }

  #nested(
    resource: JsonObject,
    scope: TemplateScope,
    target: DeploymentTarget,
    at: TemplatePlace,
  ): TemplateResource[] {
    const nested = nestedDeployment(resource, scope, target, at);
    return this.#budget.deeper(at, () => {
      if (nested.kind === "outer") {
        const outer: TemplateScope = { ...scope, secondEvaluation: "undocumented" };
        return this.resources(nested.template, outer, nested.target, nested.at);
      }
      return this.template(nested.template, { ...nested, isWhole: false }, nested.at);
    });
  }

  #policy(resource: JsonObject, scope: TemplateScope, at: TemplatePlace): TemplateResource[] {
    const deployed = policyDeployment(resource, scope, this.#deployment.subscriptionId, at);
    this.#delegatesByPolicy ||= deployed !== undefined;
    return deployed === undefined
      ? []
      : this.template(deployed.template, { ...deployed, isWhole: false }, deployed.at);
  }
}

function noVariable(_: string, at: TemplatePlace): never {
  refuse("name-unknown", at, "uses a variable in the default of a parameter, which Azure does not allow");
}

/** The result of a step, or its refusal. */
function evaluated<T>(step: () => T): Result<T, TemplateRefusal> {
  try {
    return success(step());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return failed(error.refusal);
  }
}
