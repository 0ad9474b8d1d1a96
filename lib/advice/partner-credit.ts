/*
 * Facts about Microsoft's partner earned credit, with their date and sources. Roles that are not listed here are not
 * known: nothing is said about them.
 */

/** Facts about partner earned credit. */
export interface PartnerCreditFacts {
  /** Day on which the sources were read, YYYY-MM-DD. */
  readonly date: string;
  readonly sources: readonly string[];
  /** Names of roles that Azure Lighthouse accepts and that earn credit while they are held for the entire day. */
  readonly earning: ReadonlySet<string>;
}

/** See {@link PartnerCreditFacts}. */
export const PARTNER_CREDIT: PartnerCreditFacts = {
  date: "2026-11-30",
  sources: [
    "Microsoft Partner Center: Roles and permissions required to receive partner earned credit (table of roles, translated copy of 2020-12-02; its first rows are the same on the page of 2026)",
    "Microsoft Partner Center: Partner earned credit troubleshooting guide (admin access for the entire day)",
    "Microsoft: Azure Lighthouse and the Cloud Solution Provider program, 2026-01-21 (linked account with an eligible role in each delegation)",
    "Inference: an activation of at most 8 hours is not access for the entire day",
  ],
  earning: new Set([
    "API Management Service Contributor",
    "Application Insights Component Contributor",
    "Backup Contributor",
    "Backup Operator",
    "Contributor",
    "Cost Management Contributor",
    "Data Factory Contributor",
    "DNS Zone Contributor",
    "Key Vault Contributor",
    "Logic App Contributor",
    "Logic App Operator",
    "Managed Identity Contributor",
    "Managed Identity Operator",
    "Monitoring Contributor",
    "Network Contributor",
    "Redis Cache Contributor",
    "Resource Policy Contributor",
    "Search Service Contributor",
    "Security Admin",
    "Site Recovery Contributor",
    "Site Recovery Operator",
    "SQL DB Contributor",
    "SQL Managed Instance Contributor",
    "SQL Security Manager",
    "SQL Server Contributor",
    "Storage Account Contributor",
    "Storage Account Key Operator Service Role",
    "Support Request Contributor",
    "Traffic Manager Contributor",
    "Virtual Machine Contributor",
    "Web Plan Contributor",
    "Website Contributor",
  ]),
};
