import { blocksOf, type PluginObject, type PluginValue, Unknown } from "./plugin-values.ts";
import { RESOURCES, type ResourceType } from "./resource-types.ts";

/** A planned state, and the attributes whose change replaces the resource. */
export interface ResourcePlan {
  readonly planned: PluginObject;
  readonly replaces: readonly string[];
}

/** Activation duration of a policy without one. */
const DEFAULT_DURATION = "PT8H";

/** Plans a create (`prior` is null) or an update. */
export function planResource(
  type: ResourceType,
  prior: PluginObject | null,
  proposed: PluginObject,
): ResourcePlan {
  const { name, forcesNew } = RESOURCES[type];
  const planned = normalized(proposed);
  if (prior === null) {
    const computed = { id: Unknown.value, [name]: planned[name] ?? Unknown.value };
    return { planned: { ...planned, ...computed }, replaces: [] };
  }
  const replaces = forcesNew.filter((each) => planned[each] !== prior[each]);
  return { planned, replaces };
}

/**
 * Normalizes as azurerm does. Empty text becomes null, missing delegated roles become an empty set. A policy without a
 * duration gets eight hours.
 */
function normalized(block: PluginObject): PluginObject {
  const entries = Object.entries(block).map(([name, value]): [string, PluginValue] => [
    name,
    normalizedValue(name, value),
  ]);
  return Object.fromEntries(entries);
}

function normalizedValue(name: string, value: PluginValue): PluginValue {
  if (name === "delegated_role_definition_ids") return value ?? [];
  if (value === "") return null;
  if (!Array.isArray(value)) return value;
  const blocks = blocksOf(value).map(normalized);
  if (name !== "just_in_time_access_policy") return blocks;
  return blocks.map((policy) => ({
    ...policy,
    maximum_activation_duration: policy["maximum_activation_duration"] ?? DEFAULT_DURATION,
  }));
}
