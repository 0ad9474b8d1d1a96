import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { definedAccess } from "../../lib/access/defined-access.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { OTHER_TENANTS } from "../../lib/delegation/policy-names.ts";
import type { Registration } from "../../lib/delegation/registration.ts";
import { BESIDE_DELEGATIONS, delegationPolicyTemplate } from "../../lib/formats/arm/delegation-policy.ts";
import { guardPoliciesTemplate } from "../../lib/formats/arm/guard-policies.ts";
import { templateAccess } from "../../lib/formats/arm/template-access.ts";
import { comparableAccess } from "../../lib/workflows/comparable-access.ts";
import { anyOffer } from "../support/arbitraries.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { registered } from "../support/stacks.ts";
import { holds, storedPolicy } from "./policy-rules.ts";

/*
 * Policies are tried in no policy engine here. Their shape is checked by a schema, aliases by a list, and what they deploy is
 * evaluated as Azure would: the text of the policy first, then the template inside it.
 */

/** What the only subscription of a customer delegates, where it takes the newest version of an offer's only plan. */
function taken(offer: Offer, subscription: string) {
  const [plan = ""] = Object.keys(offer.plans);
  const delegations = [{ offer: offer.id, plan, version: "1.0.0", scopes: [{ subscription: "production" }] }];
  return registered(aCustomer({ subscriptions: { production: subscription }, delegations }), [offer]);
}

function registrationOf(offer: Offer, subscription = guidOf("6")): Registration {
  const registration = taken(offer, subscription)[0]?.registrations[0];
  if (registration === undefined) throw new Error("the customer takes the offer");
  return registration;
}

