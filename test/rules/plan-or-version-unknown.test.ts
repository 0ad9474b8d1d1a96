import { expect, test } from "vitest";
import { planOrVersionUnknown } from "../../lib/rules/plan-or-version-unknown.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";

const planOf = (...versions: readonly string[]) => ({
  visibility: "public",
  versions: Object.fromEntries(versions.map((version) => [version, {}])),
});

const offer = anOffer({
  plans: { standard: planOf("1.10.0", "1.9.0"), premium: planOf("2.0.0"), later: planOf() },
});

const contextOf = (plan: string, version: string, of = offer, offerId = "operations") =>
  aContext({
    offers: [of],
    customers: [aCustomer({ delegations: [{ offer: offerId, plan, version, scopes: [] }] })],
  });

test("plan-or-version-unknown finds a plan that the offer has not", () => {
  expect(theFindingOf(planOrVersionUnknown, contextOf("premum", "1.9.0"))).toMatchObject({
    code: "LH041",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "plan"] },
    problem: "Offer operations has no plan premum",
    received: "premum",
    allowed: "a plan of the offer: standard, premium, later",
    fix: "did you mean premium?",
  });
});

test("plan-or-version-unknown finds a version that the plan has not, and lists versions by their numbers", () => {
  expect(theFindingOf(planOrVersionUnknown, contextOf("standard", "2.0.0"))).toMatchObject({
    at: { path: ["delegations", 0, "version"] },
    problem: "Plan standard of offer operations has no version 2.0.0",
    received: "2.0.0",
    allowed: "a version of the plan: 1.9.0, 1.10.0",
  });
});

test("plan-or-version-unknown lists at most the ten highest versions", () => {
  const versions = Array.from({ length: 12 }, (_, minor) => `1.${minor}.0`);
  const finding = theFindingOf(
    planOrVersionUnknown,
    contextOf("standard", "2.0.0", anOffer({ plans: { standard: planOf(...versions.reverse()) } })),
  );
  expect(finding.allowed).toBe(
    "a version of the plan: 1.2.0, 1.3.0, 1.4.0, 1.5.0, 1.6.0, 1.7.0, 1.8.0, 1.9.0, 1.10.0, 1.11.0 (the highest 10 of 12)",
  );
});

test("plan-or-version-unknown does not count ten versions", () => {
  const versions = Array.from({ length: 10 }, (_, minor) => `1.${minor}.0`);
  const ten = anOffer({ plans: { standard: planOf(...versions) } });
  expect(theFindingOf(planOrVersionUnknown, contextOf("standard", "2.0.0", ten)).allowed).toBe(
    `a version of the plan: ${versions.join(", ")}`,
  );
});

test("plan-or-version-unknown says where there is nothing to take", () => {
  expect(theFindingOf(planOrVersionUnknown, contextOf("later", "1.0.0")).allowed).toBe(
    "nothing: the plan has no version",
  );
  expect(
    theFindingOf(planOrVersionUnknown, contextOf("standard", "1.0.0", anOffer({ plans: {} }))).allowed,
  ).toBe("nothing: the offer has no plan");
});

test("plan-or-version-unknown does not take what every object has for a plan", () => {
  expect(theFindingOf(planOrVersionUnknown, contextOf("constructor", "1.0.0")).received).toBe("constructor");
});

test("plan-or-version-unknown leaves known versions and unknown offers alone", () => {
  expect(findingsOf(planOrVersionUnknown, contextOf("standard", "1.9.0"))).toEqual([]);
  expect(findingsOf(planOrVersionUnknown, contextOf("standard", "9.9.9", offer, "security"))).toEqual([]);
});
