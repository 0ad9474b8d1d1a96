import fc from "fast-check";
import { expect, test } from "vitest";
import { foundInTemplate } from "../../lib/formats/arm/found-in-template.ts";
import { SUBSCRIPTION } from "./evaluated.ts";
import { AUTHORIZATIONS, escaped, MANAGING_TENANT, SCHEMAS } from "./sample-templates.ts";
import { anyTerm, type Meanings, meaning, type Term, written } from "./terms.ts";

/*
 * Random templates in the grammar of Microsoft's samples, and of what the portal and Bicep write: each expression is
 * evaluated by keeper, and by the small evaluator of terms.ts.
 */

const DEFINITIONS = "Microsoft.ManagedServices/registrationDefinitions";
const ASSIGNMENTS = "Microsoft.ManagedServices/registrationAssignments";

const PARAMETERS = { offer: "Relecloud's 'one'", suffix: "[x] y", empty: "" };
const VARIABLES: Readonly<Record<string, Term>> = {
  base: {
    is: "concat",
    of: [
      { is: "parameter", name: "offer" },
      { is: "text", text: "-" },
      { is: "parameter", name: "suffix" },
    ],
  },
  lower: { is: "toLower", of: { is: "variable", name: "base" } },
};

const NAMES: Meanings = { parameters: PARAMETERS, variables: VARIABLES, subscriptionId: SUBSCRIPTION };
const EVERYWHERE = { parameters: Object.keys(PARAMETERS), variables: Object.keys(VARIABLES), others: [] };

/** Terms of the template itself: a result in brackets stays as it is. */
const anyText = anyTerm({ ...EVERYWHERE, alphabet: "aZ'[]{ ,()." });
/** Terms inside another template, where Azure may evaluate a result in brackets again. */
const anyPlain = anyTerm({ ...EVERYWHERE, parameters: ["offer", "empty"], alphabet: "aZ'{ ,()." });
const anyGroups = fc.uniqueArray(fc.constantFrom("rg-a", "rg-b", "RG_c", "d.e"), { maxLength: 4 });

/** What a template says of its offer. */
interface Said {
  readonly title: Term;
  readonly description: Term;
  /** Value whose GUID is the definition's id. */
  readonly seed: Term;
  /** Resource groups that it delegates. */
  readonly groups: readonly string[];
  readonly isPlanned: boolean;
  /** How it lists its authorizations. */
  readonly authorizations: "parameter" | "variable" | "looped-variable" | "looped-property" | "inline";
}

/** Expected: id, title, description, product of the plan, number of authorizations, and the assignments. */
type Found = readonly [string, string, string, string | undefined, number, readonly (readonly string[])[]];

const expression = (term: Term, looped?: string) => `[${written(term, looped)}]`;
const guidOf = (...of: readonly Term[]): Term => ({ is: "guid", of });
const literal = (text: string): Term => ({ is: "text", text });

/** The template around the resources. */
function templateOf(resources: object, more: object = {}, schema = "subscriptionDeploymentTemplate"): object {
  return {
    $schema: `${SCHEMAS}/2018-05-01/${schema}.json#`,
    contentVersion: "1.0.0.0",
    parameters: {
      ...Object.fromEntries(
        Object.entries(PARAMETERS).map(([name, defaultValue]) => [name, { type: "string", defaultValue }]),
      ),
      authorizations: { type: "array", defaultValue: AUTHORIZATIONS },
      marketplaceOffer: { type: "string", defaultValue: "Yes" },
      ...more,
    },
    variables: {
      ...Object.fromEntries(Object.entries(VARIABLES).map(([name, term]) => [name, expression(term)])),
      authorizations: AUTHORIZATIONS,
      plan: { name: "plan", publisher: "relecloud", product: "offer", version: "1.0.0" },
      copy: [
        {
          name: "copied",
          count: "[length(parameters('authorizations'))]",
          input: "[parameters('authorizations')[copyIndex('copied')]]",
        },
      ],
    },
    resources,
    outputs: { never: { type: "string", value: "[reference('never evaluated').name]" } },
  };
}

const AUTHORIZED: Readonly<Record<Said["authorizations"], object>> = {
  parameter: { authorizations: "[parameters('authorizations')]" },
  variable: { authorizations: "[variables('authorizations')]" },
  inline: { authorizations: AUTHORIZATIONS },
  "looped-variable": { authorizations: "[variables('copied')]" },
  "looped-property": {
    copy: [
      {
        name: "authorizations",
        count: "[length(parameters('authorizations'))]",
        input: "[parameters('authorizations')[copyIndex('authorizations')]]",
      },
    ],
  },
};

