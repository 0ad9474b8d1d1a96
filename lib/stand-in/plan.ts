import { blocksOf, type PluginObject, type PluginValue, Unknown } from "./plugin-values.ts";

/** A planned state, and the attributes whose change replaces the resource. */
export interface ResourcePlan {
  readonly planned: PluginObject;
  readonly replaces: readonly string[];
}

/** A resource type of the stand-in. */
export type ResourceType = "azurerm_lighthouse_definition" | "azurerm_lighthouse_assignment";

/** Facts about a resource type. */
export interface ResourceKind {
  /** The attribute with the resource's GUID; random where the configuration has none. */
  readonly name: string;
  /** Attributes that cannot change in place. */
  readonly forcesNew: readonly string[];
}

/** The facts of each resource type, from azurerm's source. */
export const RESOURCES: Readonly<Record<ResourceType, ResourceKind>> = {
  azurerm_lighthouse_definition: {
    name: "lighthouse_definition_id",
    forcesNew: ["name", "managing_tenant_id", "scope", "lighthouse_definition_id"],
  },
  azurerm_lighthouse_assignment: {
    name: "name",
    forcesNew: ["name", "scope", "lighthouse_definition_id"],
  },
};

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

/** Normalizes as azurerm does: empty text becomes null, a policy without a duration gets eight hours. */
function normalized(block: PluginObject): PluginObject {
  const entries = Object.entries(block).map(([name, value]): [string, PluginValue] => [
    name,
    normalizedValue(name, value),
  ]);
  return Object.fromEntries(entries);
}

function normalizedValue(name: string, value: PluginValue): PluginValue {
  if (value === "") return null;
  if (!Array.isArray(value)) return value;
  if (name === "delegated_role_definition_ids") return value.length === 0 ? null : value;
  const blocks = blocksOf(value).map(normalized);
  if (name !== "just_in_time_access_policy") return blocks;
  return blocks.map((policy) => ({
    ...policy,
    maximum_activation_duration: policy["maximum_activation_duration"] ?? DEFAULT_DURATION,
  }));
}
