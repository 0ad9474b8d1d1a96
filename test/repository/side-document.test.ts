import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { readSideDocument } from "../../lib/repository/side-document.ts";
import { anyMutation, mutated } from "../formats/mutations.ts";
import { expectRefused, type Loose, put, readOf, without } from "../formats/refused.ts";

const guid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

const SCOPE = `/subscriptions/${guid("1")}`;

const grant = (access: object) => ({
  principalId: guid("a"),
  principalDisplayName: "Operators",
  roleDefinitionId: guid("b"),
  scope: SCOPE,
  access,
  managingTenantId: guid("9"),
  registrationDefinitionId: guid("d"),
  registrationAssignmentId: guid("e"),
});

/** A document with everything that one may have. */
const WHOLE: Loose = {
  side: {
    source: "definitions",
    selection: "complete",
    customers: [
      {
        customer: "fabrikam",
        subscriptionIds: [guid("1")],
        definitions: [
          {
            registrationDefinitionId: guid("d"),
            subscriptionId: guid("1"),
            managingTenantId: guid("9"),
            name: "Watch",
            description: "Watches",
            claimedSource: "watch/basic@1.0.0",
            marketplacePlan: "publisher/product/name@1.0.0",
            addressedOffer: "watch",
          },
        ],
        assignments: [
          { registrationAssignmentId: guid("e"), registrationDefinitionId: guid("d"), scope: SCOPE },
        ],
        grants: [
          grant({ kind: "standing", delegatedRoleDefinitionIds: [guid("c")] }),
          grant({
            kind: "eligible",
            multiFactorAuthProvider: "Azure",
            maximumActivationDuration: "PT8H",
            approvers: [{ principalId: guid("f"), displayName: "Leads" }],
          }),
        ],
      },
    ],
  },
  facts: {
    managingTenants: {
      [guid("9")]: {
        name: "Provider",
        principals: { [guid("a")]: { displayName: "Operators", type: "Group" } },
      },
    },
    customers: {
      fabrikam: {
        name: "Fabrikam",
        tags: { tier: "gold" },
        file: "customers/fabrikam.ts",
        line: 3,
        subscriptions: { [guid("1")]: "main" },
      },
    },
    plans: { "watch/basic": { file: "offers/watch.ts", versions: { "1.0.0": 7 } } },
  },
};

/** What a document may be without: names of things, items of lists, and what is optional. */
const OPTIONAL = [
  / (?:claimedSource|marketplacePlan|line)$/,
  // a principal that was adopted, and whose type nobody has looked up yet
  / principals [^ ]+ type$/,
  / \d+$/,
  /^facts (?:managingTenants|customers|plans) [^ ]+$/,
  / (?:principals|tags|subscriptions|versions) [^ ]+$/,
];

/** Every place of a document, as its keys with spaces between. */
function placesOf(value: Loose, above: readonly string[] = []): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...above, key];
    return [place.join(" "), ...placesOf(inner, place)];
  });
}

const PLACES = placesOf(WHOLE);

test("readSideDocument: a document that went through JSON is what was printed", () => {
  expect(readOf(readSideDocument(JSON.parse(JSON.stringify(WHOLE))))).toEqual(WHOLE);
  // what JSON leaves out is there again, as undefined
  const definition = "side customers 0 definitions 0";
  const fewer = without(without(WHOLE, `${definition} claimedSource`), `${definition} marketplacePlan`);
  const { side } = readOf(readSideDocument(fewer));
  expect(side.customers[0]?.definitions[0]).toHaveProperty("claimedSource", undefined);
  expect(side.customers[0]?.definitions[0]).toHaveProperty("marketplacePlan", undefined);
});

test.each(PLACES.filter((place) => !OPTIONAL.some((each) => each.test(place))))(
  "readSideDocument refuses a document without %s",
  (place) => {
    expect(readSideDocument(without(WHOLE, place)).ok).toBe(false);
  },
);

test.each(PLACES)("readSideDocument refuses another kind of value as %s", (place) => {
  for (const value of [null, true, -1, [null]]) {
    const read = readSideDocument(put(WHOLE, place, value));
    expect(read.ok, JSON.stringify(value)).toBe(false);
  }
});

test.each(["", ...PLACES.filter((place) => typeof at(place) === "object" && !Array.isArray(at(place)))])(
  "readSideDocument refuses one key more in %s",
  (place) => {
    for (const key of ["__proto__", "one-key-more"]) {
      const read = readSideDocument(put(WHOLE, place === "" ? key : `${place} ${key}`, {}));
      expect(read.ok, key).toBe(false);
    }
  },
);

function at(place: string): unknown {
  return place.split(" ").reduce((value, key) => value[key], WHOLE);
}

test.each<[string, ProblemKind, string, unknown]>([
  ["another source", "value-not-allowed", "side source", "synthesized"],
  ["a part of the estate", "value-not-allowed", "side selection", ["fabrikam"]],
  ["a customer whose id is a path", "value-not-allowed", "side customers 0 customer", "../fabrikam"],
  ["a principal that is none", "value-not-allowed", "side customers 0 grants 0 principalId", "x"],
  ["a role that is none", "value-not-allowed", "side customers 0 grants 0 roleDefinitionId", "Owner"],
  ["another kind of access", "value-not-allowed", "side customers 0 grants 0 access kind", "permanent"],
  [
    "activation without a known proof",
    "value-not-allowed",
    "side customers 0 grants 1 access multiFactorAuthProvider",
    "Other",
  ],
  ["standing access with approvers", "part-unknown", "side customers 0 grants 0 access approvers", []],
  ["a deployment", "part-unknown", "side customers 0 deployment", {}],
  ["a version", "part-unknown", "version", 1],
  [
    "a principal of another type",
    "value-not-allowed",
    `facts managingTenants ${guid("9")} principals ${guid("a")} type`,
    "Robot",
  ],
])("readSideDocument refuses %s", (_, kind, place, value) => {
  expectRefused(readSideDocument(put(WHOLE, place, value)), kind, place);
});

test("readSideDocument never throws; what it reads of a broken document is what stands in it", () => {
  const property = fc.property(fc.array(anyMutation, { minLength: 1, maxLength: 3 }), (mutations) => {
    const document = mutations.reduce(mutated, WHOLE as unknown);
    const read = readSideDocument(document);
    // undefined and absent are the same here
    if (read.ok) expect(JSON.stringify(sorted(read.value))).toBe(JSON.stringify(sorted(document)));
    else expect(read.error.length).toBeGreaterThan(0);
  });
  fc.assert(property, { numRuns: 1_000 });
});

/** A copy with the keys of every object in order. */
function sorted(value: Loose): Loose {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
