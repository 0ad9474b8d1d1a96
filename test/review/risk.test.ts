import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/delegation/access-grant.ts";
import { guidOf } from "../support/builders.ts";
import { aCustomer, EXIT, reviewOf } from "../support/reviews.ts";
import { aGrant, onRequest, ROLE } from "../support/sides.ts";

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
