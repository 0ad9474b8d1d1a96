import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Around, evaluated, SUBSCRIPTION, TENANT } from "./evaluated.ts";

/*
 * The examples of Azure's documentation, with the values that it publishes. Sources: MicrosoftDocs/azure-docs,
 * articles/azure-resource-manager/templates/template-functions-{string,array,object,logical,comparison,numeric,resource,scope}.md
 * (of arrays both ms.date 2020-10-21 and 2023-05-22), ../bicep/bicep-functions-array.md (2022-12-09); their templates:
 * Azure/azure-docs-json-samples, azure-resource-manager/functions. All looked up in 2026-12. A row without a published
 * value says so.
 */

/** Parameters and variables of those templates. */
const VARIABLES = {
  one: ["one", "two", "three"],
  object: { one: "a", two: "b", three: "c" },
  other: { one: "a", two: "z", three: "c" },
  toConvert: { a: "b", c: "d" },
  first: { one: "a", two: "b", three: "c1" },
  second: { three: "c2", four: "d", five: "e" },
  deepOne: { property: { one: "a", two: "b", three: "c1" }, nestedArray: [1, 2] },
  deepTwo: { property: { three: "c2", four: "d", five: "e" }, nestedArray: [3, 4] },
  nestedOne: [["one", "two"], ["three"]],
  nestedTwo: [["three"], ["four", "two"]],
  toFlatten: [["one", "two"], ["three"], ["four", "five"]],
  toCompare: [0, 3, 2, 5, 4],
  numbers: [4, 5, 6],
  collection: ["[variables('one')]", "[variables('numbers')]"],
  duplicates: [1, 2, 3, 1],
  properties: { propA: "one", propB: "two", propC: "three", propD: { "propD-1": "sub", "propD-2": "sub" } },
  entities: {
    item002: { enabled: false, displayName: "Example item 2", number: 200 },
    item001: { enabled: true, displayName: "Example item 1", number: 300 },
  },
  copy: [
    {
      name: "modifiedListOfEntities",
      count: "[length(items(variables('entities')))]",
      input: {
        key: "[items(variables('entities'))[copyIndex('modifiedListOfEntities')].key]",
        fullName: "[items(variables('entities'))[copyIndex('modifiedListOfEntities')].value.displayName]",
        itemEnabled: "[items(variables('entities'))[copyIndex('modifiedListOfEntities')].value.enabled]",
      },
    },
  ],
  jsonArray: "[[1,2,3 ]",
  example: { valueA: 10, valueB: "Example Text" },
  nulls: { null1: null, null2: null, string: "default", int: 1, object: { first: "default" }, array: [1] },
};

