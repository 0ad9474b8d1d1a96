/*
 * Starting files. What has to be filled in stands in angle brackets, which no GUID is: until then keeper check names
 * each of those places, so that a forgotten one never reaches Azure.
 */

/** A starting file for an offer with one public plan that breaks no rule once its GUIDs are filled in. */
export function offerTemplate(id: string): string {
  return `import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";

// Your own tenant and those of its principals that this offer names. Move it to offers/shared/ once a second
// offer needs it. Prefer security groups: who is in them then changes without touching any customer.
const managingTenant = defineManagingTenant({
  tenantId: "<your tenant id>",
  name: "<your company's name>",
  cloud: "public",
  principals: {
    operations: {
      type: "Group",
      objectId: "<object id of the group>",
      displayName: "<what the customer reads beside the role>",
    },
  },
});

export default defineOffer({
  // the id is part of every GUID and address of this offer: it never changes
  id: "${id}",
  // customers read the name and the description; a new name replaces every delegation
  name: "<the offer's title>",
  description: "<what you do for the customer>",
  managingTenant,
  plans: {
    standard: {
      // or: { privateTo: ["<a customer's tenant id>"] }
      visibility: "public",
      versions: {
        // a version that customers have is never edited: add the next one below it
        "1.0.0": {
          authorizations: [
            { principal: managingTenant.principals.operations, role: "Reader" },
            // without this role only the customer can end the delegation
            {
              principal: managingTenant.principals.operations,
              role: "Managed Services Registration assignment Delete Role",
            },
          ],
          // access on request: the role is held only after an activation
          // eligibleAuthorizations: [
          //   {
          //     principal: managingTenant.principals.operations,
          //     role: "Contributor",
          //     justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT4H" },
          //   },
          // ],
        },
      },
    },
  },
});
`;
}

/** A starting file for an offer as data. */
export function offerYamlTemplate(id: string): string {
  return `# yaml-language-server: $schema=../schemas/offer.schema.json
# (mkdir -p schemas && keeper schema offer > schemas/offer.schema.json makes that file, for completion in the editor)

# the id is part of every GUID and address of this offer: it never changes
id: "${id}"
# customers read the name and the description; a new name replaces every delegation
name: <the offer's title>
description: <what you do for the customer>
# your own tenant and those of its principals that this offer names; prefer security groups
managingTenant:
  tenantId: <your tenant id>
  name: <your company's name>
  cloud: public
  principals:
    operations:
      type: Group
      objectId: <object id of the group>
      displayName: <what the customer reads beside the role>
# policies for access on request, by a name that authorizations below use
# justInTimeAccessPolicies:
#   half-day: { multiFactorAuthProvider: Azure, maximumActivationDuration: PT4H }
# authorizations that several plans include, by a name
authorizationSets:
  exit:
    authorizations:
      # without this role only the customer can end the delegation
      - principal: operations
        role: Managed Services Registration assignment Delete Role
plans:
  standard:
    # or: { privateTo: [<a customer's tenant id>] }
    visibility: public
    versions:
      # a version that customers have is never edited: add the next one below it
      1.0.0:
        includes: [exit]
        authorizations:
          - principal: operations
            role: Reader
        # access on request: the role is held only after an activation
        # eligibleAuthorizations:
        #   - principal: operations
        #     role: Contributor
        #     justInTimeAccessPolicy: half-day
`;
}

/** A starting file for a customer in TypeScript. */
export function customerTemplate(id: string): string {
  return `import { defineCustomer } from "azure-lighthouse-keeper";
// import { defineDelegation } from "azure-lighthouse-keeper";
// import myOffer from "../offers/my-offer.ts";

export default defineCustomer({
  // the stack's name and the state's key: to change it later, name the old one as formerId
  id: "${id}",
  name: "<the customer's name>",
  tenantId: "<the customer's tenant id>",
  // "public" (the default), "usGovernment" or "china"
  cloud: "public",
  // your names for the customer's subscriptions; a listed subscription keeps its provider, delegated or not
  subscriptions: {
    production: "<subscription id>",
  },
  // what the customer took, and on what; an empty list of scopes delegates nothing yet
  delegations: [
    // defineDelegation(myOffer, {
    //   plan: "standard",
    //   version: "1.0.0",
    //   scopes: [
    //     { subscription: "production" }, // the whole subscription
    //     // or only some resource groups of it:
    //     // { subscription: "production", resourceGroups: ["rg-app", "rg-data"] },
    //   ],
    // }),
  ],
});
`;
}

/** A starting file for a customer as data. */
export function customerYamlTemplate(id: string): string {
  return `# yaml-language-server: $schema=../schemas/customer.schema.json
# (mkdir -p schemas && keeper schema > schemas/customer.schema.json makes that file, for completion in the editor)

# the stack's name and the state's key: to change it later, name the old one as formerId
id: "${id}"
name: <the customer's name>
tenantId: <the customer's tenant id>
# public (the default), usGovernment or china
cloud: public
# your names for the customer's subscriptions; a listed subscription keeps its provider, delegated or not
subscriptions:
  production: <subscription id>
# what the customer took, and on what; an empty list of scopes delegates nothing yet
delegations: []
#  - offer: my-offer
#    plan: standard
#    version: 1.0.0
#    scopes:
#      - subscription: production # the whole subscription
#      # or only some resource groups of it:
#      # - subscription: production
#      #   resourceGroups: [rg-app, rg-data]
`;
}
