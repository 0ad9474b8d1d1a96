import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION, ROLE } from "../support/sides.ts";

const EXIT = aGrant({ roleDefinitionId: ROLE.delete });
const called = (customer: string, ...more: Parameters<typeof aGrant>) =>
  anAccess([aGrant(...more), EXIT], { customer });

function review(before: readonly CustomerAccess[], after: readonly CustomerAccess[]) {
  const compared = compareSides(aSide(...before), aSide(...after), { catalogue: sampleCatalogue() });
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  return compared.value;
}

test("a customer with another id and the same delegations is renamed, and nobody's access changes", () => {
  expect(review([called("fabrikam")], [called("fab")])).toMatchObject({
    grade: "none",
    flags: [],
    compared: 1,
    customers: [{ customer: "fab", presence: "renamed", formerCustomer: "fabrikam", changes: [] }],
  });
});

test("what changes along with the name is told of the new one", () => {
  expect(review([called("fabrikam")], [called("fab", { roleDefinitionId: ROLE.contributor })])).toMatchObject(
    {
      grade: "broadening",
      customers: [{ customer: "fab", presence: "renamed" }],
    },
  );
});

test("whoever has another delegation is somebody else", () => {
  const elsewhere = { scope: `/subscriptions/${OTHER_SUBSCRIPTION}`, registrationAssignmentId: guidOf("f") };
  const other = anAccess([aGrant(elsewhere), { ...EXIT, ...elsewhere }], { customer: "fab" });
  expect(review([called("fabrikam")], [other])).toMatchObject({
    flags: ["offboarding", "onboarding"],
    customers: [{ presence: "added" }, { presence: "vanished" }],
  });
});

test.each<[string, readonly string[], readonly string[]]>([
  ["two that come", ["fabrikam"], ["fab", "fabric"]],
  ["two that go", ["fabrikam", "fabric"], ["fab"]],
  ["three that come", ["fabrikam"], ["fab", "fabric", "fabulous"]],
  ["one that stays", ["fabrikam", "stays"], ["fab", "stays"]],
])("where it could be %s nobody is renamed", (_, before, after) => {
  const { customers } = review(
    before.map((id) => called(id)),
    after.map((id) => called(id)),
  );
  expect(customers.map(({ presence }) => presence)).not.toContain("renamed");
  const changed = new Set([...before, ...after].filter((id) => !(before.includes(id) && after.includes(id))));
  expect(customers).toHaveLength(changed.size);
});
