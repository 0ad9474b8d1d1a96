import { describe, expect, test } from "vitest";
import type { AdviceKind } from "../../lib/advice/advice.ts";
import { adviceOn } from "../../lib/advice/advise.ts";
import {
  aContext,
  aCustomer,
  anOfferOf,
  guidOf,
  MANAGING_TENANT,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";

const { operators, approvers, person, automation } = PRINCIPALS;

/** Kinds of advice on a version, in their order. */
function kindsOn(version: object, changes: object = {}): AdviceKind[] {
  const estate = aContext({ offers: [anOfferOf(version, { ...changes })], customers: [aCustomer()] });
  return adviceOn(estate, { customers: [], wants: [] }).map(({ detail }) => detail.kind);
}

const standing = (...authorizations: object[]) => ({
  authorizations: [...TIDY_AUTHORIZATIONS, ...authorizations],
});

const onRequest = (principal: object, role: string, ...by: object[]) => ({
  principal,
  role,
  justInTimeAccessPolicy: { approvers: by },
});

test("a tidy version gets no advice", () => {
  expect(kindsOn(standing())).toEqual([]);
});

test("a version that no customer takes gets no advice", () => {
  const estate = aContext({ offers: [anOfferOf(standing({ principal: operators, role: "Contributor" }))] });
  expect(adviceOn(estate, { customers: [], wants: [] })).toEqual([]);
});

test("standing power of a group could be on request; that of a service principal could not", () => {
  expect(kindsOn(standing({ principal: operators, role: "Contributor" }))).toEqual(["standing-power"]);
  expect(kindsOn(standing({ principal: automation, role: "Contributor" }))).toEqual([]);
});

test("a version without the Delete Role has no way out, unless that is accepted with a reason", () => {
  const version = { authorizations: [{ principal: operators, role: "Reader" }] };
  expect(kindsOn(version)).toEqual(["no-way-out"]);
  expect(kindsOn(version, { accepts: [{ rule: "LH025", reason: "the customer ends it" }] })).toEqual([]);
});

test("a user is named once, where a group belongs", () => {
  const two = [
    { principal: person, role: "Monitoring Reader" },
    { principal: person, role: "Reader" },
  ];
  expect(kindsOn(standing(...two))).toEqual(["user-not-group"]);
});

test("a grant that another one includes is useless, the Delete Role never is", () => {
  const both = [
    { principal: automation, role: "Contributor" },
    { principal: automation, role: "Virtual Machine Contributor" },
    { principal: automation, role: "Managed Services Registration assignment Delete Role" },
  ];
  const estate = aContext({ offers: [anOfferOf(standing(...both))], customers: [aCustomer()] });
  const advice = adviceOn(estate, { customers: [], wants: [] });
  expect(advice.map(({ detail, role }) => [detail.kind, role?.name])).toEqual([
    ["grant-without-effect", "Virtual Machine Contributor"],
  ]);
});

describe("a grant that another version makes useless", () => {
  const take = (offer: string, ...resourceGroups: string[]) => ({
    offer,
    plan: "standard",
    version: "1.0.0",
    scopes: [
      {
        subscription: "production",
        ...(resourceGroups.length > 0 && { resourceGroups }),
      },
    ],
  });
  const offers = (role: string, other: string, changes: object = {}) => [
    anOfferOf(standing({ principal: automation, role }), { id: "first" }),
    anOfferOf(standing({ principal: automation, role: other }), { id: "second", ...changes }),
  ];
  /** Versions that are advised on, by customers with these delegations. */
  const advisedOn = (of: ReturnType<typeof offers>, ...customers: object[][]) =>
    adviceOn(
      aContext({
        offers: of,
        customers: customers.map((delegations, index) => aCustomer({ id: `customer-${index}`, delegations })),
      }),
      { customers: [], wants: [] },
    ).flatMap((each) => (each.detail.kind === "grant-without-effect" ? [each.of?.offer] : []));

  const [both, one] = [[take("first"), take("second")], [take("first")]];

  test("is told where every customer has the other one on the same scopes", () => {
    expect(advisedOn(offers("Virtual Machine Contributor", "Contributor"), both, both)).toEqual(["first"]);
    expect(advisedOn(offers("Virtual Machine Contributor", "Contributor"), both, one)).toEqual([]);
  });

  test("is kept where the other one is delegated on a part", () => {
    const narrow = offers("Virtual Machine Contributor", "Contributor");
    expect(advisedOn(narrow, [take("first"), take("second", "rg")])).toEqual([]);
    expect(advisedOn(narrow, [take("first", "rg"), take("second", "RG", "other")])).toEqual(["first"]);
  });

  test("is kept where the other one is of another managing tenant", () => {
    const managingTenant = { ...MANAGING_TENANT, tenantId: guidOf("8") };
    expect(advisedOn(offers("Reader", "Contributor", { managingTenant }), both)).toEqual([]);
  });

  test("is told once of two that make each other useless", () => {
    expect(advisedOn(offers("Contributor", "Contributor"), both)).toEqual(["first"]);
  });
});

test("of two grants of one role, one stays", () => {
  const twice = [
    { principal: automation, role: "Monitoring Reader", displayName: "One" },
    { principal: automation, role: "Monitoring Reader", displayName: "Two" },
  ];
  expect(kindsOn(standing(...twice))).toEqual(["grant-without-effect"]);
});

test("access on request that a standing role includes is useless", () => {
  const version = {
    ...standing({ principal: operators, role: "Monitoring Reader" }),
    eligibleAuthorizations: [onRequest(operators, "Monitoring Reader")],
  };
  expect(kindsOn(version)).toEqual(["grant-without-effect"]);
});

test("a group that approves itself alone is a dead end; by lists of members so is a group of one", () => {
  const itself = {
    ...standing(),
    eligibleAuthorizations: [onRequest(operators, "Monitoring Contributor", operators)],
  };
  expect(kindsOn(itself)).toContain("approval-dead-end");
  const other = {
    ...standing(),
    eligibleAuthorizations: [onRequest(operators, "Monitoring Contributor", approvers)],
  };
  expect(kindsOn(other)).not.toContain("approval-dead-end");
  const estate = aContext({ offers: [anOfferOf(other)], customers: [aCustomer()] });
  const causes = (inOperators: string[], inApprovers: string[]) => {
    const groups = new Map([
      [operators.objectId, new Set(inOperators)],
      [approvers.objectId, new Set(inApprovers)],
    ]);
    const members = { date: "2026-11-20", groups, completeGroups: groups, byName: new Map() };
    return adviceOn(estate, { customers: [], wants: [], members }).flatMap(({ detail }) =>
      detail.kind === "approval-dead-end" ? [detail.cause] : [],
    );
  };
  expect(causes(["ann", "ben"], ["ann"])).toEqual(["no-other-person"]);
  expect(causes(["ann", "ben"], ["ann", "ben"])).toEqual([]);
  expect(causes(["ann"], [])).toEqual(["no-person"]);
  expect(causes(["ann"], ["cleo"])).toEqual([]);
});

test("on-request access earns no partner credit where no standing role does", () => {
  const eligible = { eligibleAuthorizations: [onRequest(operators, "Monitoring Contributor")] };
  expect(kindsOn({ ...standing(), ...eligible })).toEqual(["no-partner-credit"]);
  const linked = standing({ principal: automation, role: "Support Request Contributor" });
  expect(kindsOn({ ...linked, ...eligible })).toEqual([]);
});

test("a role is wider than another one that has the same capabilities, or those that are wanted", () => {
  const wide = standing({ principal: automation, role: "CDN Profile Contributor" });
  expect(kindsOn(wide)).toEqual(["wider-role"]);
  const estate = aContext({
    offers: [anOfferOf(standing({ principal: automation, role: "Contributor" }))],
    customers: [aCustomer()],
  });
  const wants = [{ kind: "capability", code: "keys.storage", service: undefined }] as const;
  const [advice] = adviceOn(estate, { customers: [], wants });
  expect(advice?.detail.kind === "wider-role" && advice.detail.narrower[0]?.name).toBe(
    "Storage Account Key Operator Service Role",
  );
});

test("a standing Reader that access on request needs is not replaced by a role that reads less", () => {
  const version = { ...standing(), eligibleAuthorizations: [onRequest(operators, "Monitoring Contributor")] };
  const estate = aContext({ offers: [anOfferOf(version)], customers: [aCustomer()] });
  const wants = [{ kind: "capability", code: "read.costs", service: undefined }] as const;
  const replaced = adviceOn(estate, { customers: [], wants }).filter(({ role }) => role?.name === "Reader");
  expect(replaced).toEqual([]);
});

test("only versions of the chosen customers are advised on, and all who have them are named", () => {
  const estate = aContext({
    offers: [anOfferOf(standing({ principal: operators, role: "Contributor" }))],
    customers: [aCustomer(), aCustomer({ id: "contoso" })],
  });
  expect(adviceOn(estate, { customers: ["contoso"], wants: [] })[0]?.customers).toEqual([
    "contoso",
    "fabrikam",
  ]);
});
