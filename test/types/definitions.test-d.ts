/*
 * What must not compile, each beside its twin that does. The compiler reads this file (`npm run types`, and
 * types.test.ts): a directive that expects an error and gets none is an error itself. Nothing here is run.
 */
import {
  defineAuthorizationSet,
  defineCustomer,
  defineDelegation,
  defineEstate,
  defineJustInTimeAccessPolicy,
  defineManagingTenant,
  defineOffer,
} from "../../lib/index.ts";

const tenant = defineManagingTenant({
  tenantId: "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01",
  name: "Provider",
  cloud: "public",
  principals: {
    group: { type: "Group", objectId: "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101", displayName: "Group" },
    robot: {
      type: "ServicePrincipal",
      objectId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202",
      displayName: "Robot",
    },
  },
});
const { group, robot } = tenant.principals;
// @ts-expect-error an unknown principal
tenant.principals.nobody;
// @ts-expect-error an unknown cloud
defineManagingTenant({ tenantId: "x", name: "Provider", cloud: "german", principals: {} });

// standing authorizations
defineAuthorizationSet({ authorizations: [{ principal: group, role: "Reader" }] });
defineAuthorizationSet({ authorizations: [{ principal: robot, role: "Contributor" }] });
defineAuthorizationSet({
  authorizations: [{ principal: group, role: { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7" } }],
});
// @ts-expect-error Owner is never delegated
defineAuthorizationSet({ authorizations: [{ principal: group, role: "Owner" }] });
// @ts-expect-error a role with data actions
defineAuthorizationSet({ authorizations: [{ principal: group, role: "Storage Blob Data Reader" }] });
// @ts-expect-error a role that came to have data actions
defineAuthorizationSet({ authorizations: [{ principal: group, role: "Log Analytics Contributor" }] });
defineAuthorizationSet({
  // @ts-expect-error a role with rights over role assignments
  authorizations: [{ principal: group, role: "Role Based Access Control Administrator" }],
});
// @ts-expect-error no such role
defineAuthorizationSet({ authorizations: [{ principal: group, role: "Raeder" }] });

// roles that became refused
defineAuthorizationSet({
  authorizations: [
    {
      principal: group,
      role: { keep: "Log Analytics Contributor", onSubscriptions: ["x"], reason: "until 2027" },
    },
  ],
});
defineAuthorizationSet({
  authorizations: [
    // @ts-expect-error Owner was never supported, so it cannot be kept
    { principal: group, role: { keep: "Owner", onSubscriptions: ["x"], reason: "until 2027" } },
  ],
});
defineAuthorizationSet({
  authorizations: [
    // @ts-expect-error a kept role without its reason
    { principal: group, role: { keep: "Log Analytics Contributor", onSubscriptions: ["x"] } },
  ],
});
defineAuthorizationSet({
  authorizations: [
    {
      principal: group,
      // @ts-expect-error a kept role on no subscription
      role: { keep: "Log Analytics Contributor", onSubscriptions: [], reason: "until 2027" },
    },
  ],
});

// delegated role definitions
defineAuthorizationSet({
  authorizations: [
    { principal: robot, role: "User Access Administrator", delegatedRoleDefinitions: ["Contributor"] },
  ],
});
// @ts-expect-error User Access Administrator without delegated role definitions
defineAuthorizationSet({ authorizations: [{ principal: robot, role: "User Access Administrator" }] });
defineAuthorizationSet({
  // @ts-expect-error User Access Administrator with none
  authorizations: [{ principal: robot, role: "User Access Administrator", delegatedRoleDefinitions: [] }],
});
defineAuthorizationSet({
  // @ts-expect-error delegated role definitions on another role
  authorizations: [{ principal: robot, role: "Reader", delegatedRoleDefinitions: ["Contributor"] }],
});
defineAuthorizationSet({
  authorizations: [
    // @ts-expect-error Owner inside delegated role definitions
    { principal: robot, role: "User Access Administrator", delegatedRoleDefinitions: ["Owner"] },
  ],
});
defineAuthorizationSet({
  authorizations: [
    {
      principal: robot,
      role: "User Access Administrator",
      // @ts-expect-error User Access Administrator inside delegated role definitions
      delegatedRoleDefinitions: ["User Access Administrator"],
    },
  ],
});

// eligible authorizations
const policy = defineJustInTimeAccessPolicy({ maximumActivationDuration: "PT4H30M", approvers: [group] });
defineAuthorizationSet({
  eligibleAuthorizations: [{ principal: group, role: "Contributor", justInTimeAccessPolicy: policy }],
});
defineAuthorizationSet({
  // @ts-expect-error a service principal cannot activate a role
  eligibleAuthorizations: [{ principal: robot, role: "Contributor", justInTimeAccessPolicy: policy }],
});
defineAuthorizationSet({
  eligibleAuthorizations: [
    // @ts-expect-error User Access Administrator cannot be eligible
    { principal: group, role: "User Access Administrator", justInTimeAccessPolicy: policy },
  ],
});
defineAuthorizationSet({
  eligibleAuthorizations: [
    {
      principal: group,
      role: "Contributor",
      justInTimeAccessPolicy: policy,
      // @ts-expect-error delegated role definitions on an eligible authorization
      delegatedRoleDefinitions: ["Reader"],
    },
  ],
});
// @ts-expect-error a service principal cannot approve
defineJustInTimeAccessPolicy({ approvers: [robot] });
// @ts-expect-error longer than eight hours
defineJustInTimeAccessPolicy({ maximumActivationDuration: "PT12H" });
// @ts-expect-error not in half-hour steps
defineJustInTimeAccessPolicy({ maximumActivationDuration: "PT45M" });

// offers, plans and versions
const offer = defineOffer({
  id: "operations",
  name: "Operations",
  description: "",
  managingTenant: tenant,
  plans: {
    standard: { visibility: "public", versions: { "1.0.0": {}, "1.1.0": {} } },
    own: { visibility: { privateTo: ["b1d5c2f0-3a4e-4b6c-8d7e-000000000303"] }, versions: { "2.0.0": {} } },
  },
});
defineOffer({
  id: "operations",
  name: "Operations",
  description: "",
  managingTenant: tenant,
  // @ts-expect-error a version is n.n.n
  plans: { standard: { visibility: "public", versions: { first: {} } } },
});
defineDelegation(offer, { plan: "standard", version: "1.1.0", scopes: [] });
// @ts-expect-error the offer has no such plan
defineDelegation(offer, { plan: "premium", version: "1.1.0", scopes: [] });
// @ts-expect-error the plan has no such version
defineDelegation(offer, { plan: "standard", version: "2.0.0", scopes: [] });

// customers
const on = <const S extends string>(subscription: S) =>
  defineDelegation(offer, { plan: "standard", version: "1.0.0", scopes: [{ subscription }] });
const customer = {
  id: "fabrikam",
  name: "Fabrikam",
  tenantId: "x",
  subscriptions: { production: "y" },
} as const;
defineCustomer({ ...customer, delegations: [on("production")] });
// @ts-expect-error a scope on a subscription that is not listed
defineCustomer({ ...customer, delegations: [on("staging")] });
// @ts-expect-error a secret has no place
defineCustomer({ ...customer, delegations: [], clientSecret: "hunter2" });
defineCustomer({ ...customer, delegations: [], signIn: { method: "oidc", clientId: "z" } });
// @ts-expect-error a way to sign in without its client id
defineCustomer({ ...customer, delegations: [], signIn: { method: "oidc" } });

// the estate
defineEstate({ state: { backend: "cloud", organization: "northwind" } });
// @ts-expect-error state in azurerm needs its own tenant and subscription
defineEstate({ state: { backend: "azurerm", storageAccountName: "northwindstate", containerName: "state" } });
// @ts-expect-error an access key is a secret
defineEstate({ state: { backend: "cloud", organization: "northwind", token: "t" } });