function definitionOf(
  { title, description, isPlanned, authorizations }: Said,
  name: string,
  more: object = {},
) {
  return {
    type: DEFINITIONS,
    apiVersion: "2022-10-01",
    name,
    properties: {
      registrationDefinitionName: expression(title),
      description: expression(description),
      managedByTenantId: MANAGING_TENANT,
      ...AUTHORIZED[authorizations],
    },
    plan: `[if(equals(parameters('marketplaceOffer'), '${isPlanned ? "Yes" : "No"}'), variables('plan'), json('null'))]`,
    ...more,
  };
}

function assignmentOf(name: string, registrationDefinitionId: string) {
  return { type: ASSIGNMENTS, apiVersion: "2022-10-01", name, properties: { registrationDefinitionId } };
}

function nested(resourceGroup: string, resource: object, more: object = {}, properties: object = {}) {
  const template = { $schema: `${SCHEMAS}/2015-01-01/deploymentTemplate.json#`, resources: [resource] };
  return {
    type: "Microsoft.Resources/deployments",
    apiVersion: "2018-05-01",
    name: "[concat('rgAssignment', copyIndex())]",
    resourceGroup,
    ...more,
    properties: { mode: "Incremental", template, ...properties },
  };
}

const idOf = (name: string) => `[resourceId('${DEFINITIONS}/', ${name})]`;

function foundAt({ title, description, isPlanned }: Said, id: string, at: Found[5]): Found {
  const product = isPlanned ? "offer" : undefined;
  return [id, meaning(title, NAMES), meaning(description, NAMES), product, AUTHORIZATIONS.length, at];
}

function expectFound(template: object, expected: readonly Found[], resourceGroup?: string): void {
  const deployment = { subscriptionId: SUBSCRIPTION, facts: { tenantId: undefined }, passed: new Map() };
  const read = foundInTemplate(JSON.parse(JSON.stringify(template)), { ...deployment, resourceGroup });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(
    read.value.delegations.map(({ definition, assignments }) => [
      definition.registrationDefinitionId,
      definition.name,
      definition.description,
      definition.marketplacePlan?.product,
      definition.authorizations.length,
      assignments.map(({ registrationAssignmentId, scope }) => [
        registrationAssignmentId,
        ...(scope.resourceGroup === undefined ? [] : [scope.resourceGroup]),
      ]),
    ]),
  ).toEqual(expected);
}

function anySaid(anyOf: fc.Arbitrary<Term>): fc.Arbitrary<Said> {
  return fc.record({
    title: anyOf,
    description: anyOf,
    seed: anyOf,
    groups: anyGroups,
    isPlanned: fc.boolean(),
    authorizations: fc.constantFrom<Said["authorizations"]>(
      ...(Object.keys(AUTHORIZED) as Said["authorizations"][]),
    ),
  });
}

const RUNS = { numRuns: 120 };

test("a whole subscription, and resources that a condition leaves out", () => {
  const law = fc.property(anySaid(anyText), anyText, (said, other) => {
    const id = meaning(guidOf(said.seed), NAMES);
    const isSame = meaning(said.seed, NAMES) === meaning(other, NAMES);
    const name = expression(guidOf(said.seed));
    const condition = `[not(equals(${written(said.seed)}, ${written(other)}))]`;
    const resources = [
      definitionOf(said, name),
      assignmentOf(expression(guidOf(said.title, other)), idOf(written(guidOf(said.seed)))),
      { ...definitionOf(said, expression(guidOf(literal("other"), other))), condition },
      {
        ...assignmentOf(name, idOf(written(guidOf(literal("other"), other)))),
        condition,
      },
    ];
    const expected = [foundAt(said, id, [[meaning(guidOf(said.title, other), NAMES)]])];
    const also = foundAt(said, meaning(guidOf(literal("other"), other), NAMES), [[id]]);
    expectFound(templateOf(resources), isSame ? expected : [...expected, also]);
  });
  fc.assert(law, RUNS);
});

const LOOP = { name: "deploymentCopy", count: "[length(parameters('resourceGroups'))]" };
const LOOPED = "parameters('resourceGroups')[copyIndex()].rgName";
const looped: Term = { is: "looped" };

test("a loop over resource groups, with a definition for each", () => {
  const law = fc.property(anySaid(anyText), (said) => {
    const seed = guidOf(looped, said.seed);
    const resources = [
      definitionOf(said, expression(seed, LOOPED), { copy: LOOP }),
      nested(`[${LOOPED}]`, assignmentOf(expression(guidOf(looped), LOOPED), idOf(written(seed, LOOPED))), {
        copy: LOOP,
        dependsOn: ["[uniqueString('never evaluated')]"],
      }),
    ];
    const groups = { type: "array", defaultValue: said.groups.map((rgName) => ({ rgName })) };
    const expected = said.groups.map((group) => {
      const names = { ...NAMES, looped: group };
      return foundAt(said, meaning(seed, names), [[meaning(guidOf(looped), names), group]]);
    });
    expectFound(templateOf(resources, { resourceGroups: groups }), expected);
  });
  fc.assert(law, RUNS);
});

