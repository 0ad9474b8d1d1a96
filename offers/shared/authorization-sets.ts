import { defineAuthorizationSet } from "azure-lighthouse-keeper";
import { northwind } from "./northwind.ts";

const { operations, policyAutomation, serviceDesk } = northwind.principals;

/** What every tier of managed operations starts from: read, open support tickets, and be able to leave. */
export const baseline = defineAuthorizationSet({
  authorizations: [
    { principal: serviceDesk, role: "Reader" },
    { principal: serviceDesk, role: "Support Request Contributor" },
    { principal: operations, role: "Reader" },
    { principal: operations, role: "Managed Services Registration assignment Delete Role" },
  ],
});

/** Remediation of policies: automation that may give managed identities the roles that remediation needs. */
export const policyRemediation = defineAuthorizationSet({
  authorizations: [
    { principal: policyAutomation, role: "Resource Policy Contributor" },
    {
      principal: policyAutomation,
      role: "User Access Administrator",
      delegatedRoleDefinitions: ["Contributor", "Monitoring Contributor"],
    },
  ],
});
