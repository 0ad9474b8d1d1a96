import { quoted, yaml } from "./template-text.ts";

/*
 * Starting files of offers. What has to be filled in stands in angle brackets, which no GUID is: until then keeper check
 * names each of those places, so that a forgotten one never reaches Azure.
 */

/** What a starting file of an offer says. */
export interface OfferStart {
  /** The offer's title. */
  readonly name: string;
  readonly description: string;
  readonly managingTenant: { readonly tenantId: string; readonly name: string };
  /** The group that the offer names. */
  readonly group: { readonly objectId: string; readonly displayName: string };
}

/** What has to be filled in: places in angle brackets. */
export const OFFER_PLACEHOLDERS: OfferStart = {
  name: "<the offer's title>",
  description: "<what you do for the customer>",
  managingTenant: { tenantId: "<your tenant id>", name: "<your company's name>" },
  group: { objectId: "<object id of the group>", displayName: "<what the customer reads beside the role>" },
};

/** A starting file for an offer with one public plan. It breaks no rule once its GUIDs are filled in. */
export function offerTemplate(id: string, start: OfferStart = OFFER_PLACEHOLDERS): string {
  const { managingTenant, group } = start;
  return `import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";

// Your own tenant and those of its principals that this offer names. Move it to offers/shared/ once a second
// offer needs it. Prefer security groups: who is in them then changes without touching any customer.
const managingTenant = defineManagingTenant({
  tenantId: ${quoted(managingTenant.tenantId)},
  name: ${quoted(managingTenant.name)},
  cloud: "public",
  principals: {
    operations: {
      type: "Group",
      objectId: ${quoted(group.objectId)},
      displayName: ${quoted(group.displayName)},
    },
  },
});

export default defineOffer({
  // the id is part of every GUID and address of this offer: it never changes
  id: "${id}",
  // customers read the name and the description; a new name replaces every delegation
  name: ${quoted(start.name)},
  description: ${quoted(start.description)},
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

/**
 * A starting file for an offer as data.
 *
 * @param schema path from the file to the JSON Schema of offers
 */
export function offerYamlTemplate(
  id: string,
  schema: string,
  start: OfferStart = OFFER_PLACEHOLDERS,
): string {
  const { managingTenant, group } = start;
  return `# yaml-language-server: $schema=${schema}

# the id is part of every GUID and address of this offer: it never changes
id: "${id}"
# customers read the name and the description; a new name replaces every delegation
name: ${yaml(start.name)}
description: ${yaml(start.description)}
# your own tenant and those of its principals that this offer names; prefer security groups
managingTenant:
  tenantId: ${yaml(managingTenant.tenantId)}
  name: ${yaml(managingTenant.name)}
  cloud: public
  principals:
    operations:
      type: Group
      objectId: ${yaml(group.objectId)}
      displayName: ${yaml(group.displayName)}
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
