import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Apps`;
const delegating = (...delegatedRoleDefinitionIds: string[]): Partial<AccessGrant> => ({
  roleDefinitionId: ROLE.userAccessAdministrator,
  access: { kind: "standing", delegatedRoleDefinitionIds },
});
const approver = (character: string) => ({ principalId: guidOf(character), displayName: character });

function grade(before: readonly AccessGrant[], after: readonly AccessGrant[]) {
  const result = compareSides(aSide(anAccess(before)), aSide(anAccess(after)), {
    catalogue: sampleCatalogue(),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.grade;
}

const reverse = {
  broadening: "narrowing",
  narrowing: "broadening",
  mixed: "mixed",
  none: "none",
  cosmetic: "cosmetic",
} as const;

test.each<[string, Partial<AccessGrant>, Partial<AccessGrant>, keyof typeof reverse]>([
  ["nothing", {}, {}, "none"],
  ["Reader to Contributor", {}, { roleDefinitionId: ROLE.contributor }, "broadening"],
  [
    "Monitoring Reader to Virtual Machine Contributor",
    { roleDefinitionId: ROLE.monitoringReader },
    { roleDefinitionId: ROLE.virtualMachineContributor },
    "mixed",
  ],
  ["another principal", {}, { principalId: guidOf("b") }, "mixed"],
  ["another managing tenant", {}, { managingTenantId: guidOf("8") }, "mixed"],
  ["another display name", {}, { principalDisplayName: "Others" }, "cosmetic"],
  ["on request to standing", { access: onRequest() }, {}, "broadening"],
  [
    "with to without multifactor authentication",
    { access: onRequest() },
    { access: onRequest({ multiFactorAuthProvider: "None" }) },
    "broadening",
  ],
  [
    "a shorter to a longer activation",
    { access: onRequest() },
    { access: onRequest({ maximumActivationDuration: "PT8H" }) },
    "broadening",
  ],
  [
    "the same activation spelled otherwise",
    { access: onRequest() },
    { access: onRequest({ maximumActivationDuration: "PT240M" }) },
    "none",
  ],
  [
    "approved to self-activated",
    { access: onRequest({ approvers: [approver("b")] }) },
    { access: onRequest() },
    "broadening",
  ],
  [
    "one approver more",
    { access: onRequest({ approvers: [approver("b")] }) },
    { access: onRequest({ approvers: [approver("b"), approver("c")] }) },
    "broadening",
  ],
  [
    "another approver",
    { access: onRequest({ approvers: [approver("b")] }) },
    { access: onRequest({ approvers: [approver("c")] }) },
    "mixed",
  ],
  [
    "longer, but with multifactor authentication",
    { access: onRequest({ multiFactorAuthProvider: "None" }) },
    { access: onRequest({ maximumActivationDuration: "PT8H" }) },
    "mixed",
  ],
  [
    "an approver's name",
    { access: onRequest({ approvers: [approver("b")] }) },
    { access: onRequest({ approvers: [{ ...approver("b"), displayName: "Boss" }] }) },
    "cosmetic",
  ],
  ["a resource group to its subscription", { scope: GROUP }, {}, "broadening"],
  ["a resource group to another", { scope: GROUP }, { scope: `${GROUP}2` }, "mixed"],
  [
    "a resource group in another spelling",
    { scope: GROUP },
    { scope: GROUP.replace("Apps", "APPS") },
    "none",
  ],
  [
    "one more role to hand out",
    delegating(ROLE.monitoringReader),
    delegating(ROLE.monitoringReader, ROLE.contributor),
    "broadening",
  ],
  [
    "a role to hand out that others contain",
    delegating(ROLE.contributor),
    delegating(ROLE.contributor, ROLE.reader),
    "none",
  ],
  [
    "another role to hand out",
    delegating(ROLE.monitoringReader),
    delegating(ROLE.virtualMachineContributor),
    "mixed",
  ],
  [
    "Reader to User Access Administrator, which reads nothing here",
    {},
    delegating(ROLE.contributor),
    "mixed",
  ],
  ["a role that the catalogue does not know", {}, { roleDefinitionId: guidOf("f") }, "mixed"],
])("the grade of %s", (_, before, after, expected) => {
  expect(grade([aGrant(before)], [aGrant(after)])).toBe(expected);
  expect(grade([aGrant(after)], [aGrant(before)])).toBe(reverse[expected]);
});

test("an approver under another name, or under two, is a cosmetic change of the same access", () => {
  const approvedBy = (...displayNames: string[]) => {
    const approvers = displayNames.map((displayName) => ({ principalId: guidOf("b"), displayName }));
    return aGrant({ access: onRequest({ approvers }) });
  };
  expect(grade([approvedBy("Leads")], [approvedBy("Heads")])).toBe("cosmetic");
  expect(grade([approvedBy("Leads")], [approvedBy("Heads", "Leads")])).toBe("cosmetic");
});

test("a grant that brings nothing beyond what the principal has is no broadening", () => {
  const contributor = aGrant({ roleDefinitionId: ROLE.contributor });
  expect(grade([contributor], [contributor, aGrant()])).toBe("none");
  expect(grade([contributor, aGrant()], [contributor])).toBe("none");
  expect(grade([contributor], [contributor, aGrant({ scope: GROUP })])).toBe("none");
  expect(grade([contributor], [contributor, aGrant({ access: onRequest() })])).toBe("none");
});

test("what is on request is no cover for what is standing, and a group none for its subscription", () => {
  const eligible = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  expect(grade([eligible], [eligible, aGrant()])).toBe("broadening");
  const inGroup = aGrant({ roleDefinitionId: ROLE.contributor, scope: GROUP });
  expect(grade([inGroup], [inGroup, aGrant()])).toBe("broadening");
});

test("two eligible grants cover a third only where each is enough by itself", () => {
  const careful = aGrant({ access: onRequest({ maximumActivationDuration: "PT8H" }) });
  const quick = aGrant({
    access: onRequest({ multiFactorAuthProvider: "None", maximumActivationDuration: "PT1H" }),
  });
  const both = aGrant({
    access: onRequest({ multiFactorAuthProvider: "None", maximumActivationDuration: "PT8H" }),
  });
  expect(grade([careful, quick], [careful, quick, both])).toBe("broadening");
  expect(grade([both], [both, careful, quick])).toBe("none");
});
