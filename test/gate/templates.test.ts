import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { readStack } from "../../lib/formats/stack/stack.ts";
import { StackTemplates } from "../../lib/formats/stack/stack-templates.ts";
import { decide } from "../../lib/gate/decide.ts";
import { DEFAULT_POLICY, type Policy } from "../../lib/gate/policy.ts";
import type { AccessReview, CustomerChange } from "../../lib/review/access-change.ts";
import { aCustomer, anOffer, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { aSide } from "../support/sides.ts";
import { stackOf } from "../support/stacks.ts";
import { between } from "./gate-inputs.ts";

/*
 * One law: a fleet that is read by shapes and compared once for all that are alike is reviewed and decided on exactly
 * as customer by customer.
 */

const VERSIONS = {
  "1.0.0": { authorizations: TIDY_AUTHORIZATIONS },
  "1.1.0": {
    authorizations: [...TIDY_AUTHORIZATIONS, { principal: PRINCIPALS.person, role: "Contributor" }],
  },
  "1.2.0": { authorizations: [{ principal: PRINCIPALS.operators, role: "Reader" }] },
};
const OFFERS = ["operations", "security"].map((id) =>
  anOffer({ id, name: `Test ${id}`, plans: { standard: { visibility: "public", versions: VERSIONS } } }),
);

const version = fc.constantFrom(...(Object.keys(VERSIONS) as (keyof typeof VERSIONS)[]));
/** What one side has of a customer: nothing at all, or its subscriptions and what is delegated there. */
const taken = fc.option(
  fc.record({
    subscriptions: fc.constantFrom(1, 2),
    versions: fc.array(version, { minLength: 0, maxLength: 2 }),
    wholly: fc.boolean(),
  }),
  { freq: 8, nil: undefined },
);
const situations = fc.array(fc.record({ before: taken, after: taken }), { minLength: 1, maxLength: 3 });
const fleet = fc.tuple(
  situations,
  fc.array(fc.record({ which: fc.nat(9), ids: fc.tuple(fc.uuid(), fc.uuid()), tenant: fc.uuid() }), {
    minLength: 2,
    maxLength: 8,
  }),
);

type Taken = typeof taken extends fc.Arbitrary<infer T> ? T : never;
type Own = { readonly ids: readonly [string, string]; readonly tenant: string };

function textOf(id: string, { ids: [one, two], tenant }: Own, side: NonNullable<Taken>): string {
  const { subscriptions, versions, wholly } = side;
  const [first, ...others] = ["production", ...(subscriptions > 1 ? ["staging"] : [])];
  const parts = [
    { subscription: first, resourceGroups: ["one", "two"] },
    ...others.map((subscription) => ({ subscription })),
  ];
  const customer = aCustomer({
    id,
    name: `Customer ${id}`,
    tenantId: tenant,
    subscriptions: subscriptions > 1 ? { production: one, staging: two } : { production: one },
    delegations: versions.map((each, index) => ({
      offer: OFFERS[index]?.id,
      plan: "standard",
      version: each,
      scopes: wholly ? [{ subscription: first }] : parts,
    })),
  });
  return stackOf(customer, OFFERS).text;
}

/** The shipped policy with every guardrail. */
const STRICT: Policy = {
  ...DEFAULT_POLICY,
  guardrails: {
    noStandingOnSubscription: ["Contributor", "Reader"],
    eligible: { multiFactorAuthentication: true, maximumActivationDuration: "PT4H" },
    groupsOnly: true,
    keepDeleteRole: true,
  },
};

/** What is decided, of two sides that are read in some way; without the notes of who is like whom. */
function outcome(
  sides: readonly (readonly { readonly customer: string; readonly text: string }[])[],
  read: (customer: string, text: string) => CustomerAccess,
) {
  const [before, after] = sides.map((stacks) =>
    aSide(...stacks.map(({ customer, text }) => read(customer, text))),
  );
  if (before === undefined || after === undefined) throw new Error("two sides");
  const input = between(before, after, { policy: STRICT });
  return { decision: decide(input), review: withoutNotes(input.review), alike: likes(input.review) };
}

function withoutNotes(review: AccessReview): AccessReview {
  const plain = ({ sameAs: _, ...change }: CustomerChange): CustomerChange => change;
  return { ...review, customers: review.customers.map(plain) };
}

function likes({ customers }: AccessReview): number {
  return customers.filter(({ sameAs }) => sameAs !== undefined).length;
}

test("a fleet read by templates is reviewed and decided on as customer by customer", () => {
  let alike = 0;
  fc.assert(
    fc.property(fleet, ([kinds, customers]) => {
      const sideOf = (side: "before" | "after") =>
        customers.flatMap(({ which, ...own }, index) => {
          const customer = `customer-${index}`;
          const state = kinds[which % kinds.length]?.[side];
          return state === undefined ? [] : [{ customer, text: textOf(customer, own, state) }];
        });
      const sides = [sideOf("before"), sideOf("after")];
      const templates = new StackTemplates();
      const access = (read: ReturnType<typeof readStack>) => {
        if (!read.ok) throw new Error(read.error[0]?.problem);
        return read.value;
      };
      const byTemplates = outcome(sides, (customer, text) => access(templates.read(customer, text)));
      const oneByOne = outcome(sides, (customer, text) => access(readStack(customer, text)));
      expect(byTemplates.review).toEqual(oneByOne.review);
      expect(byTemplates.decision).toEqual(oneByOne.decision);
      expect(oneByOne.alike).toBe(0);
      alike += byTemplates.alike;
    }),
    { numRuns: 40 },
  );
  // some thirty of them, in whatever draw; a bound near that would fail by chance
  expect(alike).toBeGreaterThan(0);
});
