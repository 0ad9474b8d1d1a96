import { defineJustInTimeAccessPolicy } from "azure-lighthouse-keeper";
import { northwind } from "./northwind.ts";

/** Multifactor authentication and a second person, for half a working day. */
export const approvedHalfDay = defineJustInTimeAccessPolicy({
  multiFactorAuthProvider: "Azure",
  maximumActivationDuration: "PT4H",
  approvers: [northwind.principals.securityLeads],
});

/** Multifactor authentication only, for the length of an incident call. */
export const selfActivated = defineJustInTimeAccessPolicy({
  multiFactorAuthProvider: "Azure",
  maximumActivationDuration: "PT1H30M",
});
