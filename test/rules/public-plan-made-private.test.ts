import { expect, test } from "vitest";
import { publicPlanMadePrivate } from "../../lib/rules/public-plan-made-private.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, anOffer, guidOf, TIDY_AUTHORIZATIONS } from "../support/builders.ts";

const offerWith = (visibility: unknown) =>
  anOffer({
    plans: { standard: { visibility, versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } } } },
  });
const recordedAs = (visibility: "public" | "private") =>
  new Map([["operations", { standard: { visibility, versions: {} } }]]);
const PRIVATE = { privateTo: [guidOf("7")] };

test("public-plan-made-private finds a plan that is recorded as public", () => {
  const context = aContext({ offers: [offerWith(PRIVATE)], published: recordedAs("public") });
  expect(theFindingOf(publicPlanMadePrivate, context)).toMatchObject({
    code: "LH081",
    severity: "error",
    at: { file: "offers/operations.ts", path: ["plans", "standard", "visibility"] },
    received: "a plan for 1 customer tenant",
  });
});

test.each([
  ["a plan that stays public", offerWith("public"), recordedAs("public")],
  ["a private plan that becomes public", offerWith("public"), recordedAs("private")],
  ["a private plan with other tenants", offerWith(PRIVATE), recordedAs("private")],
  ["a plan without a record", offerWith(PRIVATE), new Map()],
])("public-plan-made-private passes %s", (_, offer, published) => {
  expect(findingsOf(publicPlanMadePrivate, aContext({ offers: [offer], published }))).toEqual([]);
});
