import { expect, test } from "vitest";
import { decide } from "../../lib/gate/decide.ts";
import { DEFAULT_POLICY } from "../../lib/gate/policy.ts";
import { describeRoleNames } from "../../lib/report/review/describe-role-names.ts";
import { roleNameChanges } from "../../lib/review/role-name-changes.ts";
import type { RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../../lib/roles/well-known-roles.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, ROLE } from "../support/sides.ts";
import { anApproval, between, CONTRIBUTOR, EVERYTHING, EXIT, kindsOf, policyOf } from "./gate-inputs.ts";

/* Row 3 of the threat model: a catalogue swaps two role names. */

const base = sampleCatalogue();
const POLICY_CONTRIBUTOR = "36243c78-bf99-498c-9df9-86d9f8d28608";
const nameOf = (id: string) => base.roles.find((role) => role.id === id)?.name ?? "";

/** Base's catalogue with other names. */
function renamed(names: Readonly<Record<string, string>>, more: RoleCatalogue["roles"] = []): RoleCatalogue {
  const roles = base.roles.map((role) => ({ ...role, name: names[role.id] ?? role.name }));
  return { date: base.date, roles: [...roles, ...more] };
}

const swapped = renamed({
  [POLICY_CONTRIBUTOR]: nameOf(USER_ACCESS_ADMINISTRATOR_ROLE_ID),
  [USER_ACCESS_ADMINISTRATOR_ROLE_ID]: nameOf(POLICY_CONTRIBUTOR),
});

/** What is decided where the change's catalogue is this one, and a customer keeps its access or gets another. */
const onCatalogue = (
  changeCatalogue: RoleCatalogue,
  more: Parameters<typeof between>[2] = {},
  after = [EXIT],
) =>
  between(aSide(anAccess([EXIT])), aSide(anAccess(after)), { changeCatalogue, ...more }, { changeCatalogue });

test("row 3: a name that moves to another role is a change of its own, with both names", () => {
  expect(roleNameChanges(base, swapped)).toEqual([
    {
      roleDefinitionId: USER_ACCESS_ADMINISTRATOR_ROLE_ID,
      before: "User Access Administrator",
      after: "Resource Policy Contributor",
      formerly: [POLICY_CONTRIBUTOR],
    },
    {
      roleDefinitionId: POLICY_CONTRIBUTOR,
      before: "Resource Policy Contributor",
      after: "User Access Administrator",
      formerly: [USER_ACCESS_ADMINISTRATOR_ROLE_ID],
    },
  ]);
  const [part] = describeRoleNames(roleNameChanges(base, swapped));
  expect(part?.changes[0]?.line).toContain('"User Access Administrator" -> "Resource Policy Contributor"');
  expect(part?.changes[0]?.details).toEqual([
    `in base, "Resource Policy Contributor" is role ${POLICY_CONTRIBUTOR}`,
  ]);
});

test.each<[string, RoleCatalogue, number]>([
  ["nothing", base, 0],
  ["another name that no role has", renamed({ [ROLE.contributor]: "Contributor (classic)" }), 1],
  [
    "a new role with a name of its own",
    renamed({}, [{ id: guidOf("7"), name: "New Role", permissions: [] }]),
    0,
  ],
  [
    "a new role with a role's name in other letters",
    renamed({}, [{ id: guidOf("7"), name: "contributor\u200b", permissions: [] }]),
    1,
  ],
])("names of roles change: %s", (_, catalogue, count) => {
  expect(roleNameChanges(base, catalogue)).toHaveLength(count);
});

test("row 3: swapped names need what the strictest rule for either name needs, though nobody holds the roles", () => {
  const decision = decide(onCatalogue(swapped));
  expect([decision.kind, ...kindsOf(decision)]).toEqual(["blocked", "approvals-missing"]);
  expect(decision.demand).toMatchObject({ approvals: 2 });
  expect(Object.keys(decision.digest.parts)).toEqual(
    [`role-name/${USER_ACCESS_ADMINISTRATOR_ROLE_ID}`, `role-name/${POLICY_CONTRIBUTOR}`].sort(),
  );
  const change = onCatalogue(swapped);
  expect(decide({ ...change, approvals: [anApproval(change)] }).kind).toBe("blocked");
  expect(
    decide({ ...change, approvals: [anApproval(change), anApproval(change, { approver: "bob" })] }).kind,
  ).toBe("pass");
});

test("row 3: a rule that denies a role denies that its name moves, and a rule that allows one role covers no move", () => {
  const denying = policyOf([...EVERYTHING, { when: { role: "Contributor" }, demand: "deny" }]);
  const moved = renamed({ [ROLE.contributor]: "Reader", [ROLE.reader]: "Contributor" });
  expect(kindsOf(decide(onCatalogue(moved, { policy: denying })))).toEqual(["denied"]);
  const allowing = policyOf([{ when: { role: "Reader", grade: "mixed" }, demand: "allow" }]);
  expect(kindsOf(decide(onCatalogue(moved, { policy: allowing })))).toContain("subject-unanswered");
});

test("row 3: a guardrail holds for what its name means on either side", () => {
  const guarded = {
    policy: policyOf(EVERYTHING, { guardrails: { noStandingOnSubscription: ["Contributor"] } }),
  };
  const moved = renamed({ [ROLE.contributor]: "Reader", [ROLE.reader]: "Contributor" });
  for (const grant of [CONTRIBUTOR, aGrant({ roleDefinitionId: ROLE.reader })])
    expect(kindsOf(decide(onCatalogue(moved, guarded, [EXIT, grant])))).toEqual(["guardrail-broken"]);
});

test("row 3: the shipped policy has a GUID beside each name of a role", () => {
  const roles = DEFAULT_POLICY.rules.flatMap(({ when }) => when.role ?? []);
  const ids = roles.filter((role) => base.roles.some(({ id }) => id === role));
  expect(roles.filter((role) => !ids.includes(role)).sort()).toEqual(ids.map(nameOf).sort());
  expect(ids).toEqual([USER_ACCESS_ADMINISTRATOR_ROLE_ID]);
  // by a catalogue that gives the role another name, it is the same rule
  const grant = aGrant({
    roleDefinitionId: USER_ACCESS_ADMINISTRATOR_ROLE_ID,
    access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.virtualMachineContributor] },
  });
  const after = between(
    aSide(anAccess([EXIT])),
    aSide(anAccess([EXIT, grant])),
    { catalogue: swapped },
    { catalogue: swapped },
  );
  expect(decide(after).demand).toMatchObject({ approvals: 2 });
});
