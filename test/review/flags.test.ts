import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import {
  aGrant,
  anAccess,
  aSide,
  OTHER_SUBSCRIPTION,
  onRequest,
  ROLE,
  SUBSCRIPTION,
} from "../support/sides.ts";

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Apps`;
const exit = aGrant({ roleDefinitionId: ROLE.delete });
const contributor = aGrant({ roleDefinitionId: ROLE.contributor });

function review(before: CustomerAccess | undefined, after: CustomerAccess | undefined) {
  const side = (access: CustomerAccess | undefined) => aSide(...(access === undefined ? [] : [access]));
  const result = compareSides(side(before), side(after), { catalogue: sampleCatalogue() });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const flags = (before: readonly AccessGrant[], after: readonly AccessGrant[]) =>
  review(anAccess(before), anAccess(after)).flags;

test("no flag where a role is exchanged in place", () => {
  expect(flags([aGrant(), exit], [contributor, exit])).toEqual([]);
});

test.each<[string, Partial<CustomerAccess["definitions"][number]>]>([
  ["the offer is renamed", { name: "Other Operations" }],
  ["the managing tenant changes", { managingTenantId: guidOf("8") }],
  ["the Terraform address changes", { addressedOffer: "other" }],
])("interruption: %s", (_, change) => {
  const found = anAccess([aGrant(), exit]);
  const definitions = found.definitions.map((each) => ({ ...each, addressedOffer: "operations" }));
  const access = { ...found, definitions };
  const renamed = { ...access, definitions: access.definitions.map((each) => ({ ...each, ...change })) };
  expect(review(access, renamed)).toMatchObject({ flags: ["interruption"], grade: "cosmetic" });
});

test("an address that one side does not have is no other address", () => {
  const access = anAccess([aGrant(), exit]);
  const definitions = access.definitions.map((each) => ({ ...each, addressedOffer: "operations" }));
  expect(review(access, { ...access, definitions }).customers).toEqual([]);
});

test("a description alone is cosmetic and interrupts nothing", () => {
  const access = anAccess([aGrant(), exit]);
  const told = {
    ...access,
    definitions: access.definitions.map((each) => ({ ...each, description: "New" })),
  };
  expect(review(access, told)).toMatchObject({ flags: [], grade: "cosmetic" });
});

test("interruption: the same access from another definition", () => {
  const other = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
  expect(flags([aGrant(), exit], [aGrant(other), { ...exit, ...other }])).toEqual(["interruption"]);
});

test("interruption: one of two overlapping delegations goes", () => {
  const other = aGrant({ registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") });
  expect(flags([aGrant(), other, exit], [aGrant(), exit])).toEqual(["interruption"]);
  expect(flags([aGrant(), { ...other, principalId: guidOf("b") }, exit], [aGrant(), exit])).toEqual([]);
});

test("interruption: a delegation moves from the subscription down to a resource group", () => {
  const moved = { scope: GROUP, registrationAssignmentId: guidOf("f") };
  expect(flags([aGrant(), exit], [aGrant(moved), { ...exit, ...moved }])).toEqual([
    "interruption",
    "offboarding",
  ]);
  expect(flags([aGrant(moved), { ...exit, ...moved }], [aGrant(), exit])).toEqual([
    "interruption",
    "onboarding",
  ]);
});

test.each<[string, Partial<AccessGrant>]>([
  ["keeps its id on another scope", { scope: GROUP }],
  ["is spelled otherwise", { scope: GROUP.toLowerCase().replace("resourcegroups", "resourceGroups") }],
])("interruption: an assignment that %s", (_, change) => {
  const from = { scope: change.scope === GROUP ? `/subscriptions/${SUBSCRIPTION}` : GROUP };
  const before = [aGrant(from), { ...exit, ...from }];
  expect(flags(before, [aGrant(change), { ...exit, ...change }])).toContain("interruption");
});

test("interruption: another delegation comes in the place of one that goes, whatever the roles are", () => {
  const other = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
  expect(flags([contributor], [aGrant(other)])).toEqual(["interruption"]);
  // of another principal, but of the same offer: that is what another managing tenant looks like
  const others = { ...other, principalId: guidOf("b"), managingTenantId: guidOf("8") };
  const before = anAccess([contributor]);
  const after = anAccess([aGrant(others)]);
  const turns = ["interruption", "offboarding", "onboarding"];
  expect(review(before, after).flags).toEqual(turns);
  const ofAnotherOffer = after.definitions.map((each) => ({
    ...each,
    claimedSource: "other/standard@1.0.0",
  }));
  expect(review(before, { ...after, definitions: ofAnotherOffer }).flags).toEqual(turns);
});

test("each managing tenant is onboarded and offboarded by itself", () => {
  const delegated = {
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
    principalId: guidOf("b"),
  };
  const theirs = aGrant({ ...delegated, managingTenantId: guidOf("8") });
  expect(flags([aGrant()], [aGrant(), theirs])).toEqual(["onboarding"]);
  expect(flags([aGrant(), theirs], [aGrant()])).toEqual(["offboarding"]);
  const ours = aGrant(delegated);
  expect(flags([aGrant(), ours], [aGrant()])).toEqual([]);
});

test("lock-out: a delegation that moves up leaves its Delete role or its Reader behind", () => {
  const inGroup = { scope: GROUP, registrationAssignmentId: guidOf("f") };
  const wide = { registrationDefinitionId: guidOf("c"), principalId: guidOf("b") };
  expect(
    flags(
      [
        { ...contributor, ...inGroup },
        { ...exit, ...inGroup },
      ],
      [aGrant(wide)],
    ),
  ).toContain("lock-out");
  const eligible = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  expect(flags([aGrant(inGroup), { ...eligible, ...inGroup }], [eligible])).toContain("lock-out");
  // what was wider before has lost nothing
  const stays = aGrant({ registrationDefinitionId: guidOf("c") });
  expect(flags([stays, { ...contributor, ...inGroup }, { ...exit, ...inGroup }], [stays])).not.toContain(
    "lock-out",
  );
});

test("interruption: Terraform replaces what looks the same", () => {
  const access = anAccess([aGrant(), exit]);
  const replaced = (definition: string, assignment: string) => ({
    registrationDefinitionIds: new Set([definition]),
    registrationAssignmentIds: new Set([assignment]),
  });
  for (const each of [replaced(guidOf("d"), ""), replaced("", guidOf("e"))]) {
    const result = compareSides(aSide(access), aSide(access), {
      catalogue: sampleCatalogue(),
      replaced: each,
    });
    expect(result).toMatchObject({ ok: true, value: { flags: ["interruption"] } });
  }
});

test("lock-out: the last Delete role goes while something stays delegated", () => {
  expect(flags([aGrant(), exit], [aGrant()])).toEqual(["lock-out"]);
  expect(flags([aGrant(), exit], [aGrant(), { ...exit, access: onRequest() }])).toEqual(["lock-out"]);
  expect(flags([aGrant(), exit], [aGrant(), { ...exit, principalId: guidOf("b") }])).toEqual([]);
  expect(flags([aGrant(), exit], [])).toEqual(["offboarding"]);
});

test("lock-out: another managing tenant's Delete role ends its own delegation alone", () => {
  const others = {
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
    managingTenantId: guidOf("8"),
  };
  expect(flags([aGrant(), exit, { ...exit, ...others }], [aGrant(), { ...exit, ...others }])).toEqual([
    "lock-out",
  ]);
});

test("lock-out: the only Reader of an eligible principal goes", () => {
  const eligible = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  expect(flags([aGrant(), eligible, exit], [eligible, exit])).toEqual(["lock-out"]);
  expect(flags([aGrant(), eligible, exit], [eligible, contributor, exit])).toEqual([]);
  expect(flags([aGrant(), eligible, exit], [exit])).toEqual([]);
});

test("onboarding and offboarding are of scopes, not of offers", () => {
  const second = {
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
    principalId: guidOf("b"),
  };
  expect(flags([aGrant(), exit], [aGrant(), exit, aGrant(second)])).toEqual([]);
  const elsewhere = { scope: `/subscriptions/${OTHER_SUBSCRIPTION}`, registrationAssignmentId: guidOf("f") };
  expect(flags([aGrant(), exit], [aGrant(), exit, aGrant(elsewhere)])).toEqual(["onboarding"]);
  const inGroup = { scope: GROUP, registrationAssignmentId: guidOf("f") };
  expect(flags([aGrant(inGroup)], [aGrant(inGroup), aGrant({ scope: `${GROUP}2` })])).toEqual(["onboarding"]);
});

test("onboarding and offboarding: a resource group that stays is not the subscription", () => {
  const inGroup = {
    scope: GROUP,
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
    principalId: guidOf("b"),
  };
  const ofOther = (...grants: readonly AccessGrant[]) => {
    const access = anAccess(grants);
    const definitions = access.definitions.map((each) =>
      each.registrationDefinitionId === guidOf("c")
        ? { ...each, claimedSource: "other/standard@1.0.0" }
        : each,
    );
    return { ...access, definitions };
  };
  const stays = [aGrant(inGroup), { ...exit, ...inGroup }];
  const [whole, part] = [ofOther(aGrant(), exit, ...stays), ofOther(...stays)];
  expect(review(whole, part).flags).toEqual(["offboarding"]);
  expect(review(part, whole).flags).toEqual(["onboarding"]);
});

test("a customer that vanished leaves its access standing", () => {
  const vanished = review(anAccess([aGrant(), exit]), undefined);
  expect(vanished).toMatchObject({
    grade: "none",
    flags: ["offboarding"],
    customers: [
      { presence: "vanished", changes: [{ kind: "subscription-vanished", leftStanding: [{}, {}] }] },
    ],
  });
});

test("a subscription that vanished leaves its access standing, one that was emptied does not", () => {
  const elsewhere = aGrant({
    scope: `/subscriptions/${OTHER_SUBSCRIPTION}`,
    registrationAssignmentId: guidOf("f"),
  });
  const before = anAccess([aGrant(), exit, elsewhere]);
  expect(review(before, anAccess([aGrant(), exit]))).toMatchObject({ grade: "none", flags: ["offboarding"] });
  const emptied = anAccess([aGrant(), exit], { subscriptionIds: before.subscriptionIds });
  expect(review(before, emptied)).toMatchObject({ grade: "narrowing", flags: ["offboarding"] });
});

test("a new customer is an onboarding", () => {
  expect(review(undefined, anAccess([aGrant(), exit]))).toMatchObject({
    grade: "broadening",
    flags: ["onboarding"],
    customers: [{ presence: "added" }],
  });
});

test.each<[string, Partial<AccessGrant>]>([
  ["Owner", { roleDefinitionId: ROLE.owner }],
  ["a role that the catalogue does not know", { roleDefinitionId: guidOf("f") }],
  ["User Access Administrator with nothing to hand out", { roleDefinitionId: ROLE.userAccessAdministrator }],
  [
    "User Access Administrator on request",
    { roleDefinitionId: ROLE.userAccessAdministrator, access: onRequest() },
  ],
  [
    "roles to hand out with another role",
    { access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.reader] } },
  ],
  [
    "Owner to hand out",
    {
      roleDefinitionId: ROLE.userAccessAdministrator,
      access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.owner] },
    },
  ],
  ["an activation of more than eight hours", { access: onRequest({ maximumActivationDuration: "PT9H" }) }],
  ["an activation of less than half an hour", { access: onRequest({ maximumActivationDuration: "PT15M" }) }],
  ["an activation of days, which nobody reads", { access: onRequest({ maximumActivationDuration: "P1D" }) }],
  [
    "eleven approvers",
    {
      access: onRequest({
        approvers: Array.from({ length: 11 }, (_, index) => ({
          principalId: guidOf((index % 16).toString(16)),
          displayName: "Leads",
        })),
      }),
    },
  ],
])("refused role: %s", (_, grant) => {
  expect(flags([aGrant(), exit], [aGrant(), exit, aGrant(grant)])).toContain("refused-role");
});

test("refused role: one role under two access policies in one definition", () => {
  const eligible = (principal: string, changes: object = {}) =>
    aGrant({
      principalId: guidOf(principal),
      roleDefinitionId: ROLE.contributor,
      access: onRequest(changes),
    });
  const readers = [aGrant(), aGrant({ principalId: guidOf("b") }), exit];
  const before = [...readers, eligible("a")];
  expect(flags(before, [...before, eligible("b")])).toEqual([]);
  const other = eligible("b", { multiFactorAuthProvider: "None" });
  expect(flags(before, [...before, other])).toEqual(["refused-role"]);
  const elsewhere = {
    ...other,
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
  };
  expect(flags(before, [...before, elsewhere])).toEqual([]);
});

test("refused role: Azure takes a definition whole, so one that was there before refuses every change", () => {
  const refused = aGrant({ roleDefinitionId: ROLE.owner, principalId: guidOf("b") });
  expect(flags([refused, exit, contributor], [refused, exit])).toContain("refused-role");
  const elsewhere = {
    ...refused,
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
  };
  expect(flags([elsewhere, exit, contributor], [elsewhere, exit])).not.toContain("refused-role");
});
