import type { Answer, AppliedPolicies, AppliedPolicy, PolicyEffect } from "../preflight/answers.ts";
import type { Guid } from "../values/guid.ts";
import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import type { Budgets } from "./budget.ts";
import { type PolicyValues, policyEffect, valuesOf } from "./policy-effect.ts";
import type { ResourceManager } from "./resource-manager.ts";

/** API version of policy assignments and definitions. */
const POLICY_VERSION = "2023-04-01";

/** An ARM id that may be asked for: ids come from Azure's answers. */
const ID_PATTERN = /^\/[\w.()/ -]+$/;

const SET_PATTERN = /\/policySetDefinitions\//i;

/**
 * Reads the policies that may refuse a registration definition on a subscription. Includes the policies of its
 * management groups. Each definition is read once.
 */
export async function appliedPolicies(
  subscriptionId: Guid,
  arm: ResourceManager,
  reads: Budgets,
): Promise<Answer<AppliedPolicies>> {
  const scope = `/subscriptions/${subscriptionId}`;
  const path = `${scope}/providers/Microsoft.Authorization/policyAssignments?$filter=atScope()&api-version=${POLICY_VERSION}`;
  const listed = await arm.list(path, reads, subscriptionId);
  if (!listed.ok) return listed;
  const reader = new DefinitionReader(arm, reads, subscriptionId);
  const policies: AppliedPolicy[] = [];
  for (const { id, properties } of listed.value) {
    const assignment = objectAt(properties);
    if (isElsewhere(assignment, scope)) continue;
    const name = typeof assignment["displayName"] === "string" ? assignment["displayName"] : id;
    const definitionId = String(assignment["policyDefinitionId"] ?? "");
    const values = valuesOf(assignment["parameters"]);
    for (const effect of await effects(definitionId, values, reader))
      policies.push({ assignmentId: id, name, effect });
  }
  return success({ assignments: listed.value.length, policies });
}

/** Whether an assignment has no effect here: it does not enforce, or excludes the subscription. */
function isElsewhere({ enforcementMode, notScopes }: JsonObject, scope: string): boolean {
  const left = Array.isArray(notScopes) ? notScopes : [];
  return (
    enforcementMode === "DoNotEnforce" ||
    left.some((each) => typeof each === "string" && each.toLowerCase() === scope.toLowerCase())
  );
}

/** What a definition, or each definition of an initiative, does to registration definitions. */
async function effects(
  definitionId: string,
  values: PolicyValues,
  reader: DefinitionReader,
): Promise<PolicyEffect[]> {
  const read = await reader.read(definitionId);
  if (!read.ok) return [{ kind: "not-read", definitionId, problem: read.error }];
  if (!SET_PATTERN.test(definitionId)) return policyEffect(definitionId, read.value, values) ?? [];
  const all = withDefaults(values, read.value);
  const members = Array.isArray(read.value["policyDefinitions"]) ? read.value["policyDefinitions"] : [];
  const found: PolicyEffect[] = [];
  for (const member of members) {
    const id = String(objectAt(member)["policyDefinitionId"] ?? "");
    found.push(...(await effects(id, resolved(objectAt(member)["parameters"], all), reader)));
  }
  return found;
}

function withDefaults(values: PolicyValues, definition: JsonObject): PolicyValues {
  return new Map([...valuesOf(definition["parameters"], "defaultValue"), ...values]);
}

const REFERENCE = /^\[parameters\('([^']+)'\)\]$/i;

/** Parameters of a member of an initiative. Each is a value, or a parameter of the initiative. */
function resolved(parameters: unknown, outer: PolicyValues): PolicyValues {
  return new Map(
    [...valuesOf(parameters)].flatMap(([name, value]): [string, unknown][] => {
      const reference = typeof value === "string" ? REFERENCE.exec(value)?.[1] : undefined;
      if (reference === undefined) return [[name, value]];
      const key = reference.toLowerCase();
      return outer.has(key) ? [[name, outer.get(key)]] : [];
    }),
  );
}

/** Reads policy definitions and initiatives, each once. */
class DefinitionReader {
  readonly #arm: ResourceManager;
  readonly #reads: Budgets;
  readonly #key: string;
  readonly #known = new Map<string, Promise<Answer<JsonObject>>>();

  constructor(arm: ResourceManager, reads: Budgets, key: string) {
    this.#arm = arm;
    this.#reads = reads;
    this.#key = key;
  }

  /** The properties of a definition. */
  read(id: string): Promise<Answer<JsonObject>> {
    const key = id.toLowerCase();
    const known = this.#known.get(key) ?? this.#ask(id);
    this.#known.set(key, known);
    return known;
  }

  async #ask(id: string): Promise<Answer<JsonObject>> {
    if (!ID_PATTERN.test(id) || id.includes("..")) return { ok: false, error: "answer-unexpected" };
    await this.#reads.take(this.#key);
    const read = await this.#arm.get(`${encodeURI(id)}?api-version=${POLICY_VERSION}`);
    if (!read.ok) return read;
    const { properties } = read.value.body;
    return isObject(properties) ? success(properties) : { ok: false, error: "answer-unexpected" };
  }
}
