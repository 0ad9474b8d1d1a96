import fc from "fast-check";
import { expect, test } from "vitest";
import { similarRoleNames } from "../../lib/roles/search.ts";
import { editDistance } from "../../lib/values/edit-distance.ts";
import { role, SHIPPED } from "./sample-roles.ts";

test.each([
  ["", "", 0],
  ["reader", "reader", 0],
  ["raeder", "reader", 1],
  ["nmae", "name", 1],
  ["ab", "bca", 3],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
])("editDistance of %j and %j is %i", (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
  expect(editDistance(right, left)).toBe(distance);
});

test("editDistance is at most the number of slips made", () => {
  const slip = fc.tuple(fc.nat(30), fc.nat(1), fc.string({ maxLength: 1 }));
  fc.assert(
    fc.property(fc.string(), fc.array(slip, { maxLength: 4 }), (text, slips) => {
      let changed = text;
      for (const [at, cut, put] of slips) changed = changed.slice(0, at) + put + changed.slice(at + cut);
      expect(editDistance(text, changed)).toBeLessThanOrEqual(slips.length);
    }),
  );
});

test.each([
  ["Raeder", "Reader"],
  ["contributor", "Contributor"],
  ["Virtual Machine Contributer", "Virtual Machine Contributor"],
  [
    "Managed Services Registration Assignment Delete Role",
    "Managed Services Registration assignment Delete Role",
  ],
])("similarRoleNames proposes first, for %s, %s", (wrong, meant) => {
  expect(similarRoleNames(SHIPPED, wrong, 3)[0]).toBe(meant);
});

test("similarRoleNames puts the nearest name first, before the order of names", () => {
  const catalogue = {
    date: "2026-08-22",
    roles: [
      role("Backup Contributor", 1, {}),
      role("Backup Reader", 2, {}),
      role("Backup Data Reader", 3, {}),
      role("Reader", 4, {}),
    ],
  };
  const names = ["Backup Reader", "Backup Data Reader", "Backup Contributor"];
  expect(similarRoleNames(catalogue, "Backup Reder", 3)).toEqual(names);
  expect(similarRoleNames(catalogue, "Reder", 3)).toEqual(["Reader"]);
});

test("similarRoleNames proposes nothing for a name far from all and never more than asked for", () => {
  expect(similarRoleNames(SHIPPED, "Chief Lighthouse Polisher of the North", 3)).toEqual([]);
  expect(similarRoleNames(SHIPPED, "Key Vault Raeder", 1)).toHaveLength(1);
  expect(similarRoleNames(SHIPPED, "Key Vault Raeder", 2)).toHaveLength(2);
});

test.each([
  ["Azure Sentinel Contributor", ["Microsoft Sentinel Contributor"]],
  ["azure sentinel reader", ["Microsoft Sentinel Reader"]],
  ["SignalR Contributor", ["SignalR/Web PubSub Contributor"]],
  ["Azure Digital Twins Reader (Preview)", ["Azure Digital Twins Data Reader"]],
])("similarRoleNames proposes for the former name %s its present one", (former, present) => {
  expect(similarRoleNames(SHIPPED, former, 3)).toEqual(present);
});

test.each(["KeyVault Reader", "keyvaultreader"])(
  "similarRoleNames proposes Key Vault Reader for %s",
  (name) => {
    expect(similarRoleNames(SHIPPED, name, 1)).toEqual(["Key Vault Reader"]);
  },
);

test.each(["Azure Spheer Contributor", "BizTalc Reader", "Monitoring Raeder", "AcrPul"])(
  "similarRoleNames proposes for %s no role of another service",
  (name) => {
    const service = name.split(" ").find((word) => word !== "Azure") ?? "";
    const beginning = service.slice(0, 4).toLowerCase();
    const names = similarRoleNames(SHIPPED, name, 5);
    expect(names.length).toBeGreaterThan(0);
    for (const each of names) expect(each.toLowerCase()).toContain(beginning);
  },
);

