import { expect, test } from "vitest";
import type { EstateReach, PrincipalReach } from "../../lib/reach/estate-reach.ts";
import { guidOf } from "../support/builders.ts";
import { reachOfGrants } from "../support/reaches.ts";
import { aGrant, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

function only({ principals }: EstateReach): PrincipalReach {
  const [first, ...others] = principals;
  if (first === undefined || others.length > 0) throw new Error(`${principals.length} principals`);
  return first;
}

const powerOf = ({ powers }: PrincipalReach, code: string, use: string) =>
  powers.find((each) => each.code === code && each.use === use);

test("a power is counted at every customer where it is held, and named with the roles that give it", () => {
  const reach = only(
    reachOfGrants({
      adatum: [aGrant({ roleDefinitionId: ROLE.contributor }), aGrant()],
      contoso: [aGrant({ roleDefinitionId: ROLE.contributor })],
      fabrikam: [aGrant()],
    }),
  );
  expect(powerOf(reach, "keys.storage", "standing")).toMatchObject({
    customers: ["adatum", "contoso"],
    roles: [ROLE.contributor],
    severity: "critical",
  });
  expect(powerOf(reach, "read.everything", "standing")?.customers).toEqual(["adatum", "contoso", "fabrikam"]);
  expect(reach.groups.map(({ customers }) => customers)).toEqual([["adatum"], ["contoso"], ["fabrikam"]]);
});

test("access on request is farther than standing access, and never counted twice", () => {
  const reach = only(
    reachOfGrants({
      fabrikam: [aGrant(), aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() })],
    }),
  );
  expect(powerOf(reach, "keys.storage", "on-request")?.roles).toEqual([ROLE.contributor]);
  expect(powerOf(reach, "keys.storage", "standing")).toBeUndefined();
  expect(powerOf(reach, "read.everything", "on-request")).toBeUndefined();
  expect(reach.grants).toEqual({ standing: 1, onRequest: 1, withoutMfa: 0 });
});

test("roles that are handed out, and what they lead to, are powers of their own", () => {
  const access = { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] } as const;
  const reach = only(
    reachOfGrants({ fabrikam: [aGrant({ roleDefinitionId: ROLE.userAccessAdministrator, access })] }),
  );
  expect(powerOf(reach, "keys.storage", "handed-out")?.roles).toEqual([ROLE.contributor]);
  expect(powerOf(reach, "keys.storage", "known-way")?.steps).toEqual(["delegated-roles"]);
  expect(powerOf(reach, "keys.storage", "standing")).toBeUndefined();
});

test("a resource group is reached by access to its whole subscription too", () => {
  // a managed identity can only be given to a machine by both roles together
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/web`;
  const identities = "f1a07417-d97a-45cb-824c-7a7467783830";
  const reach = only(
    reachOfGrants({
      fabrikam: [
        aGrant({ roleDefinitionId: identities }),
        aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, scope: group }),
      ],
    }),
  );
  expect(powerOf(reach, "identity.act", "known-way")?.steps).toContain("identity-of-machine");
  expect(reach.scopes).toBe(2);
  expect(powerOf(reach, "identity.assign", "standing")?.roles).toEqual([identities]);
});

test("an unknown role makes its holder the most dangerous, and its grant critical", () => {
  const unknown = aGrant({ principalId: guidOf("b"), roleDefinitionId: guidOf("f") });
  const reach = reachOfGrants({ fabrikam: [aGrant({ roleDefinitionId: ROLE.contributor }), unknown] });
  expect(reach.principals.map(({ principalId }) => principalId)).toEqual([guidOf("b"), guidOf("a")]);
  expect(reach.principals[0]?.unknownRoles).toEqual([guidOf("f")]);
  expect(reach.grants.map(({ severity }) => severity)).toEqual(["critical", "critical"]);
});

test("the worst grants come first, each with the plan that its definition claims", () => {
  const reach = reachOfGrants({ fabrikam: [aGrant(), aGrant({ roleDefinitionId: ROLE.contributor })] });
  expect(
    reach.grants.map(({ grant, severity, source }) => [grant.roleDefinitionId, severity, source]),
  ).toEqual([
    [ROLE.contributor, "critical", "operations/standard@1.0.0"],
    [ROLE.reader, "medium", "operations/standard@1.0.0"],
  ]);
});

test("what no words cover is counted for each role and for each principal", () => {
  const reach = reachOfGrants({ fabrikam: [aGrant({ roleDefinitionId: ROLE.contributor })] });
  const [role] = reach.roles;
  expect(role?.roleDefinitionId).toBe(ROLE.contributor);
  expect(role?.coverage.uncovered).toBeGreaterThan(0);
  expect(only(reach).coverage).toEqual(role?.coverage);
});

test("a narrowed question has grants, and no reach that would look too small", () => {
  const reach = reachOfGrants({ fabrikam: [aGrant()] }, true);
  expect(reach.principals).toEqual([]);
  expect(reach.grants).toHaveLength(1);
});
