import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { KnownStacks } from "../../lib/workflows/known-stacks.ts";
import { STACK, textOf } from "../formats/stack-samples.ts";

const TEXT = textOf(STACK);

test("a stack with the bytes of the other side is the same access, and is not decoded again", () => {
  const stacks = new KnownStacks();
  const [first, second] = [stacks.read("fabrikam", TEXT), stacks.read("fabrikam", TEXT)];
  expect(first).toEqual(readStack("fabrikam", TEXT));
  expect(first.ok && second.ok && first.value === second.value).toBe(true);
});

test.each<[string, string, string]>([
  ["the same bytes under another name", "contoso", TEXT],
  ["one byte more", "fabrikam", `${TEXT}\n`],
  ["another digit", "fabrikam", TEXT.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))],
])("after a stack was read, another one is read for itself: %s", (_, customer, text) => {
  const stacks = new KnownStacks();
  stacks.read("fabrikam", TEXT);
  expect(stacks.read(customer, text)).toEqual(readStack(customer, text));
  // and a refusal does not replace what was read
  expect(stacks.read("fabrikam", TEXT)).toEqual(readStack("fabrikam", TEXT));
});
