import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { decide } from "../../lib/gate/decide.ts";
import type { Guardrails } from "../../lib/gate/policy.ts";
import { guidOf } from "../support/builders.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION, onRequest, ROLE } from "../support/sides.ts";
import { between, CONTRIBUTOR, EVERYTHING, EXIT, grantsBetween, named, policyOf } from "./gate-inputs.ts";

const guarded = (guardrails: Guardrails) => ({ policy: policyOf(EVERYTHING, { guardrails }) });
const NO_CONTRIBUTOR = guarded({ noStandingOnSubscription: ["contributor"] });
const decided = (
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  more: ReturnType<typeof guarded>,
) => decide(grantsBetween(before, after, more));

test("a breach names the guardrail, the customer, the scope and the grant", () => {
  expect(decided([EXIT], [EXIT, CONTRIBUTOR], NO_CONTRIBUTOR).reasons).toEqual([
    {
      kind: "guardrail-broken",
      breach: {
        guardrail: "no-standing-on-subscription",
        customer: "fabrikam",
        scope: CONTRIBUTOR.scope,
        grant: CONTRIBUTOR,
        certain: true,
      },
    },
  ]);
});

test("no rule and no approval lifts a guardrail", () => {
  const change = grantsBetween([EXIT], [EXIT, CONTRIBUTOR], NO_CONTRIBUTOR);
  expect(decide({ ...change, author: named("mallory") }).kind).toBe("blocked");
});

test("what was so before is left alone, also where something else of the customer changes; moved, it is judged", () => {
  expect(decided([CONTRIBUTOR, EXIT], [CONTRIBUTOR, EXIT, aGrant()], NO_CONTRIBUTOR).kind).toBe("pass");
  const elsewhere = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
  expect(decided([CONTRIBUTOR, EXIT], [{ ...CONTRIBUTOR, ...elsewhere }, EXIT], NO_CONTRIBUTOR).kind).toBe(
    "blocked",
  );
  const onRequestBefore = { ...CONTRIBUTOR, access: onRequest() };
  expect(decided([onRequestBefore, EXIT], [CONTRIBUTOR, EXIT], NO_CONTRIBUTOR).kind).toBe("blocked");
});

test("a display name is no other access", () => {
  const named = { ...CONTRIBUTOR, principalDisplayName: "Others" };
  expect(decided([CONTRIBUTOR, EXIT], [named, EXIT], NO_CONTRIBUTOR).kind).toBe("pass");
  const approvedBy = (displayName: string) =>
    aGrant({ access: onRequest({ approvers: [{ principalId: guidOf("b"), displayName }] }) });
  const short = guarded({ eligible: { maximumActivationDuration: "PT1H" } });
  expect(decided([approvedBy("Leads"), EXIT], [approvedBy("Heads"), EXIT], short).kind).toBe("pass");
  // the canonical order of grants goes by names: two grants of one role change places when one is renamed
  const [standing, eligible] = [aGrant(), aGrant({ access: onRequest() })];
  const renamed = { ...standing, principalDisplayName: "Zebras" };
  expect(decided([standing, eligible], [renamed, eligible], guarded({ keepDeleteRole: true })).kind).toBe(
    "pass",
  );
});

test("a new customer is judged whole, one that vanished not at all", () => {
  const access = anAccess([CONTRIBUTOR, EXIT]);
  expect(decide(between(aSide(), aSide(access), NO_CONTRIBUTOR)).kind).toBe("blocked");
  expect(decide(between(aSide(access), aSide(), NO_CONTRIBUTOR)).kind).toBe("pass");
});

test("a scope that cannot be read is taken for a whole subscription", () => {
  const odd = { ...CONTRIBUTOR, scope: "/subscriptions/x/RESOURCEGROUPS/y" };
  expect(decided([EXIT], [EXIT, odd], NO_CONTRIBUTOR).kind).toBe("blocked");
});

test("a role that base does not know by that name cannot be guarded against: undecided, while there is a grant", () => {
  const misspelt = guarded({ noStandingOnSubscription: ["Contributer"] });
  expect(decided([EXIT], [EXIT, aGrant()], misspelt)).toMatchObject({
    kind: "undecided",
    reasons: [{ kind: "policy-name-unknown", of: "role", name: "Contributer" }],
  });
  expect(decided([EXIT], [EXIT], misspelt).kind).toBe("pass");
});

test("groups only: a person is refused, a principal that base does not know is not decided on", () => {
  const groups = guarded({ groupsOnly: true });
  const kind = (character: string) =>
    decided(
      [EXIT],
      [EXIT, aGrant({ principalId: guidOf(character), principalDisplayName: "Operators" })],
      groups,
    ).kind;
  expect(["a", "b", "7"].map(kind)).toEqual(["pass", "blocked", "undecided"]);
  const foreign = aGrant({ managingTenantId: guidOf("8") });
  expect(decided([EXIT], [EXIT, foreign], groups).kind).toBe("undecided");
});

test.each<[string, readonly AccessGrant[], readonly AccessGrant[], boolean]>([
  ["removed", [aGrant(), EXIT], [aGrant()], true],
  ["on request only", [aGrant(), EXIT], [aGrant(), { ...EXIT, access: onRequest() }], true],
  [
    "on another resource group only",
    [],
    [aGrant(), { ...EXIT, scope: `${EXIT.scope}/resourceGroups/x` }],
    true,
  ],
  ["missing as before, while something else changes", [aGrant()], [CONTRIBUTOR], true],
  ["kept", [aGrant(), EXIT], [CONTRIBUTOR, EXIT], false],
  ["missing as before", [aGrant()], [aGrant()], false],
  ["gone with its delegation", [aGrant(), EXIT], [], false],
])("every offer keeps the Delete role: %s", (_, before, after, broken) => {
  const { reasons } = decided(before, after, guarded({ keepDeleteRole: true }));
  expect(reasons.map((each) => each.kind === "guardrail-broken" && each.breach.guardrail)).toEqual(
    broken ? ["keep-delete-role"] : [],
  );
});

test("every offer keeps the Delete role: a delegation that does not change is left alone beside one that does", () => {
  const other = { scope: `/subscriptions/${OTHER_SUBSCRIPTION}`, registrationAssignmentId: guidOf("f") };
  const without = aGrant(other);
  const guardrails = guarded({ keepDeleteRole: true });
  expect(decided([aGrant(), EXIT, without], [CONTRIBUTOR, EXIT, without], guardrails).kind).toBe("pass");
  const changed = { ...CONTRIBUTOR, ...other };
  expect(decided([aGrant(), EXIT, without], [aGrant(), EXIT, changed], guardrails).reasons).toMatchObject([
    { breach: { guardrail: "keep-delete-role", scope: other.scope, grant: undefined } },
  ]);
});

test("a guardrail that is off holds nothing", () => {
  const off = guarded({
    groupsOnly: false,
    keepDeleteRole: false,
    eligible: { multiFactorAuthentication: false },
    noStandingOnSubscription: [],
  });
  const weak = aGrant({ access: onRequest({ multiFactorAuthProvider: "None" }), principalId: guidOf("7") });
  expect(
    decided([EXIT], [weak, CONTRIBUTOR, aGrant({ roleDefinitionId: ROLE.reader })], off).reasons,
  ).toEqual([]);
});
