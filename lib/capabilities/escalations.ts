import type { CapabilityCode } from "./capabilities.ts";

/** A capability that a step starts from, on any service or on one of those named. */
export interface StepStart {
  readonly capability: CapabilityCode;
  /** Services of the capability's requirements. @default - any of them */
  readonly services?: readonly string[];
}

/** A known way from capabilities to capabilities that no grant gives directly. */
export interface EscalationStep {
  /** All of these are needed; `delegated-roles` stands for roles that may be handed to managed identities. */
  readonly from: readonly StepStart[] | "delegated-roles";
  /** What the way leads to; `handed-out` stands for whatever the delegated roles allow, `everything` for any role. */
  readonly reaches: readonly CapabilityCode[] | "handed-out" | "everything";
  /** Where the way is described: a Microsoft page, or a public analysis of attack paths. */
  readonly source: string;
}

const TIERING = "azure-tiering, Azure roles (emiliensocchi/azure-tiering, commit 2eb07e95)";

const TABLE = {
  "delegated-roles": {
    from: "delegated-roles",
    reaches: "handed-out",
    source: 'Microsoft page "Deploy a policy that can be remediated within a delegated subscription"',
  },
  "storage-keys": {
    from: [{ capability: "keys.storage" }],
    reaches: ["data.read-files", "data.change-files"],
    source: 'Microsoft page "Manage storage account access keys"',
  },
  "database-keys": {
    from: [{ capability: "keys.databases" }],
    reaches: ["data.use-databases"],
    source: 'Microsoft page "Overview of secure access to data in Azure Cosmos DB"',
  },
  "messaging-keys": {
    from: [{ capability: "keys.messaging", services: ["Event Hubs", "Service Bus"] }],
    reaches: ["data.read-messages"],
    source: 'Microsoft page "Authenticate access to Event Hubs with shared access signatures"',
  },
  "configuration-keys": {
    from: [{ capability: "keys.integration", services: ["App Configuration"] }],
    reaches: ["data.read-settings"],
    source: 'Microsoft page "Enable Azure RBAC for App Configuration": access keys give full access',
  },
  "analytics-keys": {
    from: [
      { capability: "keys.analytics", services: ["Azure AI services", "AI Search", "Machine Learning"] },
    ],
    reaches: ["data.use-ai"],
    source:
      'Microsoft pages "Authenticate requests to Azure AI services" and "Connect to Azure AI Search with keys"',
  },
  "cluster-credentials": {
    from: [{ capability: "keys.clusters", services: ["administrators of Azure Kubernetes Service"] }],
    reaches: ["data.use-clusters", "code.clusters"],
    source: `Microsoft page "Limit access to cluster configuration file"; ${TIERING}`,
  },
  "cluster-bindings": {
    from: [{ capability: "access.data-roles", services: ["Azure Kubernetes Service"] }],
    reaches: ["data.use-clusters"],
    source: TIERING,
  },
  "database-roles": {
    from: [{ capability: "access.data-roles", services: ["Cosmos DB"] }],
    reaches: ["data.use-databases"],
    source: 'Microsoft page "Connect to Azure Cosmos DB with role-based access control"',
  },
  "vault-policies": {
    from: [{ capability: "access.vault-policies", services: ["Key Vault"] }],
    reaches: ["data.read-secrets", "data.change-secrets", "data.use-cryptographic-keys"],
    source:
      'Microsoft page "Secure access to a key vault": whoever writes a vault can grant access to its data',
  },
  "publishing-profiles": {
    from: [{ capability: "keys.web-apps", services: ["publishing profiles of web apps"] }],
    reaches: ["code.web-apps"],
    source: 'Microsoft page "Configure deployment credentials for Azure App Service"',
  },
  "function-keys": {
    from: [{ capability: "keys.web-apps", services: ["keys of functions"] }],
    reaches: ["code.web-apps"],
    source:
      'Microsoft page "Work with access keys in Azure Functions": the master key gives administrative access',
  },
  "pushed-images": {
    from: [{ capability: "code.push-images" }],
    reaches: ["code.containers"],
    source: 'Microsoft page "Azure Container Registry roles and permissions"',
  },
  "registry-credentials": {
    from: [{ capability: "keys.registries" }],
    reaches: ["code.push-images", "read.programs"],
    source:
      'Microsoft page "Authenticate with an Azure container registry": the admin account has full access',
  },
  "identity-of-machine": {
    from: [{ capability: "code.machines" }],
    reaches: ["identity.act"],
    source: `Microsoft page "Managed identity best practice recommendations"; ${TIERING}`,
  },
  "identity-of-web-app": {
    from: [{ capability: "code.web-apps" }],
    reaches: ["identity.act"],
    source: `Microsoft page "Use managed identities for App Service and Azure Functions"; ${TIERING}`,
  },
  "identity-of-container": {
    from: [{ capability: "code.containers" }],
    reaches: ["identity.act"],
    source: 'Microsoft page "How to use managed identities with Azure Container Instances"',
  },
  "identity-of-cluster": {
    from: [{ capability: "code.clusters" }],
    reaches: ["identity.act", "data.use-clusters"],
    source: TIERING,
  },
  "identity-of-automation": {
    from: [{ capability: "code.automation" }],
    reaches: ["identity.act"],
    source: `Microsoft page "Azure Automation account authentication overview"; ${TIERING}`,
  },
  "identity-of-logic-app": {
    from: [{ capability: "code.logic-apps" }],
    reaches: ["identity.act"],
    source:
      'Microsoft page "Authenticate access and connections with managed identities in Azure Logic Apps"',
  },
  "identity-of-pipeline": {
    from: [{ capability: "code.pipelines", services: ["Data Factory", "Machine Learning"] }],
    reaches: ["identity.act"],
    source: 'Microsoft page "Managed identity for Azure Data Factory"',
  },
  "machine-with-identity": {
    from: [
      { capability: "identity.assign" },
      { capability: "change.compute", services: ["virtual machines", "scale sets"] },
    ],
    reaches: ["identity.act"],
    source: `Microsoft page "Configure managed identities on Azure virtual machines"; ${TIERING}, Managed Identity Operator`,
  },
  "deployment-script-with-identity": {
    from: [{ capability: "identity.assign" }, { capability: "code.deployment-scripts" }],
    reaches: ["identity.act"],
    source: 'Microsoft page "Use deployment scripts in Bicep"',
  },
  "federated-credential": {
    from: [{ capability: "identity.federate" }],
    reaches: ["identity.act"],
    source:
      'Microsoft page "Configure a user-assigned managed identity to trust an external identity provider"',
  },
  "sign-in-to-machines": {
    from: [{ capability: "data.sign-in-to-machines" }],
    reaches: ["code.machines"],
    source: 'Microsoft page "Sign in to a virtual machine by using Microsoft Entra ID"',
  },
  "policy-deployment": {
    from: [
      { capability: "policy.assign", services: ["policy assignments"] },
      { capability: "policy.define" },
    ],
    reaches: ["identity.act"],
    source: 'Microsoft page "Remediate non-compliant resources with Azure Policy"',
  },
  "role-assignment": {
    from: [{ capability: "access.assign-roles" }],
    reaches: "everything",
    source:
      'Microsoft page "Azure roles, Microsoft Entra roles, and classic subscription administrator roles"',
  },
  "role-definition": {
    from: [{ capability: "access.define-roles", services: ["role definitions"] }],
    reaches: ["access.assign-roles"],
    source: 'Microsoft page "Azure custom roles"',
  },
  "elevated-access": {
    from: [{ capability: "access.elevate" }],
    reaches: ["access.assign-roles"],
    source: 'Microsoft page "Elevate access to manage all Azure subscriptions and management groups"',
  },
} satisfies Readonly<Record<string, EscalationStep>>;

/** Code of a known way. */
export type EscalationCode = keyof typeof TABLE;

/** Known ways by code, in the order to read them. Never all ways: pages must say "known". */
export const ESCALATIONS: Readonly<Record<EscalationCode, EscalationStep>> = TABLE;

/** Codes in the order of the table. */
export const ESCALATION_CODES: readonly EscalationCode[] = Object.keys(TABLE) as EscalationCode[];
