import type { EstateDefaults } from "../../lib/delegation/estate-defaults.ts";
import { aCustomer, anOfferOf, guidOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { DEFAULTS, registered, stackOf } from "../support/stacks.ts";
import type { Loose } from "./refused.ts";

/** An offer with everything that an offer can have. */
const FULL_OFFER = anOfferOf(
  {
    authorizations: [
      ...TIDY_AUTHORIZATIONS,
      {
        principal: PRINCIPALS.automation,
        role: "User Access Administrator",
        delegatedRoleDefinitions: ["Contributor", "Monitoring Reader"],
      },
    ],
    eligibleAuthorizations: [
      {
        principal: PRINCIPALS.engineers,
        role: "Contributor",
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: "Azure",
          maximumActivationDuration: "PT4H",
          approvers: [PRINCIPALS.approvers],
        },
      },
    ],
  },
  { marketplace: { publisher: "northwind", product: "any" } },
);

/** A customer with two subscriptions, wholly and in parts. */
const FULL_CUSTOMER = aCustomer({
  subscriptions: { production: guidOf("1"), staging: guidOf("2"), idle: guidOf("3") },
  delegations: [
    {
      offer: "operations",
      plan: "standard",
      version: "1.0.0",
      scopes: [
        {
          subscription: "production",
          import: true,
          registrationDefinitionId: guidOf("4"),
          registrationAssignmentId: guidOf("5"),
        },
        { subscription: "staging", resourceGroups: ["rg-web", "RG_Batch.Jobs", "(é)"] },
      ],
    },
  ],
});

/** What that customer's definitions mean. */
export const FULL_SUBSCRIPTIONS = registered(FULL_CUSTOMER, [FULL_OFFER]);

/** Every kind of defaults that changes a stack. */
const ALL_DEFAULTS: readonly EstateDefaults[] = [
  DEFAULTS,
  {
    ...DEFAULTS,
    signIn: { method: "oidc", clientId: guidOf("6") },
    partnerId: guidOf("7"),
    registerResourceProvider: false,
    state: {
      backend: "azurerm",
      tenantId: guidOf("8"),
      subscriptionId: guidOf("8"),
      resourceGroupName: "rg-state",
      storageAccountName: "state",
      containerName: "states",
      cloud: "usGovernment",
      signIn: { method: "oidc", clientId: guidOf("6") },
    },
  },
  {
    ...DEFAULTS,
    state: {
      backend: "cloud",
      organization: "northwind",
      hostname: "app.terraform.io",
      project: "Customers",
    },
  },
];

/** The stack of that customer under each. */
export const FULL_TEXTS: readonly string[] = ALL_DEFAULTS.map(
  (defaults) => stackOf(FULL_CUSTOMER, [FULL_OFFER], defaults).text,
);

/** The first of them, parsed. */
export const STACK: Loose = JSON.parse(FULL_TEXTS[0] ?? "");

/** The subscriptions that it is about. */
export const ONE = guidOf("1");
export const TWO = guidOf("2");

/** Places in it, as tests name them. */
export const NAME = `operations_${ONE}`;
export const DEFINITION = `resource azurerm_lighthouse_definition ${NAME}`;
export const ASSIGNMENT = `resource azurerm_lighthouse_assignment ${NAME}`;
export const GUARD = `data azurerm_subscription subscription_${ONE}`;

/** A stack's text, as keeper spaces it. */
export function textOf(stack: unknown): string {
  return `${JSON.stringify(stack, undefined, 2)}\n`;
}
