import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { onlyNarrows } from "../../lib/review/only-narrows.ts";
import { guidOf } from "../support/builders.ts";
import { aCustomer, EXIT, reviewOf } from "../support/reviews.ts";
import { aGrant, onRequest, ROLE } from "../support/sides.ts";

const [ONE, TWO] = ["b", "c"].map((each) => ({ principalId: guidOf(each), displayName: each }));
const requested = (...approvers: readonly (typeof ONE)[]): AccessGrant =>
  aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, access: onRequest({ approvers }) });
const assigning = (...roles: readonly AccessGrant["roleDefinitionId"][]): AccessGrant =>
  aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: roles },
  });
const customer = (grants: readonly AccessGrant[]) => aCustomer("fabrikam", EXIT, ...grants);

test.each<[string, readonly AccessGrant[], readonly AccessGrant[]]>([
  ["a grant goes", [aGrant()], []],
  ["one of two approvers goes", [requested(ONE, TWO)], [requested(ONE)]],
  ["what had one approver goes whole", [aGrant(), requested(ONE)], [aGrant()]],
  ["a role that may be assigned goes", [assigning(ROLE.reader, ROLE.contributor)], [assigning(ROLE.reader)]],
  ["standing access is asked for", [aGrant()], [aGrant({ access: onRequest() })]],
])("takes access away alone: %s", (_, before, after) => {
  expect(onlyNarrows(customer(before), customer(after))).toBe(true);
  expect(onlyNarrows(customer(after), customer(before))).toBe(false);
  expect(reviewOf([customer(before)], [customer(after)]).customers).toMatchObject([{ grade: "narrowing" }]);
});

test.each<[string, readonly AccessGrant[], readonly AccessGrant[]]>([
  ["nothing changes", [aGrant()], [aGrant()]],
  ["the last approver goes, and self-activation is left", [requested(ONE)], [requested()]],
  ["another role is left, whatever it allows", [aGrant({ roleDefinitionId: ROLE.contributor })], [aGrant()]],
  ["another principal comes", [aGrant(), requested(ONE)], [aGrant({ principalId: guidOf("f") })]],
  [
    "a delegation is replaced",
    [aGrant(), requested(ONE)],
    [aGrant({ registrationDefinitionId: guidOf("7"), registrationAssignmentId: guidOf("8") })],
  ],
])("does something else too, or nothing: %s", (_, before, after) => {
  expect(onlyNarrows(customer(before), customer(after))).toBe(false);
});

test("a delegation under another title is another one, though access goes too", () => {
  const after = customer([]);
  const titled = { ...after, definitions: after.definitions.map((each) => ({ ...each, name: "Other" })) };
  expect(onlyNarrows(customer([aGrant()]), after)).toBe(true);
  expect(onlyNarrows(customer([aGrant()]), titled)).toBe(false);
});
