import { anyOf, type CapabilityGroup } from "./capability.ts";

/** What protects and watches: logs, alerts, threat protection, network filters, backups. */
export const SECURITY = {
  "logging.disable": {
    category: "security",
    severity: "high",
    requirements: [
      anyOf("diagnostic settings", [
        "Microsoft.Insights/diagnosticSettings/delete",
        "Microsoft.Insights/diagnosticSettings/write",
      ]),
      anyOf("activity log", [
        "Microsoft.Insights/LogProfiles/Delete",
        "Microsoft.Insights/LogProfiles/Write",
      ]),
      anyOf("data collection", [
        "Microsoft.Insights/DataCollectionRules/Delete",
        "Microsoft.Insights/DataCollectionRules/Write",
        "Microsoft.Insights/DataCollectionRuleAssociations/Delete",
      ]),
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/delete",
        "Microsoft.OperationalInsights/workspaces/datasources/delete",
        "Microsoft.OperationalInsights/workspaces/intelligencepacks/disable/action",
      ]),
      anyOf("auditing of SQL", [
        "Microsoft.Sql/servers/auditingSettings/write",
        "Microsoft.Sql/servers/databases/auditingSettings/write",
        "Microsoft.Sql/servers/extendedAuditingSettings/write",
      ]),
      anyOf("network flow logs", [
        "Microsoft.Insights/ExtendedDiagnosticSettings/Delete",
        "Microsoft.Insights/ExtendedDiagnosticSettings/Write",
      ]),
    ],
  },
  "logging.erase": {
    category: "security",
    severity: "critical",
    requirements: [
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/purge/action",
        "Microsoft.OperationalInsights/workspaces/tables/delete",
      ]),
      anyOf("Application Insights", ["Microsoft.Insights/Components/Purge/Action"]),
    ],
  },
  "logging.export": {
    category: "security",
    severity: "high",
    requirements: [
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/dataexports/write",
        "Microsoft.OperationalInsights/workspaces/linkedstorageaccounts/write",
      ]),
      anyOf("Application Insights", ["Microsoft.Insights/Components/ExportConfiguration/Action"]),
    ],
  },
  "alerts.change": {
    category: "security",
    severity: "low",
    requirements: [
      anyOf("classic alert rules", ["Microsoft.Insights/AlertRules/Write"]),
      anyOf("metric alerts", ["Microsoft.Insights/metricAlerts/write"]),
      anyOf("log alerts", ["Microsoft.Insights/ScheduledQueryRules/Write"]),
      anyOf("activity log alerts", ["Microsoft.Insights/ActivityLogAlerts/Write"]),
      anyOf("receivers of alerts", ["Microsoft.Insights/ActionGroups/Write"]),
    ],
  },
  "alerts.disable": {
    category: "security",
    severity: "medium",
    requirements: [
      anyOf("classic alert rules", ["Microsoft.Insights/AlertRules/Delete"]),
      anyOf("log alerts", ["Microsoft.Insights/ScheduledQueryRules/Delete"]),
      anyOf("activity log alerts", ["Microsoft.Insights/ActivityLogAlerts/Delete"]),
      anyOf("receivers of alerts", ["Microsoft.Insights/ActionGroups/Delete"]),
      anyOf("suppression", ["Microsoft.AlertsManagement/actionRules/write"]),
      anyOf("closing alerts", ["Microsoft.AlertsManagement/alerts/changestate/action"]),
      anyOf("smart detection", ["Microsoft.AlertsManagement/smartDetectorAlertRules/delete"]),
    ],
  },
  "security.change": {
    category: "security",
    severity: "high",
    requirements: [
      anyOf("plans of Defender for Cloud", [
        "Microsoft.Security/pricings/write",
        "Microsoft.Security/settings/write",
      ]),
      anyOf("findings of Defender for Cloud", [
        "Microsoft.Security/assessments/write",
        "Microsoft.Security/automations/write",
        "Microsoft.Security/automations/delete",
      ]),
      anyOf("Microsoft Sentinel", ["Microsoft.SecurityInsights/*"], ["*/read"]),
      anyOf("threat protection of services", [
        "Microsoft.Sql/servers/securityAlertPolicies/write",
        "Microsoft.Sql/servers/advancedThreatProtectionSettings/write",
        "Microsoft.Security/advancedThreatProtectionSettings/write",
        "Microsoft.Security/defenderforstoragesettings/write",
      ]),
    ],
  },
  "network.open": {
    category: "security",
    severity: "high",
    requirements: [
      anyOf("network security groups", [
        "Microsoft.Network/networkSecurityGroups/write",
        "Microsoft.Network/networkSecurityGroups/delete",
        "Microsoft.Network/networkSecurityGroups/securityRules/write",
        "Microsoft.Network/networkSecurityGroups/securityRules/delete",
      ]),
      anyOf("Azure Firewall", ["Microsoft.Network/azureFirewalls/write"]),
      anyOf("routes", [
        "Microsoft.Network/routeTables/write",
        "Microsoft.Network/routeTables/routes/write",
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write",
      ]),
      anyOf("firewalls of databases", [
        "Microsoft.Sql/servers/firewallRules/write",
        "Microsoft.Cache/redis/firewallRules/write",
        "Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/write",
      ]),
      anyOf("storage", ["Microsoft.Storage/storageAccounts/write"]),
      anyOf("private connections", [
        "Microsoft.Storage/storageAccounts/privateEndpointConnectionsApproval/action",
        "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action",
        "Microsoft.Sql/servers/privateEndpointConnectionsApproval/action",
      ]),
    ],
  },
  "backup.restore": {
    category: "backup",
    severity: "high",
    requirements: [
      anyOf("Recovery Services vaults", [
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/provisionInstantItemRecovery/action",
        "Microsoft.RecoveryServices/Locations/backupCrossRegionRestore/action",
      ]),
      anyOf("Backup vaults", ["Microsoft.DataProtection/backupVaults/backupInstances/restore/action"]),
      anyOf("Cosmos DB", ["Microsoft.DocumentDB/databaseAccounts/restore/action"]),
      anyOf("storage", ["Microsoft.Storage/storageAccounts/restoreBlobRanges/action"]),
    ],
  },
  "backup.change": {
    category: "backup",
    severity: "medium",
    requirements: [
      anyOf("Recovery Services vaults", [
        "Microsoft.RecoveryServices/Vaults/backupPolicies/write",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
        "Microsoft.RecoveryServices/Vaults/write",
      ]),
      anyOf("Backup vaults", [
        "Microsoft.DataProtection/backupVaults/backupPolicies/write",
        "Microsoft.DataProtection/backupVaults/backupInstances/write",
        "Microsoft.DataProtection/backupVaults/write",
      ]),
      anyOf("retention of SQL backups", [
        "Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies/write",
        "Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/write",
      ]),
    ],
  },
  "backup.stop": {
    category: "backup",
    severity: "critical",
    requirements: [
      anyOf("Recovery Services vaults", [
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/delete",
        "Microsoft.RecoveryServices/Vaults/backupPolicies/delete",
        "Microsoft.RecoveryServices/Vaults/delete",
      ]),
      anyOf("Backup vaults", [
        "Microsoft.DataProtection/backupVaults/backupInstances/delete",
        "Microsoft.DataProtection/backupVaults/backupInstances/stopProtection/action",
        "Microsoft.DataProtection/backupVaults/backupInstances/suspendBackups/action",
        "Microsoft.DataProtection/backupVaults/delete",
      ]),
      anyOf("replication", [
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/delete",
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/remove/action",
      ]),
      anyOf("restore points and snapshots", [
        "Microsoft.Compute/restorePointCollections/delete",
        "Microsoft.Compute/restorePointCollections/restorePoints/delete",
        "Microsoft.Compute/snapshots/delete",
      ]),
      anyOf("Cosmos DB", ["Microsoft.DocumentDB/databaseAccounts/disableLongTermProtection/action"]),
    ],
  },
  "backup.weaken": {
    category: "backup",
    severity: "critical",
    requirements: [
      anyOf("soft delete", ["Microsoft.RecoveryServices/Vaults/backupconfig/write"]),
      anyOf("Resource Guard", [
        "Microsoft.RecoveryServices/Vaults/backupResourceGuardProxies/delete",
        "Microsoft.RecoveryServices/Vaults/backupResourceGuardProxies/unlockDelete/action",
        "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/delete",
        "Microsoft.DataProtection/backupVaults/backupResourceGuardProxies/unlockDelete/action",
        "Microsoft.DataProtection/subscriptions/resourceGroups/providers/resourceGuards/delete",
      ]),
      anyOf("security PIN", ["Microsoft.RecoveryServices/Vaults/backupSecurityPIN/action"]),
      anyOf("redundancy", ["Microsoft.RecoveryServices/Vaults/backupstorageconfig/write"]),
    ],
  },
} satisfies CapabilityGroup;
