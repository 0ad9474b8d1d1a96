/*
 * Facts about Microsoft's partner earned credit, with their date and sources. Roles that are not listed here are not
 * known: nothing is said about them.
 */

/** Facts about partner earned credit. */
export interface PartnerCreditFacts {
  /** Day on which the sources were read, YYYY-MM-DD. */
  readonly date: string;
  readonly sources: readonly string[];
  /** Names of accepted roles that earn credit. They have to be held for the entire day. */
  readonly earning: ReadonlySet<string>;
}

/** See {@link PartnerCreditFacts}. */
export const PARTNER_CREDIT: PartnerCreditFacts = {
  date: "2026-12-01",
  sources: [
    "Microsoft Partner Center: Roles and permissions required to receive partner earned credit, 2022-11-08 (every role marked as eligible; renamed ones by their present name)",
    "Microsoft Partner Center: Partner earned credit troubleshooting guide (admin access for the entire day)",
    "Microsoft: Azure Lighthouse and the Cloud Solution Provider program, 2026-01-21 (linked account with an eligible role in each delegation)",
    "Microsoft: Link your partner ID to track your impact on delegated resources, 2023-05-23 (a permanent assignment and no eligible authorization earns credit)",
  ],
  earning: new Set([
    "API Management Service Contributor",
    "API Management Service Operator Role",
    "AcrDelete",
    "AcrPull",
    "AcrPush",
    "Application Insights Component Contributor",
    "Application Insights Snapshot Debugger",
    "Automation Job Operator",
    "Automation Operator",
    "Automation Runbook Operator",
    "Azure Kubernetes Service Cluster Admin Role",
    "Azure Kubernetes Service Cluster User Role",
    "Azure Stack Registration Owner",
    "Backup Contributor",
    "Backup Operator",
    "BizTalk Contributor",
    "Blueprint Contributor",
    "Blueprint Operator",
    "CDN Endpoint Contributor",
    "CDN Profile Contributor",
    "Classic Network Contributor",
    "Classic Storage Account Contributor",
    "Classic Storage Account Key Operator Service Role",
    "Classic Virtual Machine Contributor",
    "Cognitive Services Contributor",
    "Contributor",
    "Cosmos DB Operator",
    "CosmosBackupOperator",
    "Cost Management Contributor",
    "DNS Zone Contributor",
    "Data Box Contributor",
    "Data Factory Contributor",
    "Data Lake Analytics Developer",
    "Data Purger",
    "DevTest Labs User",
    "DocumentDB Account Contributor",
    "EventGrid EventSubscription Contributor",
    "HDInsight Cluster Operator",
    "HDInsight Domain Services Contributor",
    "Intelligent Systems Account Contributor",
    "Key Vault Contributor",
    "Logic App Contributor",
    "Logic App Operator",
    "Managed Application Operator Role",
    "Managed Identity Contributor",
    "Managed Identity Operator",
    "Management Group Contributor",
    "Monitoring Contributor",
    "Network Contributor",
    "New Relic APM Account Contributor",
    "Reader and Data Access",
    "Redis Cache Contributor",
    "Resource Policy Contributor",
    "SQL DB Contributor",
    "SQL Managed Instance Contributor",
    "SQL Security Manager",
    "SQL Server Contributor",
    "Scheduler Job Collections Contributor",
    "Search Service Contributor",
    "Security Admin",
    "Site Recovery Contributor",
    "Site Recovery Operator",
    "Storage Account Contributor",
    "Storage Account Key Operator Service Role",
    "Support Request Contributor",
    "Traffic Manager Contributor",
    "Virtual Machine Contributor",
    "Web Plan Contributor",
    "Website Contributor",
  ]),
};
