import { anyOf, type CapabilityGroup } from "./capability.ts";

/** Who may do what: roles, vault policies, administrators of databases, and the delegation itself. */
export const ACCESS = {
  "access.assign-roles": {
    category: "access",
    severity: "critical",
    requirements: [
      anyOf("role assignments", ["Microsoft.Authorization/roleAssignments/write"]),
      anyOf("requests for roles", [
        "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
        "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
      ]),
      anyOf("classic administrators", ["Microsoft.Authorization/classicAdministrators/write"]),
    ],
  },
  "access.remove-roles": {
    category: "access",
    severity: "high",
    requirements: [
      anyOf("role assignments", ["Microsoft.Authorization/roleAssignments/delete"]),
      anyOf("classic administrators", ["Microsoft.Authorization/classicAdministrators/delete"]),
      anyOf("deny assignments", [
        "Microsoft.Authorization/denyAssignments/write",
        "Microsoft.Authorization/denyAssignments/delete",
      ]),
      anyOf("deny settings of deployment stacks", [
        "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
      ]),
    ],
  },
  "access.define-roles": {
    category: "access",
    severity: "critical",
    requirements: [
      anyOf("role definitions", [
        "Microsoft.Authorization/roleDefinitions/write",
        "Microsoft.Authorization/roleDefinitions/delete",
      ]),
      anyOf("terms of activation", [
        "Microsoft.Authorization/roleManagementPolicies/write",
        "Microsoft.Authorization/roleManagementPolicies/approvalRule/action",
      ]),
    ],
  },
  "access.elevate": {
    category: "access",
    severity: "critical",
    requirements: [anyOf("the whole tenant", ["Microsoft.Authorization/elevateAccess/action"])],
  },
  "access.vault-policies": {
    category: "access",
    severity: "critical",
    requirements: [
      anyOf("Key Vault", [
        "Microsoft.KeyVault/vaults/accessPolicies/write",
        "Microsoft.KeyVault/vaults/write",
      ]),
      anyOf("Managed HSM", ["Microsoft.KeyVault/managedHSMs/write"]),
    ],
  },
  "access.data-roles": {
    category: "access",
    severity: "critical",
    requirements: [
      anyOf("Cosmos DB", [
        "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write",
        "Microsoft.DocumentDB/databaseAccounts/mongodbUserDefinitions/write",
        "Microsoft.DocumentDB/databaseAccounts/cassandraRoleAssignments/write",
        "Microsoft.DocumentDB/databaseAccounts/gremlinRoleAssignments/write",
        "Microsoft.DocumentDB/databaseAccounts/tableRoleAssignments/write",
      ]),
      anyOf("Redis", ["Microsoft.Cache/redis/accessPolicyAssignments/write"]),
      anyOf("Data Explorer", [
        "Microsoft.Kusto/Clusters/PrincipalAssignments/write",
        "Microsoft.Kusto/Clusters/Databases/PrincipalAssignments/write",
        "Microsoft.Kusto/Clusters/Databases/AddPrincipals/action",
      ]),
      anyOf("Event Grid", ["Microsoft.EventGrid/namespaces/permissionBindings/write"]),
      anyOf("Databricks", ["Microsoft.Databricks/workspaces/assignWorkspaceAdmin/action"]),
      anyOf("Azure Kubernetes Service", [
        "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/write",
      ]),
      anyOf("Azure Monitor", [
        "microsoft.monitor/accounts/accessPolicies/write",
        "microsoft.monitor/crossTenantPermissions/write",
      ]),
    ],
  },
  "access.database-administrators": {
    category: "access",
    severity: "critical",
    requirements: [
      anyOf("SQL servers", ["Microsoft.Sql/servers/write", "Microsoft.Sql/servers/administrators/write"]),
      anyOf("SQL managed instances", [
        "Microsoft.Sql/managedInstances/write",
        "Microsoft.Sql/managedInstances/administrators/write",
      ]),
      anyOf("PostgreSQL", [
        "Microsoft.DBforPostgreSQL/flexibleServers/write",
        "Microsoft.DBforPostgreSQL/flexibleServers/administrators/write",
        "Microsoft.DBforPostgreSQL/flexibleServers/administrators/action",
      ]),
    ],
  },
  "delegation.remove": {
    category: "access",
    severity: "high",
    requirements: [
      anyOf("Azure Lighthouse", [
        "Microsoft.ManagedServices/registrationAssignments/delete",
        "Microsoft.ManagedServices/registrationDefinitions/delete",
      ]),
    ],
  },
  "delegation.create": {
    category: "access",
    severity: "high",
    requirements: [
      anyOf("Azure Lighthouse", [
        "Microsoft.ManagedServices/registrationDefinitions/write",
        "Microsoft.ManagedServices/registrationAssignments/write",
      ]),
    ],
  },
} satisfies CapabilityGroup;
