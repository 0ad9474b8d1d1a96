import { expect, test } from "vitest";
import { expandTemplate } from "../../lib/templates/expand-template.ts";
import { REFUSAL_KINDS, type RefusalKind } from "../../lib/templates/refusal.ts";
import { type Around, evaluated, SUBSCRIPTION } from "./evaluated.ts";

/*
 * What is not evaluated exactly is refused by name, at its place.
 */

const LONG = "'0123456789'";
const DOUBLED: Around = {
  variables: Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `v${index}`,
      index === 0
        ? `[concat(${LONG}, ${LONG})]`
        : `[concat(variables('v${index - 1}'), variables('v${index - 1}'))]`,
    ]),
  ),
};
const SHARED: Around = {
  variables: Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `v${index}`,
      index === 0 ? "x" : `[createArray(variables('v${index - 1}'), variables('v${index - 1}'))]`,
    ]),
  ),
};

const REFUSED: readonly (readonly [string, RefusalKind, string, Around?])[] = [
  ["[toLower('a']", "expression-malformed", "character 12"],
  ['[toLower("a")]', "expression-malformed", "character 9"],
  ["[]", "expression-malformed", "the end"],
  ["[a]", "expression-malformed", "where ( belongs"],
  ["[1.5]", "expression-malformed", ""],
  ["[99999999999999999999]", "expression-malformed", "too large"],
  ["[contoso.name('x')]", "expression-malformed", ""],
  ["[parameters('x').?y]", "expression-malformed", '"?"'],
  [`[${"not(".repeat(200)}true()${")".repeat(200)}]`, "expression-malformed", "levels deep"],
  [`['${"x".repeat(25_000)}']`, "expression-malformed", "longer than"],
  ["[uniqueString('a')]", "function-unknown", "does not publish"],
  ["[reference('a').b]", "function-unknown", "reads from Azure"],
  ["[listKeys('a', 'b')]", "function-unknown", "reads from Azure"],
  ["[newGuid()]", "function-unknown", "another value in every deployment"],
  ["[utcNow()]", "function-unknown", "another value in every deployment"],
  ["[deployment().name]", "function-unknown", "depends on the deployment"],
  ["[constructor('a')]", "function-unknown", "is not evaluated here"],
  ["[toLower(1)]", "argument-not-allowed", "takes a string as argument 1, and was given an integer"],
  ["[toLower()]", "argument-not-allowed", "with 0 arguments: it takes 1"],
  ["[if(true(), 'a')]", "argument-not-allowed", "it takes 3"],
  ["[if('true', 'a', 'b')]", "argument-not-allowed", "takes a boolean"],
  ["[concat('a', createArray())]", "argument-not-allowed", "takes a string"],
  ["[concat('a', true())]", "argument-not-allowed", "was given a boolean"],
  ["[guid(1)]", "argument-not-allowed", "takes a string"],
  ["[greater('A', 'a')]", "argument-not-allowed", "takes an integer as argument 1, and was given a string"],
  ["[div(1, 0)]", "argument-not-allowed", "divides by zero"],
  ["[substring('1234567890', 0, 11)]", "argument-not-allowed", "reaches beyond"],
  ["[format('{1}', 'a')]", "argument-not-allowed", "no argument for {1}"],
  ["[format('{0:X}', 1)]", "argument-not-allowed", "is not known"],
  ["[format('{', 1)]", "argument-not-allowed", "single brace"],
  ["[toLower('\u0130')]", "argument-not-allowed", "is not evaluated for the character"],
  ["[json('{')]", "argument-not-allowed", 'was given "{"'],
  ["[range(0, 10001)]", "argument-not-allowed", "0 to 10000"],
  ["[resourceId('Microsoft.Sql/servers/databases', 'a')]", "argument-not-allowed", "takes 2 names"],
  ["[resourceId('Microsoft.Sql/servers', '')]", "argument-not-allowed", "takes names that are not empty"],
  ["[tenantResourceId('Microsoft.Sql/servers', 'a/b')]", "argument-not-allowed", "takes names that are not"],
  ["[extensionResourceId('/subscriptions/s/', 'A.B/c', 'd')]", "argument-not-allowed", "ends in a slash"],
  ["[resourceId('group', 'Microsoft.Sql/servers', 'a')]", "argument-not-allowed", "without its subscription"],
  ["[resourceGroup().name]", "argument-not-allowed", "outside of a resource group"],
  ["[parameters('x')]", "name-unknown", "not declared"],
  ["[variables('x')]", "name-unknown", "not declared"],
  ["[copyIndex()]", "name-unknown", "outside of a loop"],
  ["[copyIndex('other')]", "name-unknown", "in no loop"],
  ["[createObject('a', 1).b]", "name-unknown", '"b"'],
  ["[createArray(1)[1]]", "name-unknown", "element 1 of an array of 1"],
  ["['abc'[0]]", "value-not-allowed", "no such parts"],
  ["[subscription().displayName]", "known-when-deployed", "the subscription's name"],
  ["[string(subscription())]", "known-when-deployed", "as a whole"],
  ["[parameters('p')]", "known-when-deployed", "has no value", { parameters: { p: { type: "string" } } }],
  [
    "[parameters('p')]",
    "value-not-allowed",
    "takes type int",
    { parameters: { p: { type: "int", defaultValue: "1" } } },
  ],
  [
    "[parameters('p')]",
    "value-not-allowed",
    "none of the values",
    { parameters: { p: { type: "string", defaultValue: "c", allowedValues: ["a", "b"] } } },
  ],
  [
    "[parameters('p')]",
    "value-not-allowed",
    "minLength",
    { parameters: { p: { type: "array", defaultValue: [], minLength: 1 } } },
  ],
  [
    "[parameters('p')]",
    "part-unknown",
    '"datetime"',
    { parameters: { p: { type: "datetime", defaultValue: "x" } } },
  ],
  [
    "[concat('x', parameters('p'))]",
    "secret",
    "secureString",
    { parameters: { p: { type: "secureString", defaultValue: "hunter2" } } },
  ],
  [
    "[parameters('p')]",
    "refers-to-itself",
    "p",
    {
      parameters: {
        p: { type: "string", defaultValue: "[parameters('q')]" },
        q: { type: "string", defaultValue: "[parameters('P')]" },
      },
    },
  ],
  [
    "[variables('a')]",
    "refers-to-itself",
    "a",
    { variables: { a: "[variables('b')]", b: "[variables('A')]" } },
  ],
  [
    "[parameters('p')]",
    "name-unknown",
    "default of a parameter",
    { parameters: { p: { type: "string", defaultValue: "[variables('a')]" } }, variables: { a: "x" } },
  ],
  ["[variables('v29')]", "too-large", "steps", DOUBLED],
  ["[string(variables('v59'))]", "too-large", "steps", SHARED],
  ["[equals(variables('v59'), variables('v59'))]", "too-large", "steps", SHARED],
];

