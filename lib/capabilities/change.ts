import { allOf, anyOf, type CapabilityGroup } from "./capability.ts";
import { BESIDE_EVERYTHING, family, otherServices } from "./family-capability.ts";

/** Changing and stopping what runs, one family of services at a time. */
export const CHANGE = {
  "change.everything": {
    category: "change",
    severity: "critical",
    requirements: [allOf("every service", ["*/write"], BESIDE_EVERYTHING)],
  },
  "change.compute": family("compute", "change", [
    anyOf("virtual machines", ["Microsoft.Compute/virtualMachines/write"]),
    anyOf("scale sets", ["Microsoft.Compute/virtualMachineScaleSets/write"]),
    anyOf("disks and snapshots", ["Microsoft.Compute/disks/write", "Microsoft.Compute/snapshots/write"]),
  ]),
  "change.network": family("network", "change", [
    anyOf("virtual networks", [
      "Microsoft.Network/virtualNetworks/write",
      "Microsoft.Network/virtualNetworks/subnets/write",
    ]),
    anyOf("public addresses", ["Microsoft.Network/publicIPAddresses/write"]),
    anyOf("DNS", ["Microsoft.Network/dnsZones/A/write", "Microsoft.Network/privateDnsZones/A/write"]),
    anyOf("load balancers", ["Microsoft.Network/loadBalancers/write"]),
  ]),
  "change.storage": family("storage", "change", [
    anyOf("storage accounts", ["Microsoft.Storage/storageAccounts/write"]),
  ]),
  "change.databases": family("databases", "change", [
    anyOf("SQL", ["Microsoft.Sql/servers/databases/write", "Microsoft.Sql/managedInstances/databases/write"]),
    anyOf("Cosmos DB", ["Microsoft.DocumentDB/databaseAccounts/write"]),
    anyOf("PostgreSQL", ["Microsoft.DBforPostgreSQL/flexibleServers/write"]),
    anyOf("Redis", ["Microsoft.Cache/redis/write"]),
  ]),
  "change.containers": family("containers", "change", [
    anyOf("Azure Kubernetes Service", [
      "Microsoft.ContainerService/managedClusters/write",
      "Microsoft.ContainerService/managedClusters/agentPools/write",
    ]),
    anyOf("container registries", ["Microsoft.ContainerRegistry/registries/write"]),
  ]),
  "change.web": family("web", "change", [anyOf("web apps", ["Microsoft.Web/sites/write"])]),
  "change.vaults": family("vaults", "change", [anyOf("key vaults", ["Microsoft.KeyVault/vaults/write"])]),
  "change.integration": family("integration", "change", [
    anyOf("Event Hubs", ["Microsoft.EventHub/namespaces/write"]),
    anyOf("Service Bus", ["Microsoft.ServiceBus/namespaces/write"]),
    anyOf("API Management", ["Microsoft.ApiManagement/service/write"]),
    anyOf("Event Grid subscriptions", ["Microsoft.EventGrid/eventSubscriptions/write"]),
  ]),
  "change.analytics": family("analytics", "change", [
    anyOf("Data Factory", ["Microsoft.DataFactory/factories/write"]),
    anyOf("Azure AI services", ["Microsoft.CognitiveServices/accounts/deployments/write"]),
  ]),
  "change.other": {
    category: "change",
    severity: "medium",
    requirements: [...otherServices("change")],
  },
  "stop.compute": {
    category: "change",
    severity: "high",
    requirements: [
      anyOf("virtual machines", [
        "Microsoft.Compute/virtualMachines/powerOff/action",
        "Microsoft.Compute/virtualMachines/deallocate/action",
        "Microsoft.Compute/virtualMachines/restart/action",
        "Microsoft.Compute/virtualMachines/redeploy/action",
        "Microsoft.Compute/virtualMachines/reimage/action",
      ]),
      anyOf("scale sets", [
        "Microsoft.Compute/virtualMachineScaleSets/powerOff/action",
        "Microsoft.Compute/virtualMachineScaleSets/deallocate/action",
        "Microsoft.Compute/virtualMachineScaleSets/restart/action",
        "Microsoft.Compute/virtualMachineScaleSets/reimage/action",
      ]),
      anyOf("starting machines", [
        "Microsoft.Compute/virtualMachines/start/action",
        "Microsoft.Compute/virtualMachineScaleSets/start/action",
      ]),
    ],
  },
  "stop.databases": {
    category: "change",
    severity: "high",
    requirements: [
      anyOf("SQL", [
        "Microsoft.Sql/managedInstances/stop/action",
        "Microsoft.Sql/managedInstances/failover/action",
        "Microsoft.Sql/servers/databases/pause/action",
        "Microsoft.Sql/servers/databases/failover/action",
      ]),
      anyOf("PostgreSQL", [
        "Microsoft.DBforPostgreSQL/flexibleServers/stop/action",
        "Microsoft.DBforPostgreSQL/flexibleServers/restart/action",
      ]),
      anyOf("Redis", ["Microsoft.Cache/redis/stop/action", "Microsoft.Cache/redis/forceReboot/action"]),
      anyOf("Cosmos DB", [
        "Microsoft.DocumentDB/databaseAccounts/offlineRegion/action",
        "Microsoft.DocumentDB/databaseAccounts/failoverPriorityChange/action",
      ]),
    ],
  },
  "stop.web": {
    category: "change",
    severity: "medium",
    requirements: [
      anyOf("web apps", ["Microsoft.Web/sites/stop/Action", "Microsoft.Web/sites/restart/Action"]),
      anyOf("Container Instances", [
        "Microsoft.ContainerInstance/containerGroups/stop/action",
        "Microsoft.ContainerInstance/containerGroups/restart/action",
      ]),
      anyOf("Logic Apps", [
        "Microsoft.Logic/workflows/disable/action",
        "Microsoft.Logic/workflows/runs/cancel/action",
      ]),
      anyOf("jobs of Automation", [
        "Microsoft.Automation/automationAccounts/jobs/stop/action",
        "Microsoft.Automation/automationAccounts/jobs/suspend/action",
      ]),
    ],
  },
} satisfies CapabilityGroup;
