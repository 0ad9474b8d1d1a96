import type { PolicyEffect } from "../preflight/answers.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";

/** Values of a policy's parameters, by name in lower case: Azure compares names so. */
export type PolicyValues = ReadonlyMap<string, unknown>;

/**
 * The built-in policy "Allow managing tenant ids to onboard through Azure Lighthouse" (deny, version 1.0.1). It has the same
 * id in every cloud.
 */
export const ALLOWED_MANAGING_TENANTS = "7a8a51a3-ad87-4def-96f3-65a1839242b6";

/** Values of parameters as ARM writes them: `{ "<name>": { "value": … } }`. A definition has `defaultValue` instead. */
export function valuesOf(parameters: unknown, field: "value" | "defaultValue" = "value"): PolicyValues {
  return new Map(
    Object.entries(objectAt(parameters)).flatMap(([name, entry]): [string, unknown][] =>
      isObject(entry) && Object.hasOwn(entry, field) ? [[name.toLowerCase(), entry[field]]] : [],
    ),
  );
}

/** What a policy does to registration definitions; undefined where it cannot refuse one. */
export function policyEffect(
  definitionId: string,
  definition: JsonObject,
  given: PolicyValues,
): PolicyEffect[] | undefined {
  const values = new Map([...valuesOf(definition["parameters"], "defaultValue"), ...given]);
  const isBuiltIn = definitionId.toLowerCase().endsWith(`/policydefinitions/${ALLOWED_MANAGING_TENANTS}`);
  if (isBuiltIn) {
    const tenants = values.get("listofallowedtenants");
    return tenantIdsIn(tenants, definitionId);
  }
  const rule = objectAt(definition["policyRule"]);
  if (!mayDeny(objectAt(rule["then"])["effect"], values)) return undefined;
  // "Indexed" policies see resources with a location or tags alone; a registration definition has neither
  const isIndexed = String(definition["mode"] ?? "").toLowerCase() === "indexed";
  const isAbout =
    !isIndexed && (namesDelegations([rule["if"], ...values.values()]) || excludesTypes(rule["if"]));
  return isAbout ? [{ kind: "may-deny", definitionId }] : undefined;
}

function tenantIdsIn(tenants: unknown, definitionId: string): PolicyEffect[] {
  const isList = Array.isArray(tenants) && tenants.every((each) => typeof each === "string");
  if (!isList) return [{ kind: "may-deny", definitionId }];
  const tenantIds = tenants.filter((each): each is Guid => GUID_PATTERN.test(each));
  return [{ kind: "allows-tenants", tenantIds: tenantIds.map((each) => each.toLowerCase()) }];
}

const PARAMETER = /^\[parameters\('([^']+)'\)\]$/i;

/** Whether an effect is `deny`, or an expression that may become it. */
function mayDeny(effect: unknown, values: PolicyValues): boolean {
  if (typeof effect !== "string") return false;
  const name = PARAMETER.exec(effect)?.[1];
  const value = name === undefined ? effect : (values.get(name.toLowerCase()) ?? effect);
  const text = String(value).toLowerCase();
  return text === "deny" || text.startsWith("[");
}

function namesDelegations(values: readonly unknown[]): boolean {
  return JSON.stringify(values).toLowerCase().includes("microsoft.managedservices");
}

/** Operators with which a rule means every type but those that it names. */
const EXCLUDING: readonly string[] = ["notequals", "notin", "notlike", "notmatch", "notcontains"];

/** Whether a rule excludes types, so that it may cover registration definitions. */
function excludesTypes(rule: unknown, isNegated: boolean = false): boolean {
  if (Array.isArray(rule)) return rule.some((each) => excludesTypes(each, isNegated));
  if (!isObject(rule)) return false;
  const entries = Object.entries(rule).map(([key, value]): [string, unknown] => [key.toLowerCase(), value]);
  const field = entries.find(([key]) => key === "field")?.[1];
  if (String(field).toLowerCase() === "type")
    return isNegated !== entries.some(([key]) => EXCLUDING.includes(key));
  return entries.some(([key, value]) => excludesTypes(value, key === "not" ? !isNegated : isNegated));
}
