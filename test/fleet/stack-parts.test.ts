import fc from "fast-check";
import { expect, test } from "vitest";
import { differingParts, STACK_PARTS, stackParts } from "../../lib/fleet/stack-parts.ts";
import { encodeStack } from "../../lib/formats/stack/encode.ts";
import { anyStackContent } from "../support/stack-contents.ts";

const STACK = {
  "//": { customer: { name: "Fabrikam" } },
  terraform: { required_version: ">= 1.5.0", backend: { local: { path: "state/a.tfstate" } } },
  provider: { azurerm: [{ alias: "a" }] },
  data: { azurerm_subscription: { a: { subscription_id: "a" } } },
  resource: { azurerm_lighthouse_definition: { a: { name: "Operations", "//": { role: "Reader" } } } },
  import: [{ to: "azurerm_lighthouse_definition.a" }],
  output: { registration_definitions: { value: {} } },
};

test.each([
  ["resources", { resource: {} }],
  ["imports", { import: [] }],
  ["guards", { data: {} }],
  ["providers", { provider: {} }],
  ["state", { terraform: { ...STACK.terraform, backend: { local: { path: "elsewhere" } } } }],
  ["state", { terraform: { required_version: ">= 1.5.0", cloud: { organization: "northwind" } } }],
  ["outputs", { output: {} }],
  ["settings", { terraform: { ...STACK.terraform, required_version: ">= 1.6.0" } }],
  ["settings", { locals: {} }],
])("a stack differs in its %s", (part, changes) => {
  expect(differingParts(stackParts(STACK, "lock"), stackParts({ ...STACK, ...changes }, "lock"))).toEqual([
    part,
  ]);
});

test("a stack differs in the provider lock beside it", () => {
  expect(differingParts(stackParts(STACK, "one"), stackParts(STACK, "another"))).toEqual(["providerLock"]);
  expect(differingParts(stackParts(STACK, undefined), stackParts(STACK, "one"))).toEqual(["providerLock"]);
});

test("comments and the order of properties make no difference, at whatever depth", () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => key !== "//");
    return Object.fromEntries([
      ["//", "another"],
      ...entries.reverse().map(([key, each]) => [key, turned(each)]),
    ]);
  };
  fc.assert(
    fc.property(anyStackContent(), (content) => {
      const stack = JSON.parse(encodeStack(content));
      const other = turned(stack) as typeof stack;
      expect(differingParts(stackParts(stack, undefined), stackParts(other, undefined))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("every value of a stack is in some part: none can change unseen", () => {
  fc.assert(
    fc.property(anyStackContent(), fc.nat(), (content, chosen) => {
      const stack = JSON.parse(encodeStack(content));
      const leaves = leavesOf(stack);
      const before = stackParts(stack, undefined);
      const leaf = leaves[chosen % leaves.length];
      if (leaf === undefined) throw new Error("a stack without texts");
      leaf.holder[leaf.key] = `${leaf.holder[leaf.key]}!`;
      expect(differingParts(before, stackParts(stack, undefined))).toHaveLength(1);
    }),
    { numRuns: 100 },
  );
  expect(new Set(STACK_PARTS).size).toBe(STACK_PARTS.length);
});

interface Leaf {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every text of a stack that is no comment, with what holds it. */
function leavesOf(holder: Record<string, unknown>): Leaf[] {
  return Object.entries(holder).flatMap(([key, value]) => {
    if (key === "//") return [];
    if (typeof value === "string") return [{ holder, key }];
    return typeof value === "object" && value !== null ? leavesOf(value as Record<string, unknown>) : [];
  });
}
