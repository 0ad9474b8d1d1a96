import { expect, test } from "vitest";
import { type Around, evaluated, SUBSCRIPTION, TENANT } from "./evaluated.ts";

/*
 * The examples of Azure's documentation, with the values that it publishes. Sources: MicrosoftDocs/azure-docs,
 * articles/azure-resource-manager/templates/template-functions-{string,array,object,logical,comparison,numeric,resource}.md;
 * their templates: Azure/azure-docs-json-samples, azure-resource-manager/functions.
 */

/** Defaults of the parameters in those templates. */
const PARAMETERS = {
  one: ["one", "two", "three"],
  object: { one: "a", two: "b", three: "c" },
  other: { one: "a", two: "z", three: "c" },
  later: { three: "c2", four: "d", five: "e" },
  deepOne: { property: { one: "a", two: "b", three: "c1" }, nestedArray: [1, 2] },
  deepTwo: { property: { three: "c2", four: "d", five: "e" }, nestedArray: [3, 4] },
  nestedOne: [["one", "two"], ["three"]],
  nestedTwo: [["three"], ["four", "two"]],
  numbers: [0, 3, 2, 5, 4],
  properties: { propA: "one", propB: "two", propC: "three", propD: { "propD-1": "sub", "propD-2": "sub" } },
  entities: {
    item002: { enabled: false, displayName: "Example item 2", number: 200 },
    item001: { enabled: true, displayName: "Example item 1", number: 300 },
  },
  example: { valueA: 10, valueB: "Example Text" },
};

const AROUND: Around = { variables: PARAMETERS };

