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
