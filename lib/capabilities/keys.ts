import { anyOf, type CapabilityGroup } from "./capability.ts";

const NAMED = {
  "keys.storage": {
    category: "keys",
    severity: "critical",
    requirements: [
      anyOf("storage", [
        "Microsoft.Storage/storageAccounts/listKeys/action",
        "Microsoft.Storage/storageAccounts/ListAccountSas/action",
        "Microsoft.Storage/storageAccounts/listServiceSas/action",
      ]),
    ],
  },
  "keys.databases": {
    category: "keys",
    severity: "critical",
    requirements: [
      anyOf("Cosmos DB", [
        "Microsoft.DocumentDB/databaseAccounts/listKeys/action",
        "Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action",
        "Microsoft.DocumentDB/databaseAccounts/readonlykeys/action",
      ]),
      anyOf("Redis", [
        "Microsoft.Cache/redis/listKeys/action",
        "Microsoft.Cache/redisEnterprise/databases/listKeys/action",
      ]),
    ],
  },
  "keys.messaging": {
    category: "keys",
    severity: "high",
    requirements: [
      anyOf("Event Hubs", [
        "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action",
        "Microsoft.EventHub/namespaces/eventhubs/authorizationRules/listkeys/action",
      ]),
      anyOf("Service Bus", [
        "Microsoft.ServiceBus/namespaces/authorizationRules/listkeys/action",
        "Microsoft.ServiceBus/namespaces/queues/authorizationRules/listkeys/action",
        "Microsoft.ServiceBus/namespaces/topics/authorizationRules/listkeys/action",
      ]),
      anyOf("Event Grid", [
        "Microsoft.EventGrid/domains/listKeys/action",
        "Microsoft.EventGrid/namespaces/listKeys/action",
        "Microsoft.EventGrid/partnerNamespaces/listKeys/action",
      ]),
      anyOf("IoT Hub", [
        "Microsoft.Devices/iotHubs/listkeys/Action",
        "Microsoft.Devices/iotHubs/iotHubKeys/listkeys/Action",
        "Microsoft.Devices/provisioningServices/listkeys/Action",
      ]),
    ],
  },
  "keys.web-apps": {
    category: "keys",
    severity: "critical",
    requirements: [
      anyOf("settings and connection strings of web apps", [
        "Microsoft.Web/sites/config/list/Action",
        "Microsoft.Web/sites/slots/config/list/action",
        "Microsoft.Web/sites/config/snapshots/listsecrets/action",
      ]),
      anyOf("keys of functions", [
        "Microsoft.Web/sites/functions/listSecrets/action",
        "Microsoft.Web/sites/functions/listkeys/action",
        "Microsoft.Web/sites/host/listkeys/action",
      ]),
      anyOf("publishing profiles of web apps", [
        "Microsoft.Web/sites/publishxml/Action",
        "Microsoft.Web/sites/newpassword/action",
      ]),
    ],
  },
  "keys.integration": {
    category: "keys",
    severity: "high",
    requirements: [
      anyOf("App Configuration", ["Microsoft.AppConfiguration/configurationStores/ListKeys/action"]),
      anyOf("API Management", [
        "Microsoft.ApiManagement/service/workspaces/subscriptions/listSecrets/action",
        "Microsoft.ApiManagement/service/workspaces/namedValues/listValue/action",
        "Microsoft.ApiManagement/service/getssotoken/action",
      ]),
      anyOf("Logic Apps", [
        "Microsoft.Logic/workflows/listCallbackUrl/action",
        "Microsoft.Logic/workflows/triggers/listCallbackUrl/action",
        "Microsoft.Logic/workflows/accessKeys/list/action",
      ]),
      anyOf("SignalR", ["Microsoft.SignalRService/SignalR/listkeys/action"]),
      anyOf("Communication Services", ["Microsoft.Communication/CommunicationServices/ListKeys/action"]),
      anyOf("Notification Hubs", [
        "Microsoft.NotificationHubs/Namespaces/authorizationRules/listkeys/action",
      ]),
    ],
  },
  "keys.analytics": {
    category: "keys",
    severity: "high",
    requirements: [
      anyOf("Azure AI services", ["Microsoft.CognitiveServices/accounts/listkeys/action"]),
      anyOf("AI Search", ["Microsoft.Search/searchServices/listAdminKeys/action"]),
      anyOf("Machine Learning", [
        "Microsoft.MachineLearningServices/workspaces/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/computes/listKeys/action",
        "Microsoft.MachineLearningServices/workspaces/connections/listsecrets/action",
      ]),
      anyOf("Data Factory", ["Microsoft.DataFactory/factories/integrationruntimes/listauthkeys/action"]),
      anyOf("HDInsight", ["Microsoft.HDInsight/clusters/getGatewaySettings/action"]),
    ],
  },
  "keys.registries": {
    category: "keys",
    severity: "high",
    requirements: [
      anyOf("container registries", [
        "Microsoft.ContainerRegistry/registries/listCredentials/action",
        "Microsoft.ContainerRegistry/registries/generateCredentials/action",
      ]),
    ],
  },
  "keys.clusters": {
    category: "keys",
    severity: "critical",
    requirements: [
      anyOf("administrators of Azure Kubernetes Service", [
        "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
        "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
      ]),
      anyOf("users of Azure Kubernetes Service", [
        "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
        "Microsoft.ContainerService/fleets/listCredentials/action",
      ]),
      anyOf("Kubernetes with Azure Arc", [
        "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action",
        "Microsoft.Kubernetes/connectedClusters/listClusterUserCredentials/action",
      ]),
    ],
  },
  "keys.monitoring": {
    category: "keys",
    severity: "medium",
    requirements: [
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
        "Microsoft.OperationalInsights/workspaces/listKeys/action",
      ]),
      anyOf("Automation", ["Microsoft.Automation/automationAccounts/listKeys/action"]),
      anyOf("Application Insights", ["Microsoft.Insights/Components/ApiKeys/Action"]),
    ],
  },
  "keys.by-reading": {
    category: "keys",
    severity: "medium",
    requirements: [
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/sharedkeys/read",
        "Microsoft.OperationalInsights/workspaces/listKeys/read",
      ]),
      anyOf("Functions", [
        "Microsoft.Web/sites/hostruntime/host/_master/read",
        "Microsoft.Web/sites/hostruntime/functions/keys/read",
        "Microsoft.Web/sites/functions/masterkey/read",
        "Microsoft.Web/sites/functions/token/read",
      ]),
      anyOf("Application Insights", ["Microsoft.Insights/Components/GetToken/Read"]),
      anyOf("backup", ["Microsoft.RecoveryServices/Vaults/vaultTokens/read"]),
    ],
  },
  "keys.regenerate": {
    category: "keys",
    severity: "high",
    requirements: [
      anyOf("storage", ["Microsoft.Storage/storageAccounts/regeneratekey/action"]),
      anyOf("Cosmos DB", ["Microsoft.DocumentDB/databaseAccounts/regenerateKey/action"]),
      anyOf("Redis", [
        "Microsoft.Cache/redis/regenerateKey/action",
        "Microsoft.Cache/redisEnterprise/databases/regenerateKey/action",
      ]),
      anyOf("Event Hubs", ["Microsoft.EventHub/namespaces/authorizationRules/regenerateKeys/action"]),
      anyOf("Service Bus", ["Microsoft.ServiceBus/namespaces/authorizationRules/regenerateKeys/action"]),
      anyOf("container registries", ["Microsoft.ContainerRegistry/registries/regenerateCredential/action"]),
      anyOf("App Configuration", ["Microsoft.AppConfiguration/configurationStores/RegenerateKey/action"]),
      anyOf("Log Analytics", ["Microsoft.OperationalInsights/workspaces/regenerateSharedKey/action"]),
    ],
  },
} satisfies CapabilityGroup;