const CASES = REFUSED.map(([text, kind, problem, around = {}]) => ({ text, kind, problem, around }));

test.each(CASES)("$text is refused: $kind", ({ text, kind, problem, around }) => {
  const read = evaluated(text, around);
  expect(read).toMatchObject({ kind, problem: expect.stringContaining(problem) });
  expect(JSON.stringify(read)).not.toContain("hunter2");
});

/** The refusals of a template with these resources. */
function refusals(resources: unknown, around: object = {}) {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-08-01/subscriptionDeploymentTemplate.json#",
    ...around,
    resources,
  };
  const facts = { tenantId: undefined };
  const expanded = expandTemplate(template, { subscriptionId: SUBSCRIPTION, facts, passed: new Map() });
  return expanded.refusals.map(({ kind, problem, at }) => ({ kind, problem, path: at.path }));
}

const nested = (parts: object, properties: object = {}) => ({
  type: "Microsoft.Resources/deployments",
  name: "nested",
  ...parts,
  properties: { mode: "Incremental", template: { resources: [] }, ...properties },
});

test.each<[string, unknown, object]>([
  ["a linked template", nested({}, { templateLink: { uri: "https://x" } }), { kind: "not-in-the-file" }],
  [
    "a loop of too many",
    { type: "a/b", copy: { name: "x", count: 801 } },
    { kind: "value-not-allowed", path: ["resources", 0, "copy", "count"] },
  ],
  ["a condition that is a text", { type: "a/b", condition: "true" }, { kind: "value-not-allowed" }],
  [
    "a loop inside a nested template of outer scope",
    nested({}, { template: { resources: [{ type: "a/b", copy: { name: "x", count: 2 } }] } }),
    { kind: "part-unknown" },
  ],
  [
    "a secret of a vault",
    nested(
      {},
      {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: { p: { reference: { keyVault: { id: "x" }, secretName: "y" } } },
        template: { parameters: { p: { type: "string" } }, resources: [{ type: "[parameters('p')]" }] },
      },
    ),
    { kind: "not-in-the-file" },
  ],
  [
    "a parameter that the nested template does not take",
    nested(
      {},
      {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: { p: { value: 1 } },
        template: { resources: [] },
      },
    ),
    { kind: "name-unknown" },
  ],
  ["another scope", nested({ scope: "Microsoft.Compute/disks/x" }), { kind: "value-not-allowed" }],
])("a template with %s is refused", (_, resource, refusal) => {
  expect(refusals([resource])).toMatchObject([refusal]);
});

test("a part of a template that is not read is refused, whatever it holds", () => {
  expect(refusals([], { imports: {} })).toMatchObject([{ kind: "part-unknown", path: ["imports"] }]);
});

test("an expression that would make an expression for a nested template is refused", () => {
  const inside = (text: string) => nested({}, { template: { resources: [{ type: text }] } });
  for (const text of ["[[parameters('x')]", "[concat('[', 'x', ']')]"])
    expect(refusals([inside(text)])).toMatchObject([{ kind: "value-not-allowed" }]);
});

test("deployments in deployments end, however deep they are", () => {
  let deep: object = nested({});
  for (let depth = 0; depth < 500; depth++)
    deep = nested({}, { expressionEvaluationOptions: { scope: "inner" }, template: { resources: [deep] } });
  expect(refusals([deep]).map(({ kind }) => kind)).toEqual(["too-large"]);
});

test("every kind of refusal has been seen", () => {
  const seen = new Set<RefusalKind>([...REFUSED.map(([, kind]) => kind), "not-in-the-file"]);
  expect([...seen].sort()).toEqual(Object.keys(REFUSAL_KINDS).sort());
});

test("what no delegation needs is never evaluated: neither secrets nor functions that are not known", () => {
  const around = {
    parameters: { secret: { type: "secureString" }, missing: { type: "string" } },
    variables: { odd: "[uniqueString(resourceGroup().id)]" },
    outputs: { all: { type: "string", value: "[reference(variables('odd'))]" } },
  };
  const machine = {
    type: "Microsoft.Compute/virtualMachines",
    properties: { password: "[parameters('secret')]" },
  };
  expect(refusals([machine, { ...machine, name: "[newGuid()]" }], around)).toEqual([]);
});
