import fc from "fast-check";
import { expect, test } from "vitest";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { estateGraph } from "../../lib/graph/estate-graph.ts";
import { aCustomer, anOffer, MANAGING_TENANT, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";

/** Nodes and edges as readers see them. */
function drawn(customers: readonly Customer[], offers: readonly Offer[] = [anOffer()]) {
  const { nodes, edges } = estateGraph(customers, offers);
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return {
    nodes: nodes.map(({ kind, title, about }) => `${kind}: ${title}, ${about}`),
    edges: edges.map(
      ({ from, to, isDashed }) => `${titles.get(from)} ${isDashed ? "-.-" : "---"} ${titles.get(to)}`,
    ),
  };
}

test("power goes from managing tenant to principals, plans and customers", () => {
  expect(drawn([aCustomer()])).toEqual({
    nodes: [
      "plan: Test Operations, operations/standard@1.0.0",
      `tenant: Test Provider, ${MANAGING_TENANT.tenantId}`,
      "principal: Operators, Group",
      "customers: Fabrikam, fabrikam",
    ],
    edges: ["Test Provider --- Operators", "Operators --- Test Operations", "Test Operations --- Fabrikam"],
  });
});

test("a principal whose access must be activated, and a plan that nothing is delegated for, have dashed lines", () => {
  const eligibleAuthorizations = [
    {
      principal: PRINCIPALS.engineers,
      role: "Contributor",
      justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT4H" },
    },
  ];
  const versions = { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations } };
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  const taken = { offer: "operations", plan: "standard", version: "1.0.0", scopes: [] };
  const { edges } = drawn([aCustomer({ delegations: [taken] })], [offer]);
  expect(edges).toContain("Engineers -.- Test Operations");
  expect(edges).toContain("Operators --- Test Operations");
  expect(edges).toContain("Test Operations -.- Fabrikam");
});

test("a plan of an offer that cannot be read stands without principals", () => {
  const { nodes, edges } = drawn([aCustomer()], []);
  expect(nodes).toEqual(["plan: operations, operations/standard@1.0.0", "customers: Fabrikam, fabrikam"]);
  expect(edges).toEqual(["operations --- Fabrikam"]);
});

test("customers of a large estate that take the same share a node", () => {
  const customers = [...Array(5_000).keys()].map((index) =>
    aCustomer({ id: `c${String(index).padStart(4, "0")}`, ...(index === 7 ? { delegations: [] } : {}) }),
  );
  const { nodes } = drawn(customers);
  expect(nodes.filter((each) => each.startsWith("customers"))).toEqual([
    "customers: 4999 customers, c0000, c0001, c0002 and 4996 more",
    "customers: Fabrikam, c0007",
  ]);
});

test("the order of definitions changes nothing", () => {
  const customers = ["aa", "bb", "cc", "dd"].map((id) => aCustomer({ id }));
  const offers = [anOffer(), anOffer({ id: "other" })];
  const expected = estateGraph(customers, offers);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(customers, { minLength: 4 }),
      fc.shuffledSubarray(offers, { minLength: 2 }),
      (some, others) => {
        expect({ ...estateGraph(some, others) }).toEqual({ ...expected });
      },
    ),
  );
});