/*
 * Names that people write, with the role they may mean, or `none`: a role of another service is worse than no
 * suggestion.
 */
test.each([
  // found as suggestions of another service
  ["Service Fabric Reader", "Service Fabric Cluster Contributor"],
  ["Cost Contributor", "Cost Management Contributor"],
  ["AKS Contributor", "none"],
  ["Azure Database Reader", "none"],
  ["Load Balancer Contributor", "none"],
  ["Data Protection Operator", "none"],
  ["User Group Contributor", "none"],
  ["Host Contributor", "none"],
  ["Web App Contributor", "none"],
  ["Test Contributor", "none"],
  ["Health Reader", "none"],
  ["Classic Reader", "none"],
  ["Hybrid Reader", "none"],
  // services without a role of that name
  ["Blob Reader", "none"],
  ["Queue Contributor", "none"],
  ["Virtual Network Contributor", "none"],
  ["Firewall Contributor", "none"],
  ["Application Gateway Contributor", "none"],
  ["Logs Reader", "none"],
  ["Security Center Reader", "none"],
  ["Function App Contributor", "none"],
  ["App Service Contributor", "none"],
  ["ACR Reader", "none"],
  ["Event Hub Reader", "none"],
  ["Global Reader", "none"],
  ["Image Reader", "none"],
  ["Synapse Contributor", "none"],
  ["Marketplace Reader", "none"],
  ["Media Contributor", "none"],
  // the same service
  ["Storage Contributor", "Storage Account Contributor"],
  ["Storage Blob Reader", "Storage Blob Data Reader"],
  ["SQL Contributor", "SQL DB Contributor"],
  ["Cosmos Reader", "Cosmos DB Operator"],
  ["DNS Contributor", "DNS Zone Contributor"],
  ["Network Reader", "Network Contributor"],
  ["Redis Contributor", "Redis Cache Contributor"],
  ["Search Contributor", "Search Service Contributor"],
  ["Traffic Contributor", "Traffic Manager Contributor"],
  ["Bot Contributor", "Azure Bot Service Contributor Role"],
  ["Quota Operator", "Quota Request Operator"],
  ["Maps Reader", "Azure Maps Data Reader"],
  ["Billing Contributor", "Billing Reader"],
  ["Support Contributor", "Support Request Contributor"],
  ["Service Bus Reader", "Azure Service Bus Data Owner"],
  ["Sentinel Contributor", "Microsoft Sentinel Contributor"],
  // slips
  ["Key Vault Secret User", "Key Vault Secrets User"],
  ["Keyvault Contributor", "Key Vault Contributor"],
  ["Backup Reder", "Backup Reader"],
  ["Monitoring Reder", "Monitoring Reader"],
  ["Log Analytics Reeder", "Log Analytics Reader"],
  ["Security Reder", "Security Reader"],
  ["Automation Contributer", "Automation Contributor"],
  ["Logic Apps Contributor", "Logic App Contributor"],
  ["Website Contributer", "Website Contributor"],
  ["Event Grid Contributer", "EventGrid Contributor"],
  ["Data Factory Contributer", "Data Factory Contributor"],
  ["Data Box Reder", "Data Box Reader"],
  ["Management Group Raeder", "Management Group Reader"],
  ["Desktop Virtualization Reeder", "Desktop Virtualization Reader"],
  ["Managed Identity Operater", "Managed Identity Operator"],
  ["Tags Contributor", "Tag Contributor"],
  ["Lab Assistent", "Lab Assistant"],
  ["Acr Push", "AcrPush"],
  ["User Access Administratr", "User Access Administrator"],
  ["Onwer", "Owner"],
])("similarRoleNames proposes first, for %s, %s", (name, meant) => {
  expect(similarRoleNames(SHIPPED, name, 3)[0] ?? "none").toBe(meant);
});