function parsed(authored: object): Offer {
  const read = parseOffer(authored);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** A template as a customer gets it: through its text. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what the template has
const policy = (registration: Registration): any =>
  JSON.parse(JSON.stringify(delegationPolicyTemplate(registration.definition, "public")));

test("the policy gives every subscription the access and GUIDs of its definitions, whatever people call things", () => {
  fc.assert(
    fc.property(anyOffer("one"), fc.uuid(), (authored, id) => {
      const offer = parsed(authored);
      const text = JSON.stringify(policy(registrationOf(offer)));
      expect(text).not.toContain(guidOf("6"));
      const decoded = templateAccess(JSON.parse(text), id, { beside: BESIDE_DELEGATIONS });
      if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
      expect(comparableAccess(decoded.value)).toBe(comparableAccess(definedAccess(id, taken(offer, id))));
    }),
    { numRuns: 20 },
  );
});

const DEFINITION = "Microsoft.ManagedServices/registrationAssignments/registrationDefinitionId";
const STATE = "Microsoft.ManagedServices/registrationAssignments/provisioningState";
const SUBSCRIPTION = guidOf("5");

/** Whether the policy takes a subscription for done that has these assignments, by fields. */
function isDone(assignments: readonly Readonly<Record<string, string>>[]): boolean {
  const [{ properties }] = policy(registrationOf(anOffer())).resources;
  const { details } = Object(storedPolicy(properties.policyRule)).then;
  expect(details.type).toBe("Microsoft.ManagedServices/registrationAssignments");
  return assignments.some((each) =>
    holds(details.existenceCondition, each, { subscriptionId: SUBSCRIPTION.toUpperCase() }),
  );
}

const {
  definition: { id: definitionId },
  assignments: [{ id: assignmentId } = { id: "" }],
} = registrationOf(anOffer(), SUBSCRIPTION);
const own = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/${definitionId}`;

test.each([
  ["nothing", [], false],
  // a definition is no assignment: the policy does not even ask for it
  ["a definition that a removal left behind", [], false],
  ["its assignment", [{ name: assignmentId, [DEFINITION]: own, [STATE]: "Succeeded" }], true],
  ["its assignment, without a state", [{ name: assignmentId, [DEFINITION]: own }], true],
  ["its assignment, which failed", [{ name: assignmentId, [DEFINITION]: own, [STATE]: "Failed" }], false],
  ["its assignment to a resource group alone", [{ name: guidOf("4"), [DEFINITION]: own }], false],
  [
    "the assignment of another offer",
    [{ name: guidOf("3"), [DEFINITION]: own.replace(definitionId, guidOf("2")) }],
    false,
  ],
])("of a subscription with %s, the policy knows whether it is delegated", (_, assignments, done) => {
  expect(isDone(assignments)).toBe(done);
});

test("the policy is for subscriptions, and its identity may what its deployment needs", () => {
  const [{ name, properties }, assignment, role] = policy(registrationOf(anOffer())).resources;
  const rule = Object(storedPolicy(properties.policyRule));
  const of = (type: string) => holds(rule.if, { type }, { subscriptionId: SUBSCRIPTION });
  expect([of("Microsoft.Resources/subscriptions"), of("Microsoft.Compute/disks")]).toEqual([true, false]);
  const owner = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  expect(rule.then.details.roleDefinitionIds).toEqual([owner]);
  expect(role.properties).toMatchObject({ roleDefinitionId: owner, principalType: "ServicePrincipal" });
  expect(assignment).toMatchObject({ name, identity: { type: "SystemAssigned" }, location: "westeurope" });
  // Azure's longest name of an assignment at a management group
  expect(name.length).toBeLessThanOrEqual(24);
});

const condition = { $ref: "#/definitions/condition" };
const SCHEMA = {
  type: "object",
  required: ["if", "then"],
  additionalProperties: false,
  properties: {
    if: condition,
    // biome-ignore lint/suspicious/noThenProperty: Azure's own word in a policy's rule
    then: {
      type: "object",
      required: ["effect"],
      additionalProperties: false,
      properties: {
        effect: { enum: ["audit", "deny", "deployIfNotExists"] },
        details: {
          type: "object",
          required: ["type", "deployment", "roleDefinitionIds"],
          additionalProperties: false,
          properties: {
            type: { type: "string" },
            existenceScope: { enum: ["resourceGroup", "subscription"] },
            deploymentScope: { enum: ["resourceGroup", "subscription"] },
            roleDefinitionIds: { type: "array", minItems: 1, items: { type: "string" } },
            existenceCondition: condition,
            deployment: {
              type: "object",
              required: ["location", "properties"],
              additionalProperties: false,
              properties: {
                location: { type: "string" },
                properties: {
                  type: "object",
                  required: ["mode", "template"],
                  additionalProperties: false,
                  properties: { mode: { const: "incremental" }, template: { type: "object" } },
                },
              },
            },
          },
        },
      },
    },
  },
  definitions: {
    condition: {
      oneOf: [
        {
          type: "object",
          required: ["allOf"],
          additionalProperties: false,
          properties: { allOf: { type: "array", minItems: 1, items: condition } },
        },
        { type: "object", required: ["not"], additionalProperties: false, properties: { not: condition } },
        {
          type: "object",
          required: ["field"],
          minProperties: 2,
          maxProperties: 2,
          additionalProperties: false,
          properties: {
            field: { type: "string" },
            equals: { type: "string" },
            in: { type: ["array", "string"] },
            notIn: { type: ["array", "string"] },
          },
        },
      ],
    },
  },
};

/** Fields of every resource, and aliases of delegations that Azure names (Azure-Lighthouse-samples, issue 90). */
const FIELDS = new Set([
  "name",
  "type",
  "Microsoft.ManagedServices/registrationDefinitions/managedByTenantId",
  "Microsoft.ManagedServices/registrationAssignments/registrationDefinitionId",
  "Microsoft.ManagedServices/registrationAssignments/provisioningState",
]);

/** Functions that rules may use outside of the template that they deploy (Azure's documentation, "Policy functions"). */
const FUNCTIONS = new Set(["concat", "guid", "parameters", "subscription", "toLower"]);

test("rules have the shape of Azure's schema, known aliases, and functions that policies have", () => {
  fc.assert(
    fc.property(anyOffer("one"), (authored) => {
      const registration = registrationOf(parsed(authored));
      const guards = guardPoliciesTemplate(registration.definition.managingTenant.id);
      const rules = [policy(registration), guards]
        .flatMap(({ resources }) => resources)
        .filter(({ type }) => type === "Microsoft.Authorization/policyDefinitions")
        .map(({ properties }) => storedPolicy(properties.policyRule));
      expect(rules).toHaveLength(3);
      const validate = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
        SCHEMA,
      );
      for (const rule of rules) {
        validate(rule);
        expect(validate.errors).toBeNull();
        const text = JSON.stringify(rule, (key, value) => (key === "template" ? undefined : value));
        for (const [, field = ""] of text.matchAll(/"field":"([^"]*)"/g)) expect(FIELDS).toContain(field);
        for (const [, expression = ""] of text.matchAll(/"(\[[^"]*\])"/g))
          for (const [, name = ""] of expression.replace(/'[^']*'/g, "").matchAll(/(\w+)\(/g))
            expect(FUNCTIONS).toContain(name);
      }
    }),
    { numRuns: 5 },
  );
});

test("names that are too long for a policy are cut, and what looks like an expression stays a text", () => {
  const offer = anOffer({ name: `[concat('${"😀".repeat(80)}')]` });
  const [{ properties }] = policy(registrationOf(offer)).resources;
  expect(properties.displayName.length).toBeLessThanOrEqual(128);
  expect(properties.displayName).toMatch(/^Delegate every subscription: \[concat\('(😀)+…$/u);
});

test("the guards refuse other managing tenants than the provider's and those named, and report every delegation", () => {
  const [provider, other, stranger] = [guidOf("9"), guidOf("8"), guidOf("7")];
  const template = JSON.parse(JSON.stringify(guardPoliciesTemplate(provider)));
  const [tenants, assignment, audit, audited] = template.resources;
  // a customer has to say which other providers it has
  expect(template.parameters[OTHER_TENANTS]).not.toHaveProperty("defaultValue");
  const { value } = assignment.properties.parameters.allowedManagingTenants;
  expect(value).toBe(`[union(createArray('${provider}'), parameters('${OTHER_TENANTS}'))]`);
  const rule = Object(storedPolicy(tenants.properties.policyRule));
  expect(rule.then).toEqual({ effect: "deny" });
  const allowed = [provider, other];
  const refused = (type: string, tenant: string) =>
    holds(
      rule.if,
      { type, "Microsoft.ManagedServices/registrationDefinitions/managedByTenantId": tenant },
      { subscriptionId: SUBSCRIPTION, parameters: { allowedManagingTenants: allowed } },
    );
  const definitions = "Microsoft.ManagedServices/registrationDefinitions";
  expect([provider.toUpperCase(), other, stranger].map((each) => refused(definitions, each))).toEqual([
    false,
    false,
    true,
  ]);
  expect(refused("Microsoft.Compute/disks", stranger)).toBe(false);
  const reporting = Object(storedPolicy(audit.properties.policyRule));
  expect(reporting.then).toEqual({ effect: "audit" });
  expect(
    holds(
      reporting.if,
      { type: "microsoft.managedservices/registrationassignments" },
      { subscriptionId: SUBSCRIPTION },
    ),
  ).toBe(true);
  for (const each of [assignment, audited]) expect(each.name.length).toBeLessThanOrEqual(24);
});