const PUBLISHED: readonly (readonly [string, unknown])[] = [
  // string
  [
    "concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))",
    ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3"],
  ],
  ["contains('OneTwoThree', 'e')", true],
  ["contains('OneTwoThree', 'z')", false],
  ["contains(variables('object'), 'one')", true],
  ["contains(variables('object'), 'a')", false],
  ["contains(variables('one'), 'three')", true],
  ["contains(variables('one'), 'four')", false],
  ["empty(createArray())", true],
  ["empty(createObject())", true],
  ["empty('')", true],
  ["empty(null())", true],
  ["startsWith('abcdef', 'ab')", true],
  ["startsWith('abcdef', 'A')", true],
  ["startsWith('abcdef', 'e')", false],
  ["endsWith('abcdef', 'ef')", true],
  ["endsWith('abcdef', 'F')", true],
  ["endsWith('abcdef', 'e')", false],
  ["first(variables('one'))", "one"],
  ["first('One Two Three')", "O"],
  [
    "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
    "Hello, User. Formatted number: 8,175,133",
  ],
  ["indexOf('test', 't')", 0],
  ["lastIndexOf('test', 't')", 3],
  ["indexOf('abcdef', 'CD')", 2],
  ["lastIndexOf('abcdef', 'AB')", 0],
  ["indexOf('abcdef', 'z')", -1],
  ["last(variables('one'))", "three"],
  ["last('One Two Three')", "e"],
  ["length(variables('one'))", 3],
  ["length('One Two Three')", 13],
  ["length(variables('properties'))", 4],
  ["padLeft('123', 10, '0')", "0000000123"],
  ["replace('123-123-1234', '-', '')", "1231231234"],
  ["replace('123-123-1234', '1234', 'xxxx')", "123-123-xxxx"],
  ["skip(variables('one'), 2)", ["three"]],
  ["skip('one two three', 4)", "two three"],
  ["split('one,two,three', ',')", ["one", "two", "three"]],
  ["split('one;two,three', createArray(';', ','))", ["one", "two", "three"]],
  ["string(variables('example'))", '{"valueA":10,"valueB":"Example Text"}'],
  ["string(createArray('a', 'b', 'c'))", '["a","b","c"]'],
  ["string(5)", "5"],
  ["substring('one two three', 4, 3)", "two"],
  ["take(variables('one'), 2)", ["one", "two"]],
  ["take('one two three', 2)", "on"],
  ["toLower('One Two Three')", "one two three"],
  ["toUpper('One Two Three')", "ONE TWO THREE"],
  ["trim('    one two three   ')", "one two three"],
  // array
  ["array(1)", [1]],
  ["array('efgh')", ["efgh"]],
  ["array(variables('object'))", [{ one: "a", two: "b", three: "c" }]],
  ["createArray(1, 2, 3)", [1, 2, 3]],
  ["createArray(variables('one'))", [["one", "two", "three"]]],
  ["intersection(variables('object'), variables('other'))", { one: "a", three: "c" }],
  ["intersection(variables('one'), createArray('two', 'three'))", ["two", "three"]],
  ["max(variables('numbers'))", 5],
  ["max(0, 3, 2, 5, 4)", 5],
  ["min(variables('numbers'))", 0],
  ["min(0, 3, 2, 5, 4)", 0],
  ["range(5, 3)", [5, 6, 7]],
  [
    "union(variables('object'), variables('later'))",
    { one: "a", two: "b", three: "c2", four: "d", five: "e" },
  ],
  ["union(variables('one'), createArray('three', 'four'))", ["one", "two", "three", "four"]],
  [
    "union(variables('deepOne'), variables('deepTwo'))",
    { property: { one: "a", two: "b", three: "c2", four: "d", five: "e" }, nestedArray: [3, 4] },
  ],
  ["union(variables('nestedOne'), variables('nestedTwo'))", [["one", "two"], ["three"], ["four", "two"]]],
  // object
  [
    "createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'arrayProp', createArray('a', 'b', 'c'), 'objectProp', createObject('key1', 'value1'))",
    {
      intProp: 1,
      stringProp: "abc",
      boolProp: true,
      arrayProp: ["a", "b", "c"],
      objectProp: { key1: "value1" },
    },
  ],
  [
    "items(variables('entities'))",
    [
      { key: "item001", value: { displayName: "Example item 1", enabled: true, number: 300 } },
      { key: "item002", value: { displayName: "Example item 2", enabled: false, number: 200 } },
    ],
  ],
  ["empty(json('null'))", true],
  ['json(\'{"a": "b"}\')', { a: "b" }],
  ["json('[1, 2, 3]')", [1, 2, 3]],
  ["json('3')", 3],
  ["json('true')", true],
  ["json(format('{{\"a\": \"{0}\"}}', 'demo value'))", { a: "demo value" }],
  // logical and comparison
  ["and(bool('true'), bool('false'))", false],
  ["or(bool('true'), bool('false'))", true],
  ["not(bool('true'))", false],
  ["bool('true')", true],
  ["bool(1)", true],
  ["bool('false')", false],
  ["bool(0)", false],
  ["if(equals('a', 'a'), 'yes', 'no')", "yes"],
  ["if(equals('a', 'b'), 'yes', 'no')", "no"],
  ["equals('a', 'A')", false],
  ["equals(1, 1)", true],
  ["equals(variables('one'), createArray('one', 'two', 'three'))", true],
  ["coalesce(null(), null(), 'default')", "default"],
  ["coalesce(null(), 1, 2)", 1],
  ["less(1, 2)", true],
  ["lessOrEquals(2, 2)", true],
  ["greater(1, 2)", false],
  ["greaterOrEquals(1, 2)", false],
  // numeric
  ["add(5, 3)", 8],
  ["sub(7, 3)", 4],
  ["mul(5, 3)", 15],
  ["div(8, 3)", 2],
  ["mod(7, 3)", 1],
  ["int('4')", 4],
  // scope and resource
  ["subscription().subscriptionId", SUBSCRIPTION],
  ["subscription().id", `/subscriptions/${SUBSCRIPTION}`],
  ["subscription().tenantId", TENANT],
  ["tenant().tenantId", TENANT],
  [
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r1')",
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/r1`,
  ],
  [
    "resourceId('11111111-1111-1111-1111-111111111111', 'otherResourceGroup', 'Microsoft.Storage/storageAccounts', 'examplestorage')",
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage",
  ],
  [
    "resourceId('11111111-1111-1111-1111-111111111111', 'group', 'Microsoft.SQL/servers/databases', 'server', 'database')",
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/group/providers/Microsoft.SQL/servers/server/databases/database",
  ],
  [
    "tenantResourceId('Microsoft.Authorization/policyDefinitions', 'p1')",
    "/providers/Microsoft.Authorization/policyDefinitions/p1",
  ],
  [
    "extensionResourceId('/subscriptions/s/resourceGroups/g', 'Microsoft.Authorization/locks', 'l1')",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Authorization/locks/l1",
  ],
  // guid(): see test/delegation/arm-guid.test.ts for where these come from
  ["guid('Relecloud Managed Services')", "a284898a-fc04-581d-aca0-047861d06160"],
  ["guid('test')", "d6a5baf1-8b9b-542a-8525-2982f1f98a0c"],
];

test.each(PUBLISHED)("%s", (expression, value) => {
  expect(evaluated(`[${expression}]`, AROUND)).toEqual({ value });
});

test.each(PUBLISHED)("in other letter case: %s", (expression, value) => {
  // names of functions alone: texts, properties and names in quotes stay
  const other = expression.replace(/'(?:[^']|'')*'|([A-Za-z]+)(?=\()/g, (all, name) =>
    name ? all.toUpperCase() : all,
  );
  expect(evaluated(`[${other}]`, AROUND)).toEqual({ value });
});

test.each([
  ["plain", "plain"],
  ["[", "["],
  ["[[]", "[]"],
  ["[[parameters('x')]", "[parameters('x')]"],
  ["[[x] y", "[[x] y"],
  ["['it''s']", "it's"],
  ["[ concat( 'a' , 'b' ) ]", "ab"],
  ["[-3]", -3],
])("the text %s is %j", (text, value) => {
  expect(evaluated(text)).toEqual({ value });
});
