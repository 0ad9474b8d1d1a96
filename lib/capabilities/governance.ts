import { anyOf, type CapabilityGroup } from "./capability.ts";

/** Rules and structure of a subscription, its costs, and Microsoft's support. */
export const GOVERNANCE = {
  "policy.assign": {
    category: "governance",
    severity: "high",
    requirements: [
      anyOf("policy assignments", ["Microsoft.Authorization/policyAssignments/write"]),
      anyOf("remediation", ["Microsoft.PolicyInsights/remediations/write"]),
    ],
  },
  "policy.define": {
    category: "governance",
    severity: "high",
    requirements: [
      anyOf("policy definitions", [
        "Microsoft.Authorization/policyDefinitions/write",
        "Microsoft.Authorization/policyDefinitions/versions/write",
      ]),
      anyOf("initiatives", [
        "Microsoft.Authorization/policySetDefinitions/write",
        "Microsoft.Authorization/policySetDefinitions/versions/write",
      ]),
    ],
  },
  "policy.weaken": {
    category: "governance",
    severity: "high",
    requirements: [
      anyOf("exemptions", [
        "Microsoft.Authorization/policyExemptions/write",
        "Microsoft.Authorization/policyAssignments/exempt/action",
      ]),
      anyOf("policy assignments", ["Microsoft.Authorization/policyAssignments/delete"]),
      anyOf("policy definitions", [
        "Microsoft.Authorization/policyDefinitions/delete",
        "Microsoft.Authorization/policySetDefinitions/delete",
      ]),
    ],
  },
  "locks.change": {
    category: "governance",
    severity: "high",
    requirements: [
      anyOf("removing locks", ["Microsoft.Authorization/locks/delete"]),
      anyOf("adding locks", ["Microsoft.Authorization/locks/write"]),
    ],
  },
  "resources.deploy": {
    category: "governance",
    severity: "low",
    requirements: [
      anyOf("template deployments", [
        "Microsoft.Resources/deployments/write",
        "Microsoft.Resources/subscriptions/resourcegroups/deployments/write",
      ]),
      anyOf("deployment stacks", ["Microsoft.Resources/deploymentStacks/write"]),
      anyOf("resource groups", ["Microsoft.Resources/subscriptions/resourceGroups/write"]),
      anyOf("tags", [
        "Microsoft.Resources/tags/write",
        "Microsoft.Resources/tags/delete",
        "Microsoft.Resources/subscriptions/tagNames/write",
      ]),
      anyOf("template specs", ["Microsoft.Resources/templateSpecs/write"]),
      anyOf("moving resources", ["Microsoft.Resources/subscriptions/resourceGroups/moveResources/action"]),
      anyOf("resource providers", ["*/register/action", "*/unregister/action"]),
      anyOf("templates of deployments", ["Microsoft.Resources/deployments/exportTemplate/action"]),
    ],
  },
  "subscription.manage": {
    category: "governance",
    severity: "critical",
    requirements: [
      anyOf("cancelling the subscription", ["Microsoft.Subscription/cancel/action"]),
      anyOf("management groups", [
        "Microsoft.Management/managementGroups/write",
        "Microsoft.Management/managementGroups/delete",
        "Microsoft.Management/managementGroups/subscriptions/write",
        "Microsoft.Management/managementGroups/subscriptions/delete",
      ]),
    ],
  },
  "cost.change": {
    category: "cost",
    severity: "medium",
    requirements: [
      anyOf("budgets", ["Microsoft.Consumption/budgets/write", "Microsoft.Consumption/budgets/delete"]),
      anyOf("exports of costs", [
        "Microsoft.CostManagement/exports/write",
        "Microsoft.CostManagement/exports/delete",
        "Microsoft.CostManagement/exports/run/action",
      ]),
      anyOf("reports and alerts", [
        "Microsoft.CostManagement/scheduledActions/write",
        "Microsoft.CostManagement/alerts/write",
      ]),
      anyOf("billing properties", ["Microsoft.Billing/billingProperty/write"]),
    ],
  },
  "cost.purchase": {
    category: "cost",
    severity: "high",
    requirements: [
      anyOf("Marketplace", ["Microsoft.Resources/marketplace/purchase/action"]),
      anyOf("savings plans", [
        "Microsoft.BillingBenefits/savingsPlanOrders/write",
        "Microsoft.BillingBenefits/savingsPlanOrderAliases/write",
      ]),
    ],
  },
  "support.requests": {
    category: "support",
    severity: "low",
    requirements: [anyOf("Microsoft support", ["Microsoft.Support/supporttickets/write"])],
  },
} satisfies CapabilityGroup;