const AROUND: Around = { variables: VARIABLES };

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/examplegroup`;
const NULLS = "variables('nulls').null1, variables('nulls').null2";

const STRINGS: readonly (readonly [string, unknown])[] = [
  [
    "concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))",
    ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3"],
  ],
  // its strings are published with uniqueString(), whose formula is not; these are those of the samples of Lighthouse
  ["concat('Managed by', ' ', 'Relecloud')", "Managed by Relecloud"],
  ["contains('OneTwoThree', 'e')", true],
  ["contains('OneTwoThree', 'z')", false],
  ["contains(variables('object'), 'one')", true],
  ["contains(variables('object'), 'a')", false],
  ["contains(variables('one'), 'three')", true],
  ["contains(variables('one'), 'four')", false],
  ["empty(createArray())", true],
  ["empty(createObject())", true],
  ["empty('')", true],
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
  // the template is published, its output is not
  ["join(variables('one'), ',')", "one,two,three"],
  ["join(variables('one'), ';')", "one;two;three"],
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
  // no value of guid() is published; test/delegation/arm-guid.test.ts says where these come from
  ["guid('Relecloud Managed Services')", "a284898a-fc04-581d-aca0-047861d06160"],
  ["guid('test')", "d6a5baf1-8b9b-542a-8525-2982f1f98a0c"],
];

const ARRAYS: readonly (readonly [string, unknown])[] = [
  ["array(1)", [1]],
  ["array('efgh')", ["efgh"]],
  ["array(variables('toConvert'))", [{ a: "b", c: "d" }]],
  ["createArray('a', 'b', 'c')", ["a", "b", "c"]],
  ["createArray(1, 2, 3)", [1, 2, 3]],
  ["createArray(variables('object'))", [{ one: "a", two: "b", three: "c" }]],
  ["createArray(variables('one'))", [["one", "two", "three"]]],
  ["createArray()", []],
  ["flatten(variables('toFlatten'))", ["one", "two", "three", "four", "five"]],
  ["lastIndexOf(variables('one'), 'two')", 1],
  ["indexOf(variables('one'), 'one')", 0],
  ["lastIndexOf(variables('one'), 'Three')", -1],
  ["lastIndexOf(variables('numbers'), 4)", 0],
  ["indexOf(variables('numbers'), 6)", 2],
  ["lastIndexOf(variables('numbers'), '5')", -1],
  ["indexOf(variables('collection'), variables('numbers'))", 1],
  ["indexOf(variables('duplicates'), 1)", 0],
  ["lastIndexOf(variables('duplicates'), 1)", 3],
  ["intersection(variables('object'), variables('other'))", { one: "a", three: "c" }],
  ["intersection(variables('one'), createArray('two', 'three'))", ["two", "three"]],
  ["intersection(createArray(1, 2, 3, 4), createArray(3, 2, 1), createArray(4, 1, 3, 2))", [1, 2, 3]],
  ["intersection(createArray(3, 2, 1), createArray(4, 1, 3, 2), createArray(1, 2, 3, 4))", [3, 2, 1]],
  ["max(variables('toCompare'))", 5],
  ["max(0,3,2,5,4)", 5],
  ["min(variables('toCompare'))", 0],
  ["min(0,3,2,5,4)", 0],
  ["range(5,3)", [5, 6, 7]],
  // its rule is published (null where the key or index is missing); no stored copy has the example's values
  ["tryGet(variables('object'), 'one')", "a"],
  ["tryGet(variables('object'), 'four')", null],
  ["tryGet(variables('one'), 2)", "three"],
  ["tryGet(variables('one'), 3)", null],
  [
    "union(variables('first'), variables('second'))",
    { one: "a", two: "b", three: "c2", four: "d", five: "e" },
  ],
  ["union(variables('one'), createArray('three', 'four'))", ["one", "two", "three", "four"]],
];

const OBJECTS: readonly (readonly [string, unknown])[] = [
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
  [
    "variables('modifiedListOfEntities')",
    [
      { fullName: "Example item 1", itemEnabled: true, key: "item001" },
      { fullName: "Example item 2", itemEnabled: false, key: "item002" },
    ],
  ],
  ["empty(json('null'))", true],
  ['json(\'{"a": "b"}\')', { a: "b" }],
  ["json('\"test\"')", "test"],
  ["json('true')", true],
  ["json('3')", 3],
  ["json(variables('jsonArray'))", [1, 2, 3]],
  ["json(concat('{\"a\": \"', 'demo value', '\"}'))", { a: "demo value" }],
  ["empty(null())", true],
  [
    "union(variables('deepOne'), variables('deepTwo'))",
    { property: { one: "a", two: "b", three: "c2", four: "d", five: "e" }, nestedArray: [3, 4] },
  ],
  ["union(variables('nestedOne'), variables('nestedTwo'))", [["one", "two"], ["three"], ["four", "two"]]],
];

const DECISIONS: readonly (readonly [string, unknown])[] = [
  // logical
  ["and(bool('true'), bool('false'))", false],
  ["or(bool('true'), bool('false'))", true],
  ["not(bool('true'))", false],
  ["bool('true')", true],
  ["bool('false')", false],
  ["bool(1)", true],
  ["bool(0)", false],
  ["if(equals('a', 'a'), 'yes', 'no')", "yes"],
  ["if(equals('a', 'b'), 'yes', 'no')", "no"],
  ["if(equals('a', 'a'), json('{\"test\": \"value1\"}'), json('null'))", { test: "value1" }],
  // the branch that is not taken is not evaluated
  ["if(not(empty('')), reference('', '2015-11-01-preview').customerId, json('null'))", null],
  ["not(equals(1, 2))", true],
  // comparison; of strings, whose order is .NET's own, greater() and less() are refused
  [`coalesce(${NULLS}, variables('nulls').string)`, "default"],
  [`coalesce(${NULLS}, variables('nulls').int)`, 1],
  [`coalesce(${NULLS}, variables('nulls').object)`, { first: "default" }],
  [`coalesce(${NULLS}, variables('nulls').array)`, [1]],
  [`empty(coalesce(${NULLS}))`, true],
  ["equals(1, 1)", true],
  ["equals('a', 'a')", true],
  ["equals(createArray('a', 'b'), createArray('a', 'b'))", true],
  ["equals(createObject('a', 'b'), createObject('a', 'b'))", true],
  // no example is published; Bicep has another operator, =~, for strings without regard to case
  ["equals('a', 'A')", false],
  ["greater(1, 2)", false],
  ["greaterOrEquals(1, 2)", false],
  ["less(1, 2)", true],
  ["lessOrEquals(1, 2)", true],
  // numeric
  ["add(5, 3)", 8],
  ["div(8, 3)", 2],
  ["int('4')", 4],
  ["mod(7, 3)", 1],
  ["mul(5, 3)", 15],
  ["sub(7, 3)", 4],
];

const SCOPES: readonly (readonly [string, unknown])[] = [
  ["subscription().subscriptionId", SUBSCRIPTION],
  ["subscription().id", `/subscriptions/${SUBSCRIPTION}`],
  ["subscription().tenantId", TENANT],
  ["tenant().tenantId", TENANT],
  ["tenant().id", `/tenants/${TENANT}`],
  [
    "resourceId('11111111-1111-1111-1111-111111111111', 'otherResourceGroup', 'Microsoft.Storage/storageAccounts','examplestorage')",
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage",
  ],
  // of these three the form is published, in words
  [
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r1')",
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/r1`,
  ],
  [
    "tenantResourceId('Microsoft.Authorization/policyDefinitions', 'p1')",
    "/providers/Microsoft.Authorization/policyDefinitions/p1",
  ],
  [
    "extensionResourceId('/subscriptions/s/resourceGroups/g', 'Microsoft.Authorization/locks', 'l1')",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Authorization/locks/l1",
  ],
];

