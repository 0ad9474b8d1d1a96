import { anyDataOf, anyOf, type CapabilityGroup } from "./capability.ts";

/** Resource providers whose data operations have a capability of their own. */
const NAMED_DATA = [
  "Microsoft.Storage/*",
  "Microsoft.DocumentDB/*",
  "Microsoft.KeyVault/*",
  "Microsoft.EventHub/*",
  "Microsoft.ServiceBus/*",
  "Microsoft.EventGrid/*",
  "Microsoft.AppConfiguration/*",
  "Microsoft.CognitiveServices/*",
  "Microsoft.Search/*",
  "Microsoft.ContainerService/*",
  "Microsoft.Kubernetes/*",
  "Microsoft.Compute/*",
  "Microsoft.HybridCompute/*",
  "Microsoft.OperationalInsights/workspaces/tables/data/read",
  "Microsoft.Insights/logs/data/read",
];

/** What is stored: files, records, secrets and messages, and whole copies of them. */
export const DATA = {
  "data.read-files": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf("Blob Storage", ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]),
      anyDataOf("Azure Files", [
        "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
        "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
      ]),
      anyDataOf("storage queues", [
        "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
        "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
      ]),
      anyDataOf("storage tables", ["Microsoft.Storage/storageAccounts/tableServices/tables/entities/read"]),
    ],
  },
  "data.change-files": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf(
        "Blob Storage",
        ["Microsoft.Storage/storageAccounts/blobServices/*"],
        ["Microsoft.Storage/storageAccounts/blobServices/*/read"],
      ),
      anyDataOf(
        "Azure Files",
        ["Microsoft.Storage/storageAccounts/fileServices/*"],
        [
          "Microsoft.Storage/storageAccounts/fileServices/*/read",
          "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action",
        ],
      ),
      anyDataOf(
        "storage queues",
        ["Microsoft.Storage/storageAccounts/queueServices/*"],
        ["Microsoft.Storage/storageAccounts/queueServices/*/read"],
      ),
      anyDataOf(
        "storage tables",
        ["Microsoft.Storage/storageAccounts/tableServices/*"],
        ["Microsoft.Storage/storageAccounts/tableServices/*/read"],
      ),
    ],
  },
  "data.use-databases": {
    category: "data",
    severity: "critical",
    requirements: [anyDataOf("Cosmos DB", ["Microsoft.DocumentDB/*"])],
  },
  "data.read-secrets": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf("Key Vault", [
        "Microsoft.KeyVault/vaults/secrets/getSecret/action",
        "Microsoft.KeyVault/vaults/secrets/backup/action",
      ]),
    ],
  },
  "data.change-secrets": {
    category: "data",
    severity: "high",
    requirements: [
      anyDataOf("Key Vault", [
        "Microsoft.KeyVault/vaults/secrets/setSecret/action",
        "Microsoft.KeyVault/vaults/secrets/update/action",
        "Microsoft.KeyVault/vaults/secrets/delete",
        "Microsoft.KeyVault/vaults/secrets/purge/action",
        "Microsoft.KeyVault/vaults/secrets/recover/action",
        "Microsoft.KeyVault/vaults/secrets/restore/action",
      ]),
      anyOf("secrets written through Azure Resource Manager", ["Microsoft.KeyVault/vaults/secrets/write"]),
    ],
  },
  "data.use-cryptographic-keys": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf(
        "keys",
        ["Microsoft.KeyVault/vaults/keys/*"],
        ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/verify/action"],
      ),
      anyDataOf(
        "certificates",
        ["Microsoft.KeyVault/vaults/certificates/*"],
        ["Microsoft.KeyVault/vaults/certificates/read"],
      ),
      anyOf("keys written through Azure Resource Manager", ["Microsoft.KeyVault/vaults/keys/write"]),
    ],
  },
  "data.read-messages": {
    category: "data",
    severity: "high",
    requirements: [
      anyDataOf("Event Hubs", ["Microsoft.EventHub/namespaces/messages/receive/action"]),
      anyDataOf("Service Bus", ["Microsoft.ServiceBus/namespaces/messages/receive/action"]),
      anyDataOf("Event Grid", [
        "Microsoft.EventGrid/events/receive/action",
        "Microsoft.EventGrid/topicSpaces/subscribe/action",
      ]),
    ],
  },
  "data.read-settings": {
    category: "data",
    severity: "high",
    requirements: [
      anyDataOf("App Configuration", ["Microsoft.AppConfiguration/configurationStores/keyValues/read"]),
      anyOf("App Configuration through Azure Resource Manager", [
        "Microsoft.AppConfiguration/configurationStores/ListKeyValue/action",
        "Microsoft.AppConfiguration/configurationStores/keyValues/action",
      ]),
    ],
  },
  "data.use-ai": {
    category: "data",
    severity: "high",
    requirements: [
      anyDataOf("Azure AI services", ["Microsoft.CognitiveServices/*"]),
      anyDataOf("AI Search", ["Microsoft.Search/*"]),
    ],
  },
  "data.use-clusters": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf("Azure Kubernetes Service", ["Microsoft.ContainerService/*"]),
      anyDataOf("Kubernetes with Azure Arc", ["Microsoft.Kubernetes/*"]),
    ],
  },
  "data.sign-in-to-machines": {
    category: "data",
    severity: "critical",
    requirements: [
      anyDataOf("virtual machines", [
        "Microsoft.Compute/virtualMachines/login/action",
        "Microsoft.Compute/virtualMachines/loginAsAdmin/action",
        "Microsoft.Compute/virtualMachines/WACloginAsAdmin/action",
      ]),
      anyDataOf("machines with Azure Arc", [
        "Microsoft.HybridCompute/machines/login/action",
        "Microsoft.HybridCompute/machines/loginAsAdmin/action",
        "Microsoft.HybridCompute/machines/WACLoginAsAdmin/action",
      ]),
    ],
  },
  "data.export-disks": {
    category: "data",
    severity: "critical",
    requirements: [
      anyOf("disks", [
        "Microsoft.Compute/disks/beginGetAccess/action",
        "Microsoft.Compute/virtualMachineScaleSets/disks/beginGetAccess/action",
      ]),
      anyOf("snapshots", ["Microsoft.Compute/snapshots/beginGetAccess/action"]),
      anyOf("restore points", [
        "Microsoft.Compute/restorePointCollections/restorePoints/retrieveSasUris/action",
        "Microsoft.Compute/restorePointCollections/restorePoints/diskRestorePoints/beginGetAccess/action",
      ]),
      anyDataOf("downloads of disks", [
        "Microsoft.Compute/disks/download/action",
        "Microsoft.Compute/snapshots/download/action",
      ]),
    ],
  },
  "data.export-databases": {
    category: "data",
    severity: "critical",
    requirements: [
      anyOf("SQL databases", ["Microsoft.Sql/servers/databases/export/action"]),
      anyOf("Redis", [
        "Microsoft.Cache/redis/export/action",
        "Microsoft.Cache/redisEnterprise/databases/export/action",
      ]),
      anyOf("MySQL", ["Microsoft.DBforMySQL/flexibleServers/backupAndExport/action"]),
    ],
  },
  "data.other": {
    category: "data",
    severity: "medium",
    requirements: [
      anyDataOf("other services", ["*"], NAMED_DATA),
      anyDataOf(
        "parts of storage",
        ["Microsoft.Storage/*"],
        [
          "Microsoft.Storage/storageAccounts/blobServices/*",
          "Microsoft.Storage/storageAccounts/fileServices/*",
          "Microsoft.Storage/storageAccounts/queueServices/*",
          "Microsoft.Storage/storageAccounts/tableServices/*",
        ],
      ),
      anyDataOf("names in key vaults", [
        "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
        "Microsoft.KeyVault/vaults/keys/read",
        "Microsoft.KeyVault/vaults/certificates/read",
      ]),
      anyDataOf("sending messages", [
        "Microsoft.EventHub/namespaces/messages/send/action",
        "Microsoft.ServiceBus/namespaces/messages/send/action",
        "Microsoft.EventGrid/events/send/action",
        "Microsoft.EventGrid/topicSpaces/publish/action",
      ]),
      anyDataOf(
        "changing settings of App Configuration",
        ["Microsoft.AppConfiguration/*"],
        ["Microsoft.AppConfiguration/configurationStores/keyValues/read"],
      ),
    ],
  },
} satisfies CapabilityGroup;
