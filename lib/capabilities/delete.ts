import { allOf, anyOf, type CapabilityGroup } from "./capability.ts";
import { BESIDE_EVERYTHING, family, otherServices } from "./family-capability.ts";

/** Deleting, one family of services at a time, and whole resource groups. */
export const DELETE = {
  "delete.everything": {
    category: "delete",
    severity: "critical",
    requirements: [
      anyOf("resource groups with all they contain", [
        "Microsoft.Resources/subscriptions/resourceGroups/delete",
      ]),
      allOf("every service", ["*/delete"], BESIDE_EVERYTHING),
    ],
  },
  "delete.compute": family("compute", "delete", [
    anyOf("virtual machines", ["Microsoft.Compute/virtualMachines/delete"]),
    anyOf("scale sets", [
      "Microsoft.Compute/virtualMachineScaleSets/delete",
      "Microsoft.Compute/virtualMachineScaleSets/delete/action",
    ]),
    anyOf("disks and snapshots", ["Microsoft.Compute/disks/delete", "Microsoft.Compute/snapshots/delete"]),
  ]),
  "delete.network": family("network", "delete", [
    anyOf("virtual networks", ["Microsoft.Network/virtualNetworks/delete"]),
    anyOf("public addresses", ["Microsoft.Network/publicIPAddresses/delete"]),
  ]),
  "delete.storage": family("storage", "delete", [
    anyOf("storage accounts", ["Microsoft.Storage/storageAccounts/delete"]),
    anyOf("containers and shares", [
      "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
      "Microsoft.Storage/storageAccounts/fileServices/shares/delete",
    ]),
  ]),
  "delete.databases": family("databases", "delete", [
    anyOf("SQL", [
      "Microsoft.Sql/servers/delete",
      "Microsoft.Sql/servers/databases/delete",
      "Microsoft.Sql/managedInstances/delete",
      "Microsoft.Sql/managedInstances/databases/delete",
    ]),
    anyOf("Cosmos DB", ["Microsoft.DocumentDB/databaseAccounts/delete"]),
    anyOf("PostgreSQL", ["Microsoft.DBforPostgreSQL/flexibleServers/delete"]),
    anyOf("Redis", ["Microsoft.Cache/redis/delete", "Microsoft.Cache/redis/flush/action"]),
  ]),
  "delete.containers": family("containers", "delete", [
    anyOf("container registries", ["Microsoft.ContainerRegistry/registries/delete"]),
    anyOf("images", ["Microsoft.ContainerRegistry/registries/artifacts/delete"]),
    anyOf("Container Instances", ["Microsoft.ContainerInstance/containerGroups/delete"]),
  ]),
  "delete.web": family("web", "delete", [anyOf("web apps", ["Microsoft.Web/sites/Delete"])]),
  "delete.vaults": family("vaults", "delete", [
    anyOf("key vaults", ["Microsoft.KeyVault/vaults/delete"]),
    anyOf("deleted key vaults, for good", [
      "Microsoft.KeyVault/locations/deletedVaults/purge/action",
      "Microsoft.KeyVault/locations/deletedManagedHsms/purge/action",
    ]),
  ]),
  "delete.integration": family("integration", "delete", [
    anyOf("Event Hubs", ["Microsoft.EventHub/namespaces/Delete"]),
    anyOf("Service Bus", ["Microsoft.ServiceBus/namespaces/Delete"]),
    anyOf("API Management", ["Microsoft.ApiManagement/service/delete"]),
  ]),
  "delete.analytics": family("analytics", "delete", [
    anyOf("Data Factory", ["Microsoft.DataFactory/factories/delete"]),
    anyOf("AI Search", ["Microsoft.Search/searchServices/delete"]),
  ]),
  "delete.other": {
    category: "delete",
    severity: "high",
    requirements: [...otherServices("delete")],
  },
} satisfies CapabilityGroup;
