import { expect, test } from "vitest";
import { grownReach } from "../../lib/advice/grown-reach.ts";
import { sideOfEstate } from "../../lib/workflows/definition-side.ts";
import { aContext, aCustomer, anOfferOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPOSITORY } from "../support/estates.ts";

const { operators, approvers, engineers } = PRINCIPALS;

/** The access of an estate whose version grants these roles beside the tidy ones. */
function sideWith(...authorizations: object[]) {
  const offers = [anOfferOf({ authorizations: [...TIDY_AUTHORIZATIONS, ...authorizations] })];
  return sideOfEstate(aContext({ offers, customers: [aCustomer()] }), REPOSITORY).side;
}

const OPTIONS = { since: "v1", catalogue: sampleCatalogue(), principals: [], customers: [] };

test("principals that reach more are named, the most grown first; those that reach less or the same are not", () => {
  const before = sideWith(
    { principal: approvers, role: "Contributor" },
    { principal: engineers, role: "Monitoring Reader" },
  );
  const after = sideWith(
    { principal: approvers, role: "Reader" },
    { principal: engineers, role: "Monitoring Contributor" },
    { principal: operators, role: "Contributor" },
  );
  const advice = grownReach(before, after, OPTIONS);
  expect(advice.map(({ principal }) => principal?.objectId)).toEqual([
    operators.objectId,
    engineers.objectId,
  ]);
  const [first] = advice.map(({ detail }) => detail);
  if (first?.kind !== "reach-grew") throw new Error("the reach did not grow");
  expect(first.after.critical).toBeGreaterThan(first.before.critical);
  expect(first.newCustomers).toEqual([]);
});

test("a principal that had no access is new at its customers; unasked customers are left out", () => {
  const [before, after] = [sideWith(), sideWith({ principal: engineers, role: "Reader" })];
  const [advice] = grownReach(before, after, OPTIONS);
  expect(advice?.detail).toMatchObject({
    kind: "reach-grew",
    newCustomers: ["fabrikam"],
    before: { low: 0 },
  });
  expect(grownReach(before, after, { ...OPTIONS, customers: ["contoso"] })).toEqual([]);
});
