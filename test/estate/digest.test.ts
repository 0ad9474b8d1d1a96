import fc from "fast-check";
import { expect, test } from "vitest";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { definitionsDigest } from "../../lib/estate/digest.ts";
import {
  aContext,
  aCustomer,
  anOffer,
  anOfferOf,
  guidOf,
  MANAGING_TENANT,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";

const digest = (offers: readonly Offer[], customers: readonly Customer[] = []) =>
  definitionsDigest(aContext({ offers, customers }));

const OTHERS = { operators: { ...PRINCIPALS.operators, objectId: guidOf("f") } };
const ELIGIBLE = {
  principal: PRINCIPALS.engineers,
  role: "Contributor",
  justInTimeAccessPolicy: {
    multiFactorAuthProvider: "Azure",
    maximumActivationDuration: "PT4H",
    approvers: [PRINCIPALS.approvers],
  },
};

test("definitionsDigest is a SHA-256", () => {
  expect(digest([anOffer()])).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("definitionsDigest does not depend on the order of authoring", () => {
  const standing = [
    ...TIDY_AUTHORIZATIONS,
    { principal: PRINCIPALS.engineers, role: "Reader" },
    { principal: PRINCIPALS.engineers, role: "Monitoring Reader" },
  ];
  const customer = (id: string, character: string) => aCustomer({ id, tenantId: guidOf(character) });
  const expected = digest(
    [anOfferOf({ authorizations: standing }), anOffer({ id: "other" })],
    [customer("abc", "1"), customer("def", "2")],
  );
  fc.assert(
    fc.property(
      fc.shuffledSubarray(standing, { minLength: standing.length }),
      fc.shuffledSubarray(["operations", "other"], { minLength: 2 }),
      fc.shuffledSubarray(["abc", "def"], { minLength: 2 }),
      (authorizations, offers, customers) => {
        const shuffled = digest(
          offers.map((id) => (id === "other" ? anOffer({ id }) : anOfferOf({ authorizations }, { id }))),
          customers.map((id) => customer(id, id === "abc" ? "1" : "2")),
        );
        expect(shuffled).toBe(expected);
      },
    ),
  );
});

test("definitionsDigest does not depend on the order of keys", () => {
  const { id, name, tenantId, ...rest } = aCustomer();
  expect(digest([], [{ ...rest, tenantId, name, id }])).toBe(digest([], [aCustomer()]));
});

test("definitionsDigest does not depend on whether a set of authorizations is shared", () => {
  const included = anOfferOf({ includes: [{ authorizations: TIDY_AUTHORIZATIONS }] });
  expect(digest([included])).toBe(digest([anOfferOf({ authorizations: TIDY_AUTHORIZATIONS })]));
});

const base = { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [ELIGIBLE] };

test.each<[string, Offer]>([
  [
    "a principal",
    anOfferOf({
      ...base,
      authorizations: TIDY_AUTHORIZATIONS.map((each) => ({ ...each, principal: OTHERS.operators })),
    }),
  ],
  ["a role", anOfferOf({ ...base, eligibleAuthorizations: [{ ...ELIGIBLE, role: "Monitoring Reader" }] })],
  ["an authorization", anOfferOf({ ...base, authorizations: TIDY_AUTHORIZATIONS.slice(0, 1) })],
  ["standing access", anOfferOf({ authorizations: TIDY_AUTHORIZATIONS })],
  [
    "a duration",
    anOfferOf({
      ...base,
      eligibleAuthorizations: [
        {
          ...ELIGIBLE,
          justInTimeAccessPolicy: { ...ELIGIBLE.justInTimeAccessPolicy, maximumActivationDuration: "PT8H" },
        },
      ],
    }),
  ],
  ["a name", anOfferOf(base, { name: "Test operations" })],
  ["a description", anOfferOf(base, { description: "" })],
  ["a managing tenant", anOfferOf(base, { managingTenant: { ...MANAGING_TENANT, tenantId: guidOf("8") } })],
])("definitionsDigest changes with %s of an offer", (_, changed) => {
  expect(digest([changed])).not.toBe(digest([anOfferOf(base)]));
});

test.each([
  ["tenantId", { tenantId: guidOf("6") }],
  ["name", { name: "Other" }],
  ["subscription", { subscriptions: { production: guidOf("2") } }],
  ["tags", { tags: { a: "b" } }],
  ["signIn", { signIn: { method: "oidc", clientId: guidOf("5") } }],
  ["delegations", { delegations: [] }],
  [
    "resource groups",
    {
      delegations: [
        {
          offer: "operations",
          plan: "standard",
          version: "1.0.0",
          scopes: [{ subscription: "production", resourceGroups: ["rg"] }],
        },
      ],
    },
  ],
])("definitionsDigest changes with a customer's %s", (_, changes) => {
  expect(digest([], [aCustomer(changes)])).not.toBe(digest([], [aCustomer()]));
});

test("definitionsDigest takes what an author named path for what it is", () => {
  const customer = (character: string) =>
    aCustomer({ delegations: [], subscriptions: { path: guidOf(character) } });
  expect(digest([], [customer("1")])).not.toBe(digest([], [customer("2")]));
  const tagged = (text: string) => aCustomer({ tags: { path: text } });
  expect(digest([], [tagged("a")])).not.toBe(digest([], [tagged("b")]));
  const planned = (version: string) =>
    anOffer({ plans: { path: { visibility: "public", versions: { [version]: base } } } });
  expect(digest([planned("1.0.0")])).not.toBe(digest([planned("2.0.0")]));
});

test("definitionsDigest changes with the estate's defaults and the date of the catalogue", () => {
  const context = aContext();
  const other = { ...context.defaults.value, registerResourceProvider: false };
  const digests = [
    context,
    { ...context, defaults: { ...context.defaults, value: other } },
    { ...context, catalogue: { ...context.catalogue, date: "2031-01-02" } },
  ].map(definitionsDigest);
  expect(new Set(digests).size).toBe(3);
});
