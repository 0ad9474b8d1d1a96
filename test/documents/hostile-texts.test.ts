import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { expectRefused, put } from "../formats/refused.ts";
import { DEFINITION, STACK, textOf } from "../formats/stack-samples.ts";

const text = textOf(STACK);
const deep = 200_000;

test.each([
  ["none", ""],
  ["no JSON", "{"],
  ["spaced otherwise", JSON.stringify(STACK)],
  ["with something behind", `${text}{}`],
  ["with a byte order mark", `\ufeff${text}`],
  ["with carriage returns", text.replaceAll("\n", "\r\n")],
  ["with an escape", text.replace('"terraform"', '"\\u0074erraform"')],
])("readStack refuses a text that is %s", (_, hostile) => {
  expect(hostile).not.toBe(text);
  expectRefused(readStack("fabrikam", hostile), "part-unknown", "");
});

test.each([
  ["deeply", "0 0 0 0 0 0 0 0", `${"[".repeat(deep)}${"]".repeat(deep)}\n`],
  ["deeply under names", "a a a a a a a a", `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}\n`],
])("readStack refuses a text that is nested %s", (_, place, hostile) => {
  expectRefused(readStack("fabrikam", hostile), "document-too-large", place);
});

test.each([
  [
    "with a part twice",
    "terraform",
    text.replace('  "terraform": {', '  "terraform": {},\n  "terraform": {'),
  ],
  [
    "with a type twice",
    "resource azurerm_lighthouse_definition",
    text.replace('"azurerm_lighthouse_definition": {', '"azurerm_lighthouse_definition": {}, $&'),
  ],
  [
    "with an attribute twice",
    `${DEFINITION} managing_tenant_id`,
    text.replace('"managing_tenant_id":', '"managing_tenant_id": "x",\n        $&'),
  ],
])("readStack refuses a text that is %s", (_, place, hostile) => {
  expect(hostile).not.toBe(text);
  expectRefused(readStack("fabrikam", hostile), "duplicate", place);
});

test("readStack: a hundred thousand problems are told shortly and soon", () => {
  const huge = put(
    STACK,
    `${DEFINITION} authorization`,
    Array.from({ length: 100_000 }, () => ({ x: 1 })),
  );
  const started = performance.now();
  const read = readStack("fabrikam", textOf(huge));
  expect(performance.now() - started).toBeLessThan(5_000);
  expectRefused(read, "document-too-large", "");
});

test("readStack: deep values and long texts are refused, and shown shortly", () => {
  let value: unknown = "x";
  for (let depth = 0; depth < 90; depth++) value = { x: [value] };
  const place = `${DEFINITION} deep`;
  expectRefused(readStack("fabrikam", textOf(put(STACK, place, value))), "part-unknown", place);
  for (let depth = 0; depth < 1000; depth++) value = { x: [value] };
  const shown = `${place} x 0 x 0`;
  expectRefused(readStack("fabrikam", textOf(put(STACK, place, value))), "document-too-large", shown);
  const alias = "provider azurerm 0 alias";
  const long = put(STACK, alias, "$".repeat(1_000_000));
  expectRefused(readStack("fabrikam", textOf(long)), "value-not-allowed", alias);
});