/** Endings of operations that return a key, a token, a password or the like. */
const RETURN_SECRETS = [
  "key",
  "keys",
  "secret",
  "secrets",
  "credential",
  "credentials",
  "token",
  "tokens",
  "connectionString",
  "connectionStrings",
  "sas",
  "password",
  "passwords",
].map((ending) => `*${ending}/action`);

/** Operations with such an ending, or of providers of many roles, that return no credentials. */
const WITHOUT_SECRETS = [
  // for data that the caller may use anyway
  "*/generateUserDelegationKey/action",
  "Microsoft.Authorization/*",
  "Microsoft.Support/*",
  "Microsoft.Resources/*",
  "Microsoft.ResourceHealth/*",
  "Microsoft.Insights/AlertRules/*",
  "Microsoft.Insights/diagnosticSettings/*",
  "Microsoft.Insights/metricAlerts/*",
  "Microsoft.Insights/activityLogAlerts/*",
  "Microsoft.Insights/scheduledQueryRules/*",
  "Microsoft.Insights/webtests/*",
  "Microsoft.Insights/workbooks/*",
  "Microsoft.AlertsManagement/*",
  "Microsoft.Compute/availabilitySets/*",
  "Microsoft.Compute/locations/*",
  "Microsoft.Compute/virtualMachines/*",
  "Microsoft.Compute/virtualMachineScaleSets/*",
  "Microsoft.CostManagement/*",
  "Microsoft.Consumption/*",
];

const namedOperations = Object.values(NAMED).flatMap(({ requirements }) =>
  requirements.flatMap(({ operations }) => operations),
);

/** Keys, tokens and connection strings: they open what they belong to without any role. */
export const KEYS = {
  ...NAMED,
  "keys.other": {
    category: "keys",
    severity: "high",
    requirements: [anyOf("other services", RETURN_SECRETS, [...namedOperations, ...WITHOUT_SECRETS])],
  },
} satisfies CapabilityGroup;
