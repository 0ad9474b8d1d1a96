import { expect, test } from "vitest";
import type { Deviation } from "../../lib/delegation/deviation.ts";
import { deviationNotFitting } from "../../lib/rules/deviation-not-fitting.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { aDeviation } from "../support/deviations.ts";

const customer = aCustomer();
const offer = anOffer();
const allowed = aDeviation(customer, offer, (defined) => ({
  ...defined,
  authorizations: defined.authorizations.slice(1),
}));

const contextOf = (deviations: readonly Deviation[], rest: Partial<Estate> = {}) => ({
  ...aContext({
    customers: [customer],
    deviations: deviations.map((value, index) => ({ value, file: `deviations/${index}.yaml` })),
  }),
  ...rest,
});

test("a deviation from what is defined fits, also where names changed since", () => {
  expect(findingsOf(deviationNotFitting, contextOf([allowed]))).toEqual([]);
  const renamed = {
    ...allowed.defined,
    authorizations: allowed.defined.authorizations.map((each) => ({ ...each, displayName: "Former name" })),
  };
  expect(findingsOf(deviationNotFitting, contextOf([{ ...allowed, defined: renamed }]))).toEqual([]);
});

test.each<[string, Deviation, string]>([
  ["another definition", { ...allowed, defined: allowed.azure }, "defined"],
  ["an unknown customer", { ...allowed, customer: "nobody" }, "customer"],
  ["an offer that is not taken", { ...allowed, offer: "monitoring" }, "offer"],
  ["another subscription", { ...allowed, subscriptionId: guidOf("e") }, "offer"],
  [
    "more scopes than are defined",
    { ...allowed, azure: { ...allowed.azure, scopes: [`/subscriptions/${guidOf("1")}/resourceGroups/web`] } },
    "azure.scopes",
  ],
])("a deviation from %s does not", (_, deviation, place) => {
  const { at, code } = theFindingOf(deviationNotFitting, contextOf([deviation]));
  expect([code, at.file, at.path.join(".")]).toEqual(["LH088", "deviations/0.yaml", place]);
});

test("a deviation still fits where the customer revokes a principal of its definition", () => {
  const [{ principalId = "" } = {}] = allowed.defined.authorizations;
  const revoked = [{ objectId: principalId, since: "2026-11-30", reason: "was hired by the customer" }];
  const marked = aContext({
    customers: [aCustomer({ revoked })],
    deviations: [{ value: allowed, file: "deviations/0.yaml" }],
  });
  expect(findingsOf(deviationNotFitting, marked)).toEqual([]);
});

test("the second of two deviations of one delegation is named with the first", () => {
  const found = theFindingOf(deviationNotFitting, contextOf([allowed, allowed]));
  expect(found).toMatchObject({
    at: { file: "deviations/1.yaml" },
    problem: expect.stringContaining("deviations/0.yaml"),
  });
});

test("what was not selected or cannot be read is not judged", () => {
  const other = { ...allowed, customer: "contoso" };
  expect(findingsOf(deviationNotFitting, contextOf([other], { isComplete: false }))).toEqual([]);
  expect(findingsOf(deviationNotFitting, contextOf([other], { others: new Set(["contoso"]) }))).toEqual([]);
});
