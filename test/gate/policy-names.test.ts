import { expect, test } from "vitest";
import type { EstateFacts } from "../../lib/delegation/estate-facts.ts";
import { DEFAULT_POLICY } from "../../lib/gate/policy.ts";
import { unknownNames } from "../../lib/gate/policy-names.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { policyOf } from "./gate-inputs.ts";

const FACTS: EstateFacts = {
  managingTenants: {
    [guidOf("9")]: {
      name: "Provider",
      principals: { [guidOf("a")]: { displayName: "Operators", type: "Group" } },
    },
  },
  customers: {
    fabrikam: { name: "Fabrikam", tags: { tier: "gold" }, file: "customers/fabrikam.ts", subscriptions: {} },
  },
  plans: { "operations/standard": { file: "offers/operations.ts", versions: {} } },
};

function unknown(when: object, more: object = {}) {
  const policy = policyOf([{ when, demand: "deny" }], more);
  return unknownNames(policy, { catalogue: sampleCatalogue(), facts: FACTS, changing: [] }).map(
    ({ path, of, name, fix }) => ({ path: path.join("."), of, name, fix }),
  );
}

test.each<[object, string, string, string, string]>([
  [{ role: "Raeder" }, "role.0", "role", "Raeder", 'did you mean "Reader"?'],
  [
    { role: ["Reader", guidOf("1"), "Nobody at all"] },
    "role.2",
    "role",
    "Nobody at all",
    "correct the name, or remove it",
  ],
  [
    { principal: ["operators", "Operaters"] },
    "principal.1",
    "principal",
    "Operaters",
    'did you mean "Operators"?',
  ],
  [
    { plan: "operations/standart" },
    "plan.0",
    "plan",
    "operations/standart",
    'did you mean "operations/standard"?',
  ],
  [{ customer: ["fabrikam", "fabricam"] }, "customer.1", "customer", "fabricam", 'did you mean "fabrikam"?'],
  [{ tag: { tier: "golt" } }, "tag.tier", "tag", "tier: golt", 'did you mean "tier: gold"?'],
])("unknownNames finds what is not known in %j, and what was meant", (when, place, of, name, fix) => {
  expect(unknown(when)).toEqual([{ path: `rules.0.when.${place}`, of, name, fix }]);
});

test("unknownNames finds an unknown role of a guardrail", () => {
  expect(
    unknown({ grade: "none" }, { guardrails: { noStandingOnSubscription: ["Reader", "Contributer"] } }),
  ).toEqual([
    {
      path: "guardrails.noStandingOnSubscription.1",
      of: "role",
      name: "Contributer",
      fix: 'did you mean "Contributor"?',
    },
  ]);
});

test("unknownNames finds nothing in names that are known, nor in the shipped policy", () => {
  const known = { role: "READER", principal: "Operators", plan: "operations/standard", customer: "fabrikam" };
  expect(unknown({ ...known, tag: { tier: "gold" } })).toEqual([]);
  expect(unknownNames(DEFAULT_POLICY, { catalogue: sampleCatalogue(), facts: FACTS, changing: [] })).toEqual(
    [],
  );
});