/** Terms that name the resource group of an inner deployment. */
const INNER: readonly Term[] = [
  { is: "group", part: "id" },
  { is: "group", part: "name" },
];
const anyInner = anyTerm({ parameters: ["given"], variables: [], alphabet: "aZ' {", others: INNER });

test("deployments of inner scope, as Bicep writes them: their own parameters and resource group", () => {
  const law = fc.property(anySaid(anyPlain), anyInner, anyPlain, (said, name, given) => {
    const groups = ["rg-0", ...said.groups];
    const seed = guidOf(said.seed);
    const resources = {
      offer: definitionOf(said, expression(seed)),
      assigned: nested(
        "[variables('groups')[copyIndex()]]",
        assignmentOf(expression(guidOf(literal("of"), name)), "[parameters('definitionId')]"),
        { copy: { name: "assigned", count: "[length(variables('groups'))]" }, dependsOn: ["offer"] },
      ),
    };
    const { template } = resources.assigned.properties;
    const passed = {
      definitionId: { value: `[subscriptionResourceId('${DEFINITIONS}', ${written(seed)})]` },
      given: { value: expression(given) },
    };
    Object.assign(template, { parameters: { definitionId: { type: "string" }, given: { type: "string" } } });
    Object.assign(resources.assigned.properties, {
      expressionEvaluationOptions: { scope: "inner" },
      parameters: passed,
    });
    const whole = templateOf(resources);
    Object.assign(Object(whole).variables, { groups });
    const at = groups.map((group) => {
      const inside = { ...NAMES, parameters: { given: meaning(given, NAMES) }, variables: {}, group };
      return [meaning(guidOf(literal("of"), name), inside), group];
    });
    expectFound(whole, [foundAt(said, meaning(seed, NAMES), at)]);
  });
  fc.assert(law, RUNS);
});

const anyOfGroup = anyTerm({ ...EVERYWHERE, parameters: ["offer"], alphabet: "aZ' {", others: INNER });

test("a template of a resource group, with its definition in a deployment at the subscription", () => {
  const law = fc.property(anySaid(anyPlain), anyOfGroup, (said, name) => {
    const inGroup = { ...NAMES, group: "rg-own" };
    const { resourceGroup: _, ...atSubscription } = nested(
      "",
      definitionOf(said, expression(guidOf(said.seed))),
      {
        name: "offer",
        subscriptionId: "[subscription().subscriptionId]",
        location: "westeurope",
      },
    );
    const id = `[subscriptionResourceId('${DEFINITIONS}', ${written(guidOf(said.seed))})]`;
    const resources = [atSubscription, assignmentOf(expression(guidOf(name)), id)];
    const [found] = [foundAt(said, "", [])];
    // a nested template of outer scope is evaluated around it: in the resource group
    const title = meaning(said.title, inGroup);
    const expected: Found = [
      meaning(guidOf(said.seed), inGroup),
      title,
      meaning(said.description, inGroup),
      found[3],
      found[4],
      [[meaning(guidOf(name), inGroup), "rg-own"]],
    ];
    expectFound(templateOf(resources, {}, "deploymentTemplate"), [expected], "rg-own");
  });
  fc.assert(law, RUNS);
});

test("the template inside a policy of a management group", () => {
  const law = fc.property(anySaid(anyPlain), (said) => {
    const inner = templateOf([
      definitionOf(said, expression(guidOf(said.seed))),
      assignmentOf(expression(guidOf(said.title)), idOf(written(guidOf(said.seed)))),
    ]);
    const text = { type: "string" };
    const through = (open: string) => ({ offer: { value: `${open}parameters('passed')]` } });
    const policy = {
      type: "Microsoft.Authorization/policyDefinitions",
      apiVersion: "2018-05-01",
      name: "policy",
      properties: {
        parameters: { passed: { ...text, defaultValue: "[parameters('given')]" } },
        policyRule: {
          // biome-ignore lint/suspicious/noThenProperty: policies have this name
          then: {
            effect: "deployIfNotExists",
            details: {
              deploymentScope: "Subscription",
              deployment: {
                properties: { mode: "incremental", parameters: through("[["), template: escaped(inner) },
              },
            },
          },
        },
      },
    };
    const given = { given: { ...text, defaultValue: "Relecloud's policy" } };
    const names = { ...NAMES, parameters: { ...PARAMETERS, offer: "Relecloud's policy" } };
    const mean = (term: Term) => meaning(term, names);
    const [, , , product, number] = foundAt(said, "", []);
    const id = mean(guidOf(said.seed));
    const at = [[mean(guidOf(said.title))]];
    const expected: Found = [id, mean(said.title), mean(said.description), product, number, at];
    expectFound(templateOf([policy], given, "managementGroupDeploymentTemplate"), [expected]);
  });
  fc.assert(law, RUNS);
});
