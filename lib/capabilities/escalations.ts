import type { CapabilityCode } from "./capabilities.ts";

/** A capability that a step starts from, on any service or a named one. */
export interface StepStart {
  readonly capability: CapabilityCode;
  /** Services of the capability's requirements. @default - any of them */
  readonly services?: readonly string[];
}

/** A known way from capabilities to capabilities that no grant gives directly. */
export interface EscalationStep {
  /** All of these are needed. `delegated-roles` stands for roles that may be handed to managed identities. */
  readonly from: readonly StepStart[] | "delegated-roles";
  /** Capabilities that the way leads to. `handed-out` means what the delegated roles allow, `everything` any role. */
  readonly reaches: readonly CapabilityCode[] | "handed-out" | "everything";
  /** Where the way is described: a Microsoft page, or a public analysis of attack paths. */
  readonly source: string;
}

const TIERING = "emiliensocchi/azure-tiering: Azure roles/README.md @ 2eb07e95";

const TIERING_TOO = `; ${TIERING}`;

/** A page of Microsoft's documentation, by its path and the commit of the look-up. */
function page(path: string, commit: string): string {
  return `MicrosoftDocs/azure-docs: articles/${path}.md @ ${commit}`;
}

const TABLE = {
  "delegated-roles": {
    from: "delegated-roles",
    reaches: "handed-out",
    source:
      "MicrosoftDocs/azure-management-docs: articles/lighthouse/how-to/deploy-policy-remediation.md @ d923d588",
  },
  "storage-keys": {
    from: [{ capability: "keys.storage" }],
    reaches: ["data.read-files", "data.change-files"],
    source: page("storage/common/storage-account-keys-manage", "5c918e09"),
  },
  "database-keys": {
    from: [{ capability: "keys.databases" }],
    reaches: ["data.use-databases"],
    source: page("cosmos-db/secure-access-to-data", "be47057e"),
  },
  "messaging-keys": {
    from: [{ capability: "keys.messaging", services: ["Event Hubs", "Service Bus"] }],
    reaches: ["data.read-messages"],
    source: page("event-hubs/authenticate-shared-access-signature", "1912c422"),
  },
  "configuration-keys": {
    from: [{ capability: "keys.integration", services: ["App Configuration"] }],
    reaches: ["data.read-settings"],
    source: page("azure-app-configuration/concept-enable-rbac", "ac42f5a9"),
  },
  "analytics-keys": {
    from: [
      { capability: "keys.analytics", services: ["Azure AI services", "AI Search", "Machine Learning"] },
    ],
    reaches: ["data.use-ai"],
    source: page("search/search-security-api-keys", "df9ae8bd"),
  },
  "cluster-credentials": {
    from: [{ capability: "keys.clusters", services: ["administrators of Azure Kubernetes Service"] }],
    reaches: ["data.use-clusters", "code.clusters"],
    source: page("aks/control-kubeconfig-access", "52c9dd45") + TIERING_TOO,
  },
  "cluster-bindings": {
    from: [{ capability: "access.data-roles", services: ["Azure Kubernetes Service"] }],
    reaches: ["data.use-clusters"],
    source: TIERING,
  },
  "database-roles": {
    from: [{ capability: "access.data-roles", services: ["Cosmos DB"] }],
    reaches: ["data.use-databases"],
    source: page("cosmos-db/how-to-setup-rbac", "620e7aca"),
  },
  "vault-policies": {
    from: [{ capability: "access.vault-policies", services: ["Key Vault"] }],
    reaches: ["data.read-secrets", "data.change-secrets", "data.use-cryptographic-keys"],
    source: page("key-vault/general/security-features", "221a7c6b"),
  },
  "publishing-profiles": {
    from: [{ capability: "keys.web-apps", services: ["publishing profiles of web apps"] }],
    reaches: ["code.web-apps"],
    source: page("app-service/deploy-configure-credentials", "f53c527c"),
  },
  "function-keys": {
    from: [{ capability: "keys.web-apps", services: ["keys of functions"] }],
    reaches: ["code.web-apps"],
    source: page("azure-functions/function-keys-how-to", "e147fd0d"),
  },
  "pushed-images": {
    from: [{ capability: "code.push-images" }],
    reaches: ["code.containers"],
    source: page("container-registry/container-registry-roles", "89ad82ea"),
  },
  "registry-credentials": {
    from: [{ capability: "keys.registries" }],
    reaches: ["code.push-images", "read.programs"],
    source: page("container-registry/container-registry-authentication", "dc779061"),
  },
  "identity-of-machine": {
    from: [{ capability: "code.machines" }],
    reaches: ["identity.act"],
    source: page("virtual-machines/windows/run-command", "183195b0") + TIERING_TOO,
  },
  "identity-of-web-app": {
    from: [{ capability: "code.web-apps" }],
    reaches: ["identity.act"],
    source: page("app-service/overview-managed-identity", "ac0390f7") + TIERING_TOO,
  },
  "identity-of-container": {
    from: [{ capability: "code.containers" }],
    reaches: ["identity.act"],
    source: page("container-instances/container-instances-managed-identity", "36f1051e"),
  },
  "identity-of-cluster": {
    from: [{ capability: "code.clusters" }],
    reaches: ["identity.act", "data.use-clusters"],
    source: TIERING,
  },
  "identity-of-automation": {
    from: [{ capability: "code.automation" }],
    reaches: ["identity.act"],
    source: page("automation/automation-security-overview", "2a5b0840") + TIERING_TOO,
  },
  "identity-of-logic-app": {
    from: [{ capability: "code.logic-apps" }],
    reaches: ["identity.act"],
    source: page("logic-apps/authenticate-with-managed-identity", "cdb8d042"),
  },
  "identity-of-pipeline": {
    from: [{ capability: "code.pipelines", services: ["Data Factory", "Machine Learning"] }],
    reaches: ["identity.act"],
    source: page("data-factory/data-factory-service-identity", "dc779061"),
  },
  "machine-with-identity": {
    from: [
      { capability: "identity.assign" },
      { capability: "change.compute", services: ["virtual machines", "scale sets"] },
    ],
    reaches: ["identity.act"],
    source:
      page(
        "active-directory/managed-identities-azure-resources/managed-identity-best-practice-recommendations",
        "4d711bae",
      ) + TIERING_TOO,
  },
  "deployment-script-with-identity": {
    from: [{ capability: "identity.assign" }, { capability: "code.deployment-scripts" }],
    reaches: ["identity.act"],
    source: page("azure-resource-manager/bicep/deployment-script-bicep", "f0a79bc6"),
  },
  "federated-credential": {
    from: [{ capability: "identity.federate" }],
    reaches: ["identity.act"],
    source: page(
      "active-directory/workload-identities/workload-identity-federation-create-trust-user-assigned-managed-identity",
      "1d25717f",
    ),
  },
  "sign-in-to-machines": {
    from: [{ capability: "data.sign-in-to-machines" }],
    reaches: ["code.machines"],
    source: page("active-directory/devices/howto-vm-sign-in-azure-ad-windows", "aed95edc"),
  },
  "policy-deployment": {
    from: [
      { capability: "policy.assign", services: ["policy assignments"] },
      { capability: "policy.define" },
    ],
    reaches: ["identity.act"],
    source: page("governance/policy/how-to/remediate-resources", "58a04f75"),
  },
  "role-assignment": {
    from: [{ capability: "access.assign-roles" }],
    reaches: "everything",
    source: page("role-based-access-control/role-assignments", "464821f6"),
  },
  "role-definition": {
    from: [{ capability: "access.define-roles", services: ["role definitions"] }],
    reaches: ["access.assign-roles"],
    source: page("role-based-access-control/custom-roles", "9c7b9412"),
  },
  "elevated-access": {
    from: [{ capability: "access.elevate" }],
    reaches: ["access.assign-roles"],
    source: page("role-based-access-control/elevate-access-global-admin", "59d3c266"),
  },
} satisfies Readonly<Record<string, EscalationStep>>;

/** Code of a known way. */
export type EscalationCode = keyof typeof TABLE;

/** Known ways by code, in the order to read them. Never all ways: pages must say "known". */
export const ESCALATIONS: Readonly<Record<EscalationCode, EscalationStep>> = TABLE;

/** Codes in the order of the table. */
export const ESCALATION_CODES: readonly EscalationCode[] = Object.keys(TABLE) as EscalationCode[];
