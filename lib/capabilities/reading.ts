import { allOf, anyDataOf, anyOf, type CapabilityGroup } from "./capability.ts";
import { FAMILY_PROVIDERS, readPatterns, wholeProviders } from "./families.ts";

const FAMILIES = Object.values(FAMILY_PROVIDERS).flatMap(({ providers }) => providers);

/** Providers whose read operations have capabilities of their own, or a name under configuration. */
const TOLD_ELSEWHERE = [
  "Microsoft.Authorization",
  "Microsoft.Resources",
  "Microsoft.ManagedServices",
  "Microsoft.Security",
  "Microsoft.SecurityInsights",
  "Microsoft.CostManagement",
  "Microsoft.Consumption",
  "Microsoft.Billing",
  "Microsoft.Support",
];

/** What can be seen without changing anything and without data actions. */
export const READING = {
  "read.everything": {
    category: "read",
    severity: "medium",
    requirements: [allOf("every service", ["*/read"])],
  },
  "read.configuration": {
    category: "read",
    severity: "low",
    requirements: [
      ...Object.values(FAMILY_PROVIDERS).map(({ name, providers }) => anyOf(name, readPatterns(providers))),
      anyOf("policies and locks", ["Microsoft.Authorization/*/read"]),
      anyOf("resource groups and deployments", readPatterns(["Microsoft.Resources"])),
      anyOf("other services", ["*/read"], wholeProviders([...FAMILIES, ...TOLD_ELSEWHERE])),
    ],
  },
  "read.access": {
    category: "read",
    severity: "low",
    requirements: [
      anyOf("role assignments", [
        "Microsoft.Authorization/roleAssignments/read",
        "Microsoft.Authorization/roleEligibilitySchedules/read",
      ]),
      anyOf("delegations", ["Microsoft.ManagedServices/*/read"]),
    ],
  },
  "read.logs": {
    category: "read",
    severity: "medium",
    requirements: [
      anyOf("Log Analytics", [
        "Microsoft.OperationalInsights/workspaces/query/read",
        "Microsoft.OperationalInsights/workspaces/analytics/query/action",
        "Microsoft.OperationalInsights/workspaces/search/action",
      ]),
      anyDataOf("tables of Log Analytics", ["Microsoft.OperationalInsights/workspaces/tables/data/read"]),
      anyOf("Application Insights", ["Microsoft.Insights/Components/Query/Read"]),
      anyOf("logs of a resource", ["Microsoft.Insights/Logs/Read"]),
      anyDataOf("log data of a resource", ["Microsoft.Insights/logs/data/read"]),
      anyOf("activity log", ["Microsoft.Insights/eventtypes/values/read"]),
      anyOf("logs of containers", ["Microsoft.ContainerInstance/containerGroups/containers/logs/read"]),
    ],
  },
  "read.security-findings": {
    category: "read",
    severity: "medium",
    requirements: [
      anyOf("Defender for Cloud", ["Microsoft.Security/*/read"]),
      anyOf("Microsoft Sentinel", ["Microsoft.SecurityInsights/*/read"]),
    ],
  },
  "read.programs": {
    category: "read",
    severity: "medium",
    requirements: [
      anyOf("container images", ["Microsoft.ContainerRegistry/registries/pull/read"]),
      anyOf("runbooks", ["Microsoft.Automation/automationAccounts/runbooks/content/read"]),
      anyOf("variables of runbooks", ["Microsoft.Automation/automationAccounts/variables/read"]),
      anyOf("output of runbooks", [
        "Microsoft.Automation/automationAccounts/jobs/output/read",
        "Microsoft.Automation/automationAccounts/jobs/streams/read",
      ]),
    ],
  },
  "read.costs": {
    category: "cost",
    severity: "low",
    requirements: [
      anyOf("costs and usage", [
        "Microsoft.CostManagement/query/action",
        "Microsoft.CostManagement/*/read",
        "Microsoft.Consumption/*/read",
      ]),
      anyOf("invoices and billing", [
        "Microsoft.Billing/*/read",
        "Microsoft.Billing/invoices/download/action",
      ]),
    ],
  },
} satisfies CapabilityGroup;
