import { expect, test } from "vitest";
import { userAccessAdministratorNeedsDelegatedRoles as rule } from "../../lib/rules/user-access-administrator-needs-delegated-roles.ts";
import { anOffer, anOfferOf, guidOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const ROLE = "User Access Administrator";
const { automation } = PRINCIPALS;

test("user-access-administrator-needs-delegated-roles finds an authorization without the list", () => {
  const finding = theFindingIn(rule, anOfferOf({ authorizations: [{ principal: automation, role: ROLE }] }));
  expect(finding).toMatchObject({
    code: "LH005",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 0] },
    received: "User Access Administrator without delegated role definitions",
  });
  expect(finding.problem).toContain(
    'service principal "Automation" is given User Access Administrator without any role',
  );
});

test("user-access-administrator-needs-delegated-roles finds an empty list, the role by GUID, and the role kept", () => {
  const id = "18D7D88D-D35E-4FB5-A5C3-7773C20A72D9";
  const offer = anOfferOf({
    authorizations: [
      { principal: automation, role: { id }, delegatedRoleDefinitions: [] },
      { principal: automation, role: { keep: ROLE, onSubscriptions: [guidOf("1")], reason: "was there" } },
    ],
  });
  expect(findingsIn(rule, offer).map(({ at }) => at.path.at(-1))).toEqual([0, 1]);
});

test("user-access-administrator-needs-delegated-roles leaves a filled list and other roles alone", () => {
  const delegatedRoleDefinitions = ["Contributor"];
  const offer = anOfferOf({
    authorizations: [{ principal: automation, role: ROLE, delegatedRoleDefinitions }],
  });
  expect(findingsIn(rule, offer)).toEqual([]);
  expect(findingsIn(rule, anOffer())).toEqual([]);
});
