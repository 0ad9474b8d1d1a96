import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import type { Read } from "../../lib/documents/problem.ts";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { decide } from "../../lib/gate/decide.ts";
import { DEFAULT_POLICY, type Policy } from "../../lib/gate/policy.ts";
import { KnownStacks } from "../../lib/workflows/known-stacks.ts";
import { aCustomer, anOffer, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { aSide } from "../support/sides.ts";
import { stackOf } from "../support/stacks.ts";
import { between } from "./gate-inputs.ts";

/* One law: a fleet is reviewed exactly as its customers are one by one, however the comparison saves work. */

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
const unchanged = taken.map((each) => ({ before: each, after: each }));
const situations = fc.array(fc.oneof(fc.record({ before: taken, after: taken }), unchanged), {
  minLength: 1,
  maxLength: 3,
});
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

/** The access of stacks on one side, each read by `read`. */
function accessOf(
  texts: ReadonlyMap<string, string>,
  read: (customer: string, text: string) => Read<CustomerAccess>,
): CustomerAccess[] {
  return [...texts].map(([customer, text]) => {
    const stack = read(customer, text);
    if (!stack.ok) throw new Error(stack.error[0]?.problem);
    return stack.value;
  });
}

test("a fleet is reviewed and digested as customer by customer, each stack read by itself", () => {
  fc.assert(
    fc.property(fleet, ([kinds, customers]) => {
      const textsOf = (side: "before" | "after") =>
        new Map(
          customers.flatMap(({ which, ...own }, index): [string, string][] => {
            const customer = `customer-${index}`;
            const state = kinds[which % kinds.length]?.[side];
            return state === undefined ? [] : [[customer, textOf(customer, own, state)]];
          }),
        );
      const [before, after] = [textsOf("before"), textsOf("after")];
      const stacks = new KnownStacks();
      const [all, now] = [before, after].map((texts) => accessOf(texts, (...stack) => stacks.read(...stack)));
      const input = between(aSide(...(all ?? [])), aSide(...(now ?? [])), { policy: STRICT });
      const decision = decide(input);
      const alone = [...new Set([...before.keys(), ...after.keys()])].sort().map((customer) => {
        const own = (texts: ReadonlyMap<string, string>) =>
          aSide(...accessOf(new Map([...texts].filter(([name]) => name === customer)), readStack));
        return between(own(before), own(after), { policy: STRICT });
      });
      expect(alone.flatMap(({ review }) => review.customers)).toEqual(input.review.customers);
      expect(Object.assign({}, ...alone.map((each) => decide(each).digest.parts))).toEqual(
        decision.digest.parts,
      );
    }),
    { numRuns: 40 },
  );
});
