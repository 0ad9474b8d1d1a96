import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { definedAccess } from "../../lib/access/defined-access.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { RegisteredSubscription } from "../../lib/delegation/registration.ts";
import { genericTemplate } from "../../lib/formats/arm/generic-template.ts";
import { subscriptionTemplate } from "../../lib/formats/arm/template.ts";
import { templateAccess } from "../../lib/formats/arm/template-access.ts";
import { templateResources } from "../../lib/formats/arm/template-resources.ts";
import { expressionOf, literalOf, templateLiteral } from "../../lib/templates/template-text.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import {
  aCustomer,
  anOffer,
  anOfferOf,
  guidOf,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { registered } from "../support/stacks.ts";

/** A template as a customer gets it: through its text. */
const template = (subscription: RegisteredSubscription) =>
  JSON.parse(JSON.stringify(subscriptionTemplate(subscription)));

const [production] = registered(aCustomer(), [anOffer()]);
if (production === undefined) throw new Error("the customer has a subscription");

/** Access without Terraform's addresses, which a template does not have. */
function withoutAddresses({ definitions, ...rest }: CustomerAccess): object {
  return { ...rest, definitions: definitions.map(({ addressedOffer: _, ...each }) => each) };
}

test("a template gives the access of its definitions, whatever people call things", () => {
  fc.assert(
    fc.property(anyOffer("one"), anyOffer("two"), anyCustomer(["one", "two"]), (one, two, customer) => {
      const offers = [one, two].map((each) => {
        const read = parseOffer(each);
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        return read.value;
      });
      const read = parseCustomer(customer);
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      for (const subscription of registered(read.value, offers)) {
        const decoded = templateAccess(template(subscription), subscription.id);
        expect(decoded.ok && withoutAddresses(decoded.value)).toEqual(
          withoutAddresses(definedAccess(subscription.id, [subscription])),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test("a generic template gives, at any subscription, the access and GUIDs of a definition without pins", () => {
  fc.assert(
    fc.property(anyOffer("one"), fc.uuid(), (one, id) => {
      const offer = parseOffer(one);
      if (!offer.ok) throw new Error(JSON.stringify(offer.error));
      const taken = (subscription: string) => {
        const scopes = [{ subscription: "production" }];
        const delegations = [{ offer: "one", plan: "plan", version: "1.0.0", scopes }];
        return registered(aCustomer({ subscriptions: { production: subscription }, delegations }), [
          offer.value,
        ]);
      };
      const definition = taken(guidOf("6"))[0]?.registrations[0]?.definition;
      if (definition === undefined) throw new Error("the customer takes the offer");
      const text = JSON.stringify(genericTemplate(definition));
      expect(text).not.toContain(guidOf("6"));
      const decoded = templateAccess(JSON.parse(text), id);
      expect(decoded.ok && withoutAddresses(decoded.value)).toEqual(
        withoutAddresses(definedAccess(id, taken(id))),
      );
      // Azure may give the id of a subscription in another case
      const names = (subscriptionId: string) => {
        const resources = templateResources(JSON.parse(text), { subscriptionId });
        return resources.ok && resources.value.map(({ name }) => name);
      };
      expect(names(id.toUpperCase())).toEqual(names(id));
      expect(names(id)).toHaveLength(2);
    }),
    { numRuns: 60 },
  );
});

test("a text that looks like an expression stays a text", () => {
  const looks = ["[reference('x')]", "[[x]]", "[x", "x]", "[]", "[", "[[", "plain", "[a]\n[b]"];
  for (const text of looks) {
    expect(expressionOf(templateLiteral(text))).toBeUndefined();
    expect(literalOf(templateLiteral(text))).toBe(text);
  }
  fc.assert(
    fc.property(fc.array(fc.constantFrom("[", "]", "a", "'")), (parts) => {
      const text = parts.join("");
      expect(expressionOf(templateLiteral(text))).toBeUndefined();
      expect(literalOf(templateLiteral(text))).toBe(text);
    }),
  );
});

test("an offer whose title and whole description are brackets is deployed under that very title", () => {
  const offer = anOffer({ name: "[concat('a', 'b')]", description: "" });
  const [subscription] = registered(aCustomer(), [offer]);
  if (subscription === undefined) throw new Error("the customer has a subscription");
  const resources = templateResources(template(subscription), { subscriptionId: subscription.id });
  expect(resources.ok && resources.value[0]?.body["properties"]).toMatchObject({
    registrationDefinitionName: "[concat('a', 'b')]",
    description: "[keeper operations/standard@1.0.0]",
  });
});

test("in another subscription a template is refused as a whole", () => {
  expect(templateResources(template(production), { subscriptionId: guidOf("2") })).toEqual({
    ok: false,
    error: `variables.subscriptionId calls json(), which was given "this template is for the subscription ${guidOf("1")} only"`,
  });
});

test("a subscription in capital letters is the same one", () => {
  const [id] = [production.id.toUpperCase()];
  expect(templateResources(template(production), { subscriptionId: id })).toMatchObject({ ok: true });
});

test("what nobody approves has no list of approvers, and MFA is named where there is none", () => {
  const offer = anOfferOf({
    authorizations: TIDY_AUTHORIZATIONS,
    eligibleAuthorizations: [
      {
        principal: PRINCIPALS.engineers,
        role: "Contributor",
        justInTimeAccessPolicy: { multiFactorAuthProvider: "None", maximumActivationDuration: "PT90M" },
      },
    ],
  });
  const [subscription] = registered(aCustomer(), [offer]);
  if (subscription === undefined) throw new Error("the customer has a subscription");
  const [definition] = template(subscription).resources;
  expect(definition.properties.eligibleAuthorizations).toEqual([
    {
      principalId: PRINCIPALS.engineers.objectId,
      principalIdDisplayName: "Engineers",
      roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
      justInTimeAccessPolicy: { multiFactorAuthProvider: "None", maximumActivationDuration: "PT1H30M" },
    },
  ]);
});

test("a resource group gets its assignment by a deployment inside it, after the definition", () => {
  const customer = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [{ subscription: "production", resourceGroups: ["rg-b", "RG-a"] }],
      },
    ],
  });
  const [subscription] = registered(customer, [anOffer()]);
  if (subscription === undefined) throw new Error("the customer has a subscription");
  const resources = templateResources(template(subscription), { subscriptionId: subscription.id });
  expect(resources.ok && resources.value.map(({ scope, type }) => [scope, type.split("/")[1]])).toEqual([
    [`/subscriptions/${guidOf("1")}`, "registrationDefinitions"],
    [`/subscriptions/${guidOf("1")}/resourceGroups/RG-a`, "registrationAssignments"],
    [`/subscriptions/${guidOf("1")}/resourceGroups/rg-b`, "registrationAssignments"],
  ]);
});

// biome-ignore lint/suspicious/noExplicitAny: a template is broken here in every way
const BREAKS: readonly [string, string, (template: any) => void][] = [
  ["another schema", "$schema is no schema", (each) => (each.$schema = "x")],
  [
    "another type",
    "type Microsoft.Compute/disks",
    (each) => (each.resources[0].type = "Microsoft.Compute/disks"),
  ],
  ["an unknown function", "calls uniqueString()", (each) => (each.resources[0].name = "[uniqueString('a')]")],
  ["half an expression", "the end at character 12", (each) => (each.resources[0].name = "[toLower('a']")],
  ["a number as its name", "no name, API version", (each) => (each.resources[0].name = "[add(1, 2)]")],
  ["an unknown variable", "which is not declared", (each) => (each.variables = {})],
  ["an assignment before its definition", "before what needs it", (each) => each.resources.reverse()],
  ["no properties", "no name, API version or properties", (each) => delete each.resources[1].properties],
  [
    "a condition that is not met",
    "before what needs it",
    (each) => (each.resources[0].condition = "[equals('a', 'b')]"),
  ],
  [
    "a loop that makes one resource twice",
    "twice",
    (each) => (each.resources[0].copy = { name: "a", count: 2 }),
  ],
];

test.each(BREAKS)("a template with %s is refused", (_, problem, breaking) => {
  const broken = template(production);
  breaking(broken);
  const read = templateResources(broken, { subscriptionId: production.id });
  expect(read).toMatchObject({ ok: false, error: expect.stringContaining(problem) });
});
