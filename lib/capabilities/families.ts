/*
 * Families of services, and the resource providers of each. Microsoft page "Azure resource providers and types".
 */

/** A family's name, as a list of services shows it, and its resource providers. */
export interface Family {
  readonly name: string;
  readonly providers: readonly string[];
}

/** The families that capabilities distinguish; every other provider counts as another service. */
export const FAMILY_PROVIDERS = {
  compute: { name: "virtual machines and disks", providers: ["Microsoft.Compute"] },
  network: { name: "networks", providers: ["Microsoft.Network", "Microsoft.Cdn"] },
  storage: {
    name: "storage",
    providers: ["Microsoft.Storage", "Microsoft.StorageSync"],
  },
  databases: {
    name: "databases",
    providers: [
      "Microsoft.Sql",
      "Microsoft.DocumentDB",
      "Microsoft.DBforPostgreSQL",
      "Microsoft.DBforMySQL",
      "Microsoft.Cache",
    ],
  },
  containers: {
    name: "containers",
    providers: [
      "Microsoft.ContainerService",
      "Microsoft.ContainerRegistry",
      "Microsoft.ContainerInstance",
      "Microsoft.App",
      "Microsoft.Kubernetes",
    ],
  },
  web: { name: "web apps", providers: ["Microsoft.Web"] },
  vaults: { name: "key vaults", providers: ["Microsoft.KeyVault"] },
  identity: { name: "managed identities", providers: ["Microsoft.ManagedIdentity"] },
  integration: {
    name: "messaging and integration",
    providers: [
      "Microsoft.EventHub",
      "Microsoft.ServiceBus",
      "Microsoft.EventGrid",
      "Microsoft.Devices",
      "Microsoft.Logic",
      "Microsoft.ApiManagement",
      "Microsoft.AppConfiguration",
      "Microsoft.Communication",
      "Microsoft.SignalRService",
      "Microsoft.NotificationHubs",
    ],
  },
  analytics: {
    name: "analytics and AI",
    providers: [
      "Microsoft.DataFactory",
      "Microsoft.Synapse",
      "Microsoft.Databricks",
      "Microsoft.Kusto",
      "Microsoft.HDInsight",
      "Microsoft.MachineLearningServices",
      "Microsoft.CognitiveServices",
      "Microsoft.Search",
    ],
  },
  automation: { name: "automation accounts", providers: ["Microsoft.Automation"] },
  backup: { name: "backup", providers: ["Microsoft.RecoveryServices", "Microsoft.DataProtection"] },
  monitoring: {
    name: "monitoring",
    providers: ["Microsoft.Insights", "Microsoft.OperationalInsights", "Microsoft.AlertsManagement"],
  },
} as const satisfies Readonly<Record<string, Family>>;

/** Read operations of resource providers, as patterns. */
export function readPatterns(providers: readonly string[]): string[] {
  return providers.map((provider) => `${provider}/*/read`);
}

/** Write operations of resource providers, as patterns. */
export function writePatterns(providers: readonly string[]): string[] {
  return providers.map((provider) => `${provider}/*/write`);
}

/** Delete operations of resource providers, as patterns. */
export function deletePatterns(providers: readonly string[]): string[] {
  return providers.map((provider) => `${provider}/*/delete`);
}

/** Every operation of resource providers, as patterns. */
export function wholeProviders(providers: readonly string[]): string[] {
  return providers.map((provider) => `${provider}/*`);
}
