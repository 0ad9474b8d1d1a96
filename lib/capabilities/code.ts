import { anyOf, type CapabilityGroup } from "./capability.ts";

/** Running one's own code, and acting as managed identities. */
export const CODE = {
  "code.machines": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("virtual machines: run command", [
        "Microsoft.Compute/virtualMachines/runCommand/action",
        "Microsoft.Compute/virtualMachines/runCommands/write",
      ]),
      anyOf("virtual machines: extensions", ["Microsoft.Compute/virtualMachines/extensions/write"]),
      anyOf("scale sets", [
        "Microsoft.Compute/virtualMachineScaleSets/write",
        "Microsoft.Compute/virtualMachineScaleSets/extensions/write",
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action",
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands/write",
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/extensions/write",
      ]),
      anyOf("serial console", ["Microsoft.SerialConsole/serialPorts/connect/action"]),
      anyOf("machines with Azure Arc", [
        "Microsoft.HybridCompute/machines/extensions/write",
        "Microsoft.HybridCompute/machines/addExtensions/action",
        "Microsoft.HybridCompute/machines/runcommands/write",
      ]),
    ],
  },
  "code.web-apps": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("web apps", [
        "Microsoft.Web/sites/publish/Action",
        "Microsoft.Web/sites/slots/publish/action",
        "Microsoft.Web/sites/config/Write",
        "Microsoft.Web/sites/write",
        "Microsoft.Web/sites/deployments/write",
        "Microsoft.Web/sites/extensions/write",
        "Microsoft.Web/sites/extensions/api/action",
        "Microsoft.Web/sites/slotsswap/Action",
      ]),
      anyOf("functions", [
        "Microsoft.Web/sites/functions/write",
        "Microsoft.Web/sites/hostruntime/host/action",
      ]),
    ],
  },
  "code.containers": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("Container Instances", [
        "Microsoft.ContainerInstance/containerGroups/write",
        "Microsoft.ContainerInstance/containerGroups/containers/exec/action",
      ]),
      anyOf("Container Apps", ["Microsoft.App/containerApps/*/write", "Microsoft.App/jobs/write"]),
      anyOf("tasks of container registries", [
        "Microsoft.ContainerRegistry/registries/scheduleRun/action",
        "Microsoft.ContainerRegistry/registries/tasks/write",
        "Microsoft.ContainerRegistry/registries/taskruns/write",
      ]),
    ],
  },
  "code.clusters": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("Azure Kubernetes Service", [
        "Microsoft.ContainerService/managedClusters/runcommand/action",
        "Microsoft.ContainerService/managedClusters/write",
      ]),
    ],
  },
  "code.push-images": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("container registries", [
        "Microsoft.ContainerRegistry/registries/push/write",
        "Microsoft.ContainerRegistry/registries/importImage/action",
      ]),
    ],
  },
  "code.automation": {
    category: "code",
    severity: "critical",
    requirements: [
      anyOf("writing runbooks", [
        "Microsoft.Automation/automationAccounts/runbooks/write",
        "Microsoft.Automation/automationAccounts/runbooks/draft/write",
        "Microsoft.Automation/automationAccounts/runbooks/draft/content/write",
      ]),
      anyOf("starting runbooks", [
        "Microsoft.Automation/automationAccounts/jobs/write",
        "Microsoft.Automation/automationAccounts/jobSchedules/write",
        "Microsoft.Automation/automationAccounts/webhooks/write",
        "Microsoft.Automation/automationAccounts/runbooks/draft/testJob/write",
      ]),
    ],
  },
  "code.logic-apps": {
    category: "code",
    severity: "high",
    requirements: [
      anyOf("workflows", ["Microsoft.Logic/workflows/write"]),
      anyOf("starting workflows", [
        "Microsoft.Logic/workflows/run/action",
        "Microsoft.Logic/workflows/triggers/run/action",
      ]),
      anyOf("Logic Apps (Standard)", [
        "Microsoft.Web/sites/deployWorkflowArtifacts/action",
        "Microsoft.Web/sites/slots/deployWorkflowArtifacts/action",
      ]),
      anyOf("playbooks of Microsoft Sentinel", ["Microsoft.SecurityInsights/entities/runPlaybook/action"]),
    ],
  },
  "code.deployment-scripts": {
    category: "code",
    severity: "high",
    requirements: [anyOf("deployment scripts", ["Microsoft.Resources/deploymentScripts/write"])],
  },
  "code.pipelines": {
    category: "code",
    severity: "high",
    requirements: [
      anyOf("Data Factory", [
        "Microsoft.DataFactory/factories/pipelines/write",
        "Microsoft.DataFactory/factories/pipelines/createrun/action",
        "Microsoft.DataFactory/factories/linkedServices/write",
      ]),
      anyOf("HDInsight", ["Microsoft.HDInsight/clusters/executeScriptActions/action"]),
      anyOf("Data Explorer", ["Microsoft.Kusto/Clusters/AddLanguageExtensions/action"]),
      anyOf("Machine Learning", ["Microsoft.MachineLearningServices/workspaces/write"]),
    ],
  },
  "identity.act": { category: "identity", severity: "critical", requirements: [] },
  "identity.assign": {
    category: "identity",
    severity: "critical",
    requirements: [
      anyOf("user-assigned identities", [
        "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
        // as the role Managed Identity Operator spells it
        "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
      ]),
    ],
  },
  "identity.federate": {
    category: "identity",
    severity: "critical",
    requirements: [
      anyOf("user-assigned identities", [
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
      ]),
    ],
  },
} satisfies CapabilityGroup;
