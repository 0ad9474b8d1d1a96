import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccessGrant, accessOf } from "../../lib/access/access-grant.ts";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { definedAccess } from "../../lib/access/defined-access.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { stableJson } from "../../lib/values/canonical-json.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { aCustomer, anOffer } from "../support/builders.ts";
import { registered, sampleEstate, stackOf } from "../support/stacks.ts";
import { anyMutation, mutated, shapeOf } from "./mutations.ts";
import { decodeAccess } from "./oracle-access.ts";
import { violations } from "./oracle-invariants.ts";
import { readOf } from "./refused.ts";
import { FULL_SUBSCRIPTIONS, FULL_TEXTS, textOf } from "./stack-samples.ts";

/** What a stack shares with other documents: how it is deployed, only stacks say. */
function accessIn(customer: string, text: string): CustomerAccess {
  const { deployment, ...access } = readOf(readStack(customer, text));
  expect(deployment).toBeDefined();
  return access;
}

test("readStack: a stack means what its definitions mean, whatever the estate's defaults", () => {
  for (const text of FULL_TEXTS) {
    expect(accessIn("fabrikam", text)).toEqual(definedAccess("fabrikam", FULL_SUBSCRIPTIONS));
  }
});

test("readStack: so do the stacks of the sample estate", async () => {
  const { offers, customers, defaults } = await sampleEstate();
  const all = offers.map(({ value }) => value);
  expect(customers.length).toBeGreaterThan(3);
  for (const { value: customer } of customers) {
    const { text } = stackOf(customer, all, defaults.value);
    const access = definedAccess(customer.id, registered(customer, all));
    expect(accessIn(customer.id, text)).toEqual(access);
  }
});

test("readStack: a customer without any delegation has a subscription and no access", () => {
  const { text } = stackOf(aCustomer({ delegations: [] }), [anOffer()]);
  const access = readOf(readStack("fabrikam", text));
  expect(access.grants).toEqual([]);
  expect(access.subscriptionIds).toHaveLength(1);
});

test("readStack: gives the access of any definitions, whatever their texts", () => {
  const estates = fc.record({
    offers: fc.tuple(anyOffer("offer-a"), anyOffer("offer-b")),
    customer: anyCustomer(["offer-a", "offer-b"]),
  });
  fc.assert(
    fc.property(estates, (drawn) => {
      const offers = drawn.offers.map((each) => {
        const parsed = parseOffer(each);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
        return parsed.value;
      });
      const customer = parseCustomer(drawn.customer);
      if (!customer.ok) throw new Error(JSON.stringify(customer.error));
      const subscriptions = registered(customer.value, offers);
      const access = accessIn("customer-a", stackOf(customer.value, offers).text);
      expect(access).toEqual(definedAccess("customer-a", subscriptions));
      expect(access.grants).toEqual(accessOf(subscriptions));
    }),
    { numRuns: 60 },
  );
});

/** What grants say, each once: to Terraform the lists in them are sets. */
function grantSet(grants: readonly AccessGrant[]): string[] {
  const set = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(each)))].sort();
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, set(inner)]));
  };
  return [...new Set(grants.map((grant) => stableJson(set(grant))))].sort();
}

const NAMED = /^\/(?:data\/azurerm_subscription|resource\/[a-z_]+|output\/[a-z_]+\/value)$/;
const shape = (stack: unknown) =>
  shapeOf(
    stack,
    (path) => NAMED.test(path),
    (path) => path.endsWith("/" + "//"),
  );
const STACKS = FULL_TEXTS.map((text): unknown => JSON.parse(text));
const KNOWN = new Set(STACKS.flatMap((stack) => [...shape(stack)]));

test("readStack: of a mutilated stack, nothing is read but what invariants hold of and real stacks have", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...STACKS),
      fc.array(anyMutation, { minLength: 1, maxLength: 3 }),
      (whole, mutations) => {
        const text = textOf(mutations.reduce(mutated, whole));
        const read = readStack("fabrikam", text);
        if (!read.ok) {
          expect(read.error.length).toBeGreaterThan(0);
          return;
        }
        accepted++;
        const stack: unknown = JSON.parse(text);
        expect(violations(stack)).toEqual([]);
        expect([...shape(stack)].filter((place) => !KNOWN.has(place))).toEqual([]);
        expect(grantSet(read.value.grants)).toEqual(grantSet(decodeAccess(stack)));
      },
    ),
    { numRuns: 1200 },
  );
  // comments, texts and whole parts can go
  expect(accepted).toBeGreaterThan(20);
});

test("readStack: any text is read or refused", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(textOf)), (text) => {
      expect(readStack("fabrikam", text).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});
