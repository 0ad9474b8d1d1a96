import { expect, test } from "vitest";
import type { CustomerAccess, SideSource } from "../../lib/access/access-side.ts";
import { sideOf } from "../../lib/access/access-side.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION } from "../support/sides.ts";

const elsewhere = aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` });
const [both, one] = [anAccess([aGrant(), elsewhere]), anAccess([aGrant()])];

function review(from: SideSource, before: CustomerAccess, to: SideSource, after: CustomerAccess) {
  const compared = compareSides(sideOf(from, before), sideOf(to, after), { catalogue: sampleCatalogue() });
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  return compared.value;
}

test.each<SideSource>(["state", "arm"])(
  "a subscription that %s does not name has nothing delegated on it: nothing is left standing there",
  (source) => {
    const removed = review("synthesized", both, source, one);
    expect(removed).toMatchObject({ grade: "narrowing", flags: ["offboarding"] });
    expect(removed.customers[0]?.changes.map(({ kind }) => kind)).not.toContain("subscription-vanished");
    const added = review(source, one, "synthesized", both);
    expect(added).toMatchObject({ grade: "broadening", flags: ["onboarding"] });
    const listed = anAccess([aGrant()], { subscriptionIds: both.subscriptionIds });
    expect(review(source, one, "synthesized", listed).customers).toEqual([]);
    expect(review("synthesized", listed, source, one).customers).toEqual([]);
  },
);

test("a subscription that a stack does not name is left standing", () => {
  const [change] = review("synthesized", both, "synthesized", one).customers;
  expect(change?.changes.map(({ kind }) => kind)).toEqual(["subscription-vanished"]);
});

const named = (customer: string) => anAccess([aGrant()], { customer });

test("a customer that is renamed is compared under either id", () => {
  for (const wanted of ["fabrikam", "fab"]) {
    const [before, after] = [aSide(named("fabrikam")), aSide(named("fab"))];
    const compared = compareSides(before, after, { catalogue: sampleCatalogue(), customers: [wanted] });
    expect(compared).toMatchObject({
      ok: true,
      value: { compared: 1, customers: [{ customer: "fab", presence: "renamed" }] },
    });
  }
});

test("a customer that nobody has is no customer without changes", () => {
  const side = aSide(named("fabrikam"));
  const compared = compareSides(side, side, {
    catalogue: sampleCatalogue(),
    customers: ["fabrikam", "typo"],
  });
  expect(compared).toEqual({ ok: false, error: { kind: "unknown-customers", customers: ["typo"] } });
});
