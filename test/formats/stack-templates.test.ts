import fc from "fast-check";
import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/stack.ts";
import { StackTemplates } from "../../lib/formats/stack/stack-templates.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { stackOf } from "../support/stacks.ts";

/*
 * One law: whatever was read before, a stack is read exactly as readStack reads it.
 */

const OFFERS = [
  anOffer(),
  anOffer({ id: "second", name: "Second" }),
  anOffer({ id: "named", name: "For Fabrikam only" }),
];

/** The text of a customer's stack; with `of` above 1 it has a second subscription and resource groups. */
function text(id: string, name: string, digit: string, of = 1): string {
  const production = guidOf(digit);
  const staging = `${production.slice(0, -1)}0`;
  const scopes = [{ subscription: "production" }];
  const customer = aCustomer({
    id,
    name,
    tenantId: `${guidOf("7").slice(0, -1)}${digit}`,
    subscriptions: of === 1 ? { production } : { production, staging },
    delegations: OFFERS.slice(0, of).map(({ id: offer }, index) => ({
      offer,
      plan: "standard",
      version: "1.0.0",
      scopes:
        index === 0
          ? scopes
          : [{ subscription: of === 1 ? "production" : "staging", resourceGroups: ["one", "two"] }],
    })),
  });
  return stackOf(customer, OFFERS).text;
}

const CUSTOMERS: readonly (readonly [string, string, string, number])[] = [
  ["fabrikam", "Fabrikam", "1", 1],
  ["contoso", "Contoso Retail", "2", 1],
  ["adatum", 'A "quoted" ${name}', "3", 1],
  ["two-subscriptions", "Two", "4", 2],
  ["two-more", "Two More", "5", 2],
  ["named-one", "Fabrikam", "6", 3],
  ["named-two", "Northwind", "8", 3],
  ["provider", "provider", "a", 1],
  ["provisioner", "provisioner", "b", 1],
  ["standard", "operations", "c", 1],
];
const TEXTS = CUSTOMERS.map(([id, name, digit, of]) => ({ id, text: text(id, name, digit, of) }));

test("StackTemplates reads every stack as readStack does, in whatever order", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(TEXTS, { minLength: 4 }), (stacks) => {
      const shapes = new StackTemplates();
      for (const each of stacks)
        expect(shapes.read(each.id, each.text)).toEqual(readStack(each.id, each.text));
    }),
    { numRuns: 40 },
  );
});

test("StackTemplates reads what is put together from two stacks, or changed anywhere, as readStack does", () => {
  const shapes = new StackTemplates();
  for (const each of TEXTS) shapes.read(each.id, each.text);
  let [refused, read] = [0, 0];
  const PIECES = [
    "provider",
    "provisioner",
    "name",
    guidOf("1"),
    guidOf("2"),
    guidOf("a"),
    guidOf("9"),
    "fabrikam",
    "Fabrikam",
    "contoso",
    '"',
    "${x}",
    "\\",
    "",
    " ",
    "A",
    "é",
    "\u202e",
  ];
  const replacement = fc.record({
    from: fc.constantFrom(...PIECES),
    to: fc.constantFrom(...PIECES),
    all: fc.boolean(),
  });
  const cut = fc.record({ at: fc.nat(12_000), insert: fc.constantFrom(...PIECES), drop: fc.nat(40) });
  const hostile = fc
    .record({
      stack: fc.constantFrom(...TEXTS),
      customer: fc.constantFrom("fabrikam", "contoso", "provisioner", "new-customer"),
      renamed: fc.boolean(),
      replacements: fc.array(replacement, { maxLength: 3 }),
      cuts: fc.array(cut, { maxLength: 1 }),
    })
    .map(({ stack, customer, renamed, replacements, cuts }) => {
      const begun = renamed ? stack.text.replaceAll(stack.id, customer) : stack.text;
      const replaced = replacements
        .filter(({ from }) => from !== "")
        .reduce((all, each) => all[each.all ? "replaceAll" : "replace"](each.from, () => each.to), begun);
      const made = cuts.reduce(
        (all, { at, insert, drop }) => all.slice(0, at) + insert + all.slice(at + drop),
        replaced,
      );
      return { customer, made };
    });
  fc.assert(
    fc.property(hostile, ({ customer, made }) => {
      const expected = readStack(customer, made);
      if (expected.ok) read++;
      else refused++;
      expect(shapes.read(customer, made)).toEqual(expected);
    }),
    { numRuns: 1_500 },
  );
  expect(read).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(200);
});
