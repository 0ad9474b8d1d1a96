import { blocksOf, type PluginObject, type PluginValue, Unknown } from "./plugin-values.ts";

/** What azurerm plans: the state after apply, and which attributes make it replace the resource. */
export interface ResourcePlan {
  readonly planned: PluginObject;
  readonly replaces: readonly string[];
}

/** A resource type that is served. */
export type ResourceType = "azurerm_lighthouse_definition" | "azurerm_lighthouse_assignment";

/** What Terraform has to know of a resource type. */
export interface ResourceKind {
  /** The attribute that is the resource's GUID, random where it is not given. */
  readonly name: string;
  /** Attributes that cannot change in place. */
  readonly forcesNew: readonly string[];
}

/** Which resources there are, what they compute, and what they cannot change in place (azurerm's source). */
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

/** How long access lasts where a policy does not say. */
const DEFAULT_DURATION = "PT8H";

/** Plans a create (no prior state) or an update. */
export function planResource(
  type: ResourceType,
  prior: PluginObject | null,
  proposed: PluginObject,
): ResourcePlan {
  const { name, forcesNew } = RESOURCES[type];
  const wanted = normalized(proposed);
  if (prior === null) {
    const computed = { id: Unknown.value, [name]: wanted[name] ?? Unknown.value };
    return { planned: { ...wanted, ...computed }, replaces: [] };
  }
  const replaces = forcesNew.filter((each) => wanted[each] !== prior[each]);
  return { planned: wanted, replaces };
}

/** Empty text means nothing, and a policy without a duration means eight hours: so does azurerm read them. */
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
