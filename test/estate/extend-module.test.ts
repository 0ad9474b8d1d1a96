import { expect, test } from "vitest";
import { extendedModule, type ModuleAddition } from "../../lib/estate/extend-module.ts";

/*
 * Customers in TypeScript get text where their parts end. Everything else stays, or the file is not edited at all.
 */

const ADDITION: ModuleAddition = {
  subscriptions: { "prod-2": "b" },
  delegations: [
    {
      offer: "watch",
      module: { from: "../offers/watch.ts", name: "watch" },
      terms: { plan: "standard", version: "1.0.0", scopes: [{ subscription: "prod-2" }] },
    },
  ],
};

const PRESENT = { subscriptions: 1, delegations: 1 };

const PLAIN = `import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import operations from "../offers/operations.ts"; // ours

// signed in May
export default defineCustomer({
  id: "a",
  subscriptions: {
    first: "1", // the first
  },
  delegations: [
    // why
    defineDelegation(operations, { plan: "x", version: "1.0.0", scopes: [{ subscription: "first" }] }) // last
    // the end
  ],
  tags: { any: "thing" },
});
`;

test("items are appended in lines of their own, comments stay, and what is used is imported", () => {
  expect(
    extendedModule(PLAIN, ADDITION, PRESENT),
  ).toBe(`import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import operations from "../offers/operations.ts"; // ours
import watch from "../offers/watch.ts";

// signed in May
export default defineCustomer({
  id: "a",
  subscriptions: {
    first: "1", // the first
    "prod-2": "b",
  },
  delegations: [
    // why
    defineDelegation(operations, { plan: "x", version: "1.0.0", scopes: [{ subscription: "first" }] }), // last
    // the end
    defineDelegation(watch, {
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "prod-2" }],
    }),
  ],
  tags: { any: "thing" },
});
`);
});

test("lists on one line and empty lists are broken, an offer that is imported keeps its name, and so do line ends", () => {
  const text = `import { defineCustomer as customer } from "azure-lighthouse-keeper";
import monitoring from "../offers/watch.ts";
export default customer({ id: "a", subscriptions: { first: "1" }, delegations: [] } as const);
`;
  const expected = `import { defineCustomer as customer, defineDelegation } from "azure-lighthouse-keeper";
import monitoring from "../offers/watch.ts";
export default customer({ id: "a", subscriptions: {
  first: "1",
  "prod-2": "b",
}, delegations: [
  defineDelegation(monitoring, {
    plan: "standard",
    version: "1.0.0",
    scopes: [{ subscription: "prod-2" }],
  }),
] });
`;
  const plain = text.replace(" as const", "");
  const none = { subscriptions: 1, delegations: 0 };
  expect(extendedModule(plain, ADDITION, none)).toBe(expected);
  const windows = (each: string) => each.replaceAll("\n", "\r\n");
  expect(extendedModule(windows(plain), ADDITION, none)).toBe(windows(expected));
  // an assertion about the argument makes it no literal of its own
  expect(extendedModule(text, ADDITION, none)).toBe(undefined);
});

test("an offer that is data, and a customer that is data, get data", () => {
  const text =
    'export default {\n  subscriptions: { first: "1" },\n  delegations: [],\n} satisfies Customer;\n';
  const edited = extendedModule(
    text,
    { ...ADDITION, subscriptions: {} },
    { subscriptions: 1, delegations: 0 },
  );
  expect(edited).toBe(`export default {
  subscriptions: { first: "1" },
  delegations: [
    {
      offer: "watch",
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "prod-2" }],
    },
  ],
} satisfies Customer;
`);
});

test.each([
  ["a variable", PLAIN.replace("export default", "const a =").concat("export default a;\n")],
  ["a function of another package", PLAIN.replace("azure-lighthouse-keeper", "./own.ts")],
  ["a method of an object", PLAIN.replace("default defineCustomer(", "default ours.customer(")],
  ["a second argument", PLAIN.replace(/\}\);\n$/, "}, more);\n")],
  ["a spread in it", PLAIN.replace('id: "a"', "...base")],
  ["a spread in its subscriptions", PLAIN.replace("subscriptions: {", "subscriptions: {\n    ...others,")],
  ["a spread in its delegations", PLAIN.replace("// why", "...usual,")],
  ["computed names", PLAIN.replace("first:", "[name]:")],
  ["a property twice", PLAIN.replace('id: "a",', "delegations: [],")],
  [
    "delegations of a function",
    PLAIN.replace("delegations: [", "delegations: all([").replace("  ],\n  tags", "  ]),\n  tags"),
  ],
  [
    "a comment in an empty list",
    PLAIN.replace(/delegations: \[[\s\S]*\],\n {2}tags/, "delegations: [/* none */],\n  tags"),
  ],
  ["a hole", PLAIN.replace("// why", ",")],
  ["a syntax error", `${PLAIN}}`],
  ["no default export", PLAIN.replace("export default", "")],
])("a customer with %s is not edited", (what, text) => {
  expect(text).not.toBe(PLAIN);
  const present = { ...PRESENT, delegations: what.includes("empty") ? 0 : 1 };
  expect(extendedModule(text, ADDITION, present)).toBe(undefined);
});

test("a module that was seen to define another number of parts is not edited", () => {
  expect(extendedModule(PLAIN, ADDITION, { ...PRESENT, delegations: 2 })).toBe(undefined);
  expect(extendedModule(PLAIN, ADDITION, { ...PRESENT, subscriptions: 0 })).toBe(undefined);
});
