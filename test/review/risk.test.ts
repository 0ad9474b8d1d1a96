import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aCustomer, EXIT, reviewOf } from "../support/reviews.ts";
import { aGrant, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

const newcomer = (roleDefinitionId: string, changes: Partial<AccessGrant> = {}) =>
  aGrant({ principalId: guidOf("c"), roleDefinitionId, ...changes });
const HANDING = newcomer(ROLE.userAccessAdministrator, {
  access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
});

test("groups come by what they give, and only among equals the fewest customers first", () => {
  const came: Record<string, AccessGrant> = {
    a: HANDING,
    b: HANDING,
    c: newcomer(ROLE.contributor),
    d: newcomer(ROLE.contributor),
    e: newcomer(ROLE.virtualMachineContributor),
    f: newcomer(ROLE.reader),
    g: newcomer(ROLE.contributor, { access: onRequest() }),
  };
  const names = Object.keys(came);
  const { groups } = reviewOf(
    names.map((name) => aCustomer(name, EXIT)),
    names.map((name) => aCustomer(name, EXIT, came[name] ?? EXIT)),
  );
  expect(groups.map(({ customers }) => customers.join(""))).toEqual(["ab", "g", "cd", "e", "f"]);
});

test("what takes as well as gives is no less urgent than what only gives", () => {
  const reader = newcomer(ROLE.reader);
  const { groups } = reviewOf(
    [aCustomer("gives", EXIT), aCustomer("mixes", EXIT, reader)],
    [aCustomer("gives", EXIT, reader), aCustomer("mixes", EXIT, newcomer(ROLE.virtualMachineContributor))],
  );
  expect(groups.map(({ grade, customers }) => [grade, ...customers])).toEqual([
    ["mixed", "mixes"],
    ["broadening", "gives"],
  ]);
});

/** Signs and roles of fabrikam's changes, in their order. */
function changesBetween(before: readonly AccessGrant[], after: readonly AccessGrant[]): string[] {
  const { customers } = reviewOf([aCustomer("fabrikam", ...before)], [aCustomer("fabrikam", ...after)]);
  const names = new Map(sampleCatalogue().roles.map(({ id, name }) => [id, name]));
  return (customers[0]?.changes ?? []).flatMap((change) => {
    if (change.kind === "grant-added") return [`+ ${names.get(change.after.roleDefinitionId)}`];
    return change.kind === "grant-removed" ? [`- ${names.get(change.before.roleDefinitionId)}`] : [];
  });
}

test("changes of a customer come by what they give, then by what they take; what does neither comes last", () => {
  const overlapping = {
    scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/web`,
    registrationDefinitionId: guidOf("c"),
    registrationAssignmentId: guidOf("f"),
  };
  const supporter = newcomer("cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e");
  // gone from one of two delegations: [INTERRUPTION], and it loses nothing
  const doubled = newcomer(ROLE.monitoringReader, { principalId: guidOf("b"), ...overlapping });
  const kept = [EXIT, newcomer(ROLE.monitoringReader, { principalId: guidOf("b") })];
  const leaving = (roleDefinitionId: string) => newcomer(roleDefinitionId, { principalId: guidOf("f") });
  expect(
    changesBetween(
      [...kept, doubled, leaving(ROLE.virtualMachineContributor), leaving(ROLE.contributor)],
      [...kept, supporter, newcomer(ROLE.virtualMachineContributor), HANDING],
    ),
  ).toEqual([
    "+ User Access Administrator",
    "+ Virtual Machine Contributor",
    "+ Support Request Contributor",
    "- Contributor",
    "- Virtual Machine Contributor",
    "- Monitoring Reader",
  ]);
});

test("what locks out comes first of a customer's changes, whatever else is given", () => {
  expect(changesBetween([EXIT, aGrant()], [aGrant(), HANDING])).toEqual([
    "- Managed Services Registration assignment Delete Role",
    "+ User Access Administrator",
  ]);
});