const PUBLISHED = [...STRINGS, ...ARRAYS, ...OBJECTS, ...DECISIONS, ...SCOPES];

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

test.each([
  ["resourceGroup().name", "examplegroup"],
  ["resourceGroup().id", GROUP],
  ["resourceGroup().type", "Microsoft.Resources/resourceGroups"],
  [
    "resourceId('Microsoft.Storage/storageAccounts','examplestorage')",
    `${GROUP}/providers/Microsoft.Storage/storageAccounts/examplestorage`,
  ],
  [
    "resourceId('otherResourceGroup', 'Microsoft.Storage/storageAccounts','examplestorage')",
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage`,
  ],
  [
    "resourceId('Microsoft.SQL/servers/databases', 'serverName', 'databaseName')",
    `${GROUP}/providers/Microsoft.SQL/servers/serverName/databases/databaseName`,
  ],
  // of an extension the form is published, in words
  [
    "extensionResourceId(resourceGroup().id, 'Microsoft.Authorization/locks', 'lockname')",
    `${GROUP}/providers/Microsoft.Authorization/locks/lockname`,
  ],
])("in a resource group: %s", (expression, value) => {
  const around = { schema: "deploymentTemplate" };
  expect(evaluated(`[${expression}]`, around, { resourceGroup: "examplegroup" })).toEqual({ value });
});

test("every function that docs/adopt.md names has a row, or reads the template around it", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "adopt.md"), "utf8");
  const list = page.slice(page.indexOf("`add`"), page.indexOf("## What is written"));
  const rows = JSON.stringify([PUBLISHED, VARIABLES]);
  const named = [...list.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name);
  const without = named.filter((name) => !rows.includes(`${name}(`));
  expect(without).toEqual(["false", "parameters", "resourceGroup"]);
});
