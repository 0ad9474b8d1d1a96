import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { decide, type GateInput } from "../../lib/gate/decide.ts";
import { DEFAULT_POLICY } from "../../lib/gate/policy.ts";
import { type Flag, GRADES } from "../../lib/review/grade.ts";
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
import {
  between,
  broader,
  CONTRIBUTOR,
  described,
  EVERYTHING,
  EXIT,
  grantsBetween,
  kindsOf,
  policyOf,
} from "./gate-inputs.ts";

const GRADES_ALONE = policyOf([
  { when: { grade: ["none", "cosmetic", "narrowing", "broadening", "mixed"] }, demand: "allow" },
]);
const decided = (change: GateInput, rules: readonly unknown[]) =>
  decide({ ...change, policy: policyOf(rules) });

const renamed = between(
  aSide(described([aGrant(), EXIT], {})),
  aSide(described([aGrant(), EXIT], { name: "Other" })),
);
const BY_FLAG: Readonly<Record<Flag, GateInput>> = {
  onboarding: between(aSide(), aSide(anAccess([aGrant(), EXIT]))),
  offboarding: grantsBetween([aGrant(), EXIT], []),
  interruption: renamed,
  "lock-out": grantsBetween([aGrant(), EXIT], [aGrant()]),
  "refused-role": grantsBetween([EXIT], [EXIT, aGrant({ roleDefinitionId: ROLE.owner })]),
};

test.each(Object.entries(BY_FLAG))(
  "a policy that speaks of grades alone does not wave %s through",
  (flag, change) => {
    const decision = decide({ ...change, policy: GRADES_ALONE });
    expect(decision.kind).toBe("undecided");
    expect(decision.reasons).toContainEqual(
      expect.objectContaining({
        kind: "subject-unanswered",
        subject: expect.objectContaining({ of: { kind: "flag", flag } }),
      }),
    );
  },
);

test("a policy that speaks of flags alone does not answer for a grade, nor for a file", () => {
  const flags = EVERYTHING.filter(({ when }) => when.flag !== undefined);
  expect(decided(broader(), flags).kind).toBe("undecided");
  const files = [{ path: "lib/x.ts", before: "1", after: "2" }];
  expect(decide({ ...grantsBetween([EXIT], [EXIT], { files }), policy: GRADES_ALONE }).kind).toBe(
    "undecided",
  );
});

test("gains here and losses there are mixed for the customer, though no single change is", () => {
  const change = grantsBetween(
    [aGrant({ roleDefinitionId: ROLE.monitoringReader }), EXIT],
    [aGrant({ roleDefinitionId: ROLE.virtualMachineContributor }), EXIT],
  );
  expect(change.review.customers[0]?.changes.map(({ grade }) => grade).sort()).toEqual([
    "broadening",
    "narrowing",
  ]);
  expect(decided(change, [...EVERYTHING, { when: { grade: "mixed" }, demand: "deny" }]).kind).toBe("blocked");
  const byPrincipal = { when: { grade: "mixed", principal: "Operators" }, demand: "deny" };
  expect(decided(change, [...EVERYTHING, byPrincipal]).kind).toBe("blocked");
});

test("a customer that comes or goes without any access is asked for all the same", () => {
  const nothing = anAccess([], { subscriptionIds: [] });
  for (const change of [between(aSide(nothing), aSide()), between(aSide(), aSide(nothing))]) {
    expect(decided(change, [{ when: { grade: "narrowing" }, demand: "allow" }]).kind).toBe("undecided");
    expect(decided(change, [...EVERYTHING, { when: { customer: "fabrikam" }, demand: "deny" }]).kind).toBe(
      "blocked",
    );
  }
});

const handsOut = aGrant({
  roleDefinitionId: ROLE.userAccessAdministrator,
  access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
});

test("a rule on a role answers only where it names every role concerned, and is stricter where it names any", () => {
  const change = grantsBetween([EXIT], [EXIT, handsOut]);
  const allow = (role: string[]) => [
    { when: { grade: ["none"] }, demand: "allow" },
    { when: { grade: ["broadening"], role }, demand: "allow" },
  ];
  expect(decided(change, allow(["User Access Administrator"])).kind).toBe("undecided");
  expect(decided(change, allow(["User Access Administrator", ROLE.contributor.toUpperCase()])).kind).toBe(
    "pass",
  );
  expect(decided(change, [...EVERYTHING, { when: { role: "contributor" }, demand: "deny" }]).kind).toBe(
    "blocked",
  );
});

test("a flag of a definition or an assignment concerns everything that it grants", () => {
  const rules = (when: object) => [...EVERYTHING, { when, demand: "deny" }];
  const onboarding = BY_FLAG.onboarding;
  expect(decided(onboarding, rules({ flag: "onboarding", role: "Reader" })).kind).toBe("blocked");
  expect(decided(onboarding, rules({ flag: "onboarding", principal: guidOf("a") })).kind).toBe("blocked");
  expect(decided(onboarding, rules({ flag: "onboarding", role: "Contributor" })).kind).toBe("pass");
  expect(decided(renamed, rules({ flag: "interruption", role: "Reader" })).kind).toBe("blocked");
});

test("a role that base's catalogue has under no such name leaves in doubt whether a stricter rule applies", () => {
  const misspelt = { when: { role: "Contributer" }, demand: "deny" };
  const decision = decided(broader(), [...EVERYTHING, misspelt]);
  expect(decision.kind).toBe("undecided");
  expect(decision.reasons).toEqual([{ kind: "policy-name-unknown", of: "role", name: "Contributer" }]);
  // what allows does not matter, and a change without roles can mend the policy
  expect(decided(broader(), [...EVERYTHING, { ...misspelt, demand: "allow" }]).kind).toBe("pass");
  const files = [{ path: "policy.yaml", before: "1", after: "2" }];
  expect(decided(grantsBetween([EXIT], [EXIT], { files }), [...EVERYTHING, misspelt]).kind).toBe("pass");
});

test("a principal is who base calls so; a name that base does not know leaves in doubt", () => {
  const rules = (principal: string) => [...EVERYTHING, { when: { principal }, demand: "deny" }];
  expect(decided(broader(), rules("operators")).kind).toBe("blocked");
  expect(decided(broader(), rules("A Person")).kind).toBe("pass");
  expect(decided(broader(), rules("Nobody")).reasons).toEqual([
    { kind: "policy-name-unknown", of: "principal", name: "Nobody" },
  ]);
  // the change calls a stranger by the name that a rule lets through
  const stranger = aGrant({ principalId: guidOf("7"), principalDisplayName: "Operators" });
  const friends = [
    { when: { grade: ["none"] }, demand: "allow" },
    { when: { grade: ["broadening"], principal: "Operators" }, demand: "allow" },
  ];
  expect(decided(grantsBetween([EXIT], [EXIT, stranger]), friends).kind).toBe("undecided");
  expect(decided(grantsBetween([EXIT], [EXIT, aGrant()]), friends).kind).toBe("pass");
});

const BASIC = { claimedSource: "operations/basic@1.0.0" };
const ofPlan = (demand: string) => [
  { when: { grade: ["none", "cosmetic"] }, demand: "allow" },
  { when: { flag: ["onboarding"] }, demand: "allow" },
  ...(demand === "deny" ? EVERYTHING : []),
  { when: { grade: ["broadening"], plan: "operations/basic" }, demand },
];
const second = (grants: readonly AccessGrant[], definition: object) =>
  described(
    grants.map((grant) => ({ ...grant, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` })),
    definition,
    { customer: "second" },
  );

test("a plan that only the change claims answers for nothing; one that base claims does", () => {
  const before = described([aGrant(), EXIT], BASIC);
  const more = [CONTRIBUTOR, EXIT];
  expect(decided(between(aSide(before), aSide(described(more, BASIC))), ofPlan("allow")).kind).toBe("pass");
  const claimed = between(aSide(before), aSide(before, second(more, BASIC)));
  expect(decided(claimed, ofPlan("allow")).kind).toBe("undecided");
  const unchanged = between(aSide(before), aSide(before, second([aGrant(), EXIT], BASIC)));
  expect(decided(unchanged, ofPlan("allow")).kind).toBe("pass");
  const other = { claimedSource: "operations/full@1.0.0" };
  const moved = between(aSide(before), aSide(described(more, other)));
  expect(decided(moved, ofPlan("allow")).kind).toBe("undecided");
});

test("a stricter rule on a plan is met by base's claim, by the change's, and by the same content without one", () => {
  const before = described([aGrant(), EXIT], BASIC);
  const none = { claimedSource: undefined };
  for (const after of [
    aSide(described([CONTRIBUTOR, EXIT], none)),
    aSide(before, second([CONTRIBUTOR, EXIT], BASIC)),
    aSide(before, second([aGrant(), EXIT], none)),
  ])
    expect(decided(between(aSide(before), after), ofPlan("deny")).kind).toBe("blocked");
});

test("a plan version is unchanged to the letter, and its grants are onboarded with it", () => {
  const before = described([aGrant(), EXIT], BASIC);
  const rules = [...EVERYTHING, { when: { grade: "broadening", planVersion: "new" }, demand: "deny" }];
  const onboard = (grants: readonly AccessGrant[], definition: object) =>
    decided(between(aSide(before), aSide(before, second(grants, definition))), rules).kind;
  expect(onboard([aGrant(), EXIT], BASIC)).toBe("pass");
  expect(onboard([aGrant(), EXIT], { ...BASIC, description: "Other" })).toBe("blocked");
  expect(onboard([aGrant(), EXIT], { claimedSource: "operations/basic@1.0.1" })).toBe("blocked");
  expect(onboard([CONTRIBUTOR, EXIT], BASIC)).toBe("blocked");
  expect(decided(broader(), rules).kind).toBe("pass");
});

test("tags are base's: a customer that base does not know has none", () => {
  const rules = [...EVERYTHING, { when: { tag: { segment: "government" } }, demand: "deny" }];
  expect(decided(broader(), rules).kind).toBe("blocked");
  const unknown = between(aSide(), aSide(anAccess([aGrant(), EXIT], { customer: "constructor" })));
  expect(decided(unknown, rules).kind).toBe("pass");
  const byInheritance = [...EVERYTHING, { when: { tag: { toString: "x" } }, demand: "deny" }];
  expect(decided(broader(), byInheritance).kind).toBe("undecided");
});

test.each<[string, "customer" | "plan" | "tag", object, string]>([
  ["a customer by another id", "customer", { customer: "fabricam" }, "fabricam"],
  ["a customer by its name", "customer", { customer: "Fabrikam Logistics" }, "Fabrikam Logistics"],
  ["a plan that is not defined", "plan", { plan: "operations/standart" }, "operations/standart"],
  ["an offer without its plan", "plan", { plan: "operations" }, "operations"],
  ["a plan's version", "plan", { plan: "operations/standard@1.0.0" }, "operations/standard@1.0.0"],
  ["a tag that nobody has", "tag", { tag: { sgment: "government" } }, "sgment: government"],
  ["a tag's value that nobody has", "tag", { tag: { segment: "goverment" } }, "segment: goverment"],
])("%s, in a rule that may apply, leaves in doubt", (_, of, when, name) => {
  const decision = decided(broader(), [...EVERYTHING, { when, demand: "deny" }]);
  expect(decision.kind).toBe("undecided");
  expect(decision.reasons).toEqual([{ kind: "policy-name-unknown", of, name }]);
  expect(decided(broader(), [...EVERYTHING, { when, demand: "allow" }]).kind).toBe("pass");
  // where another condition rules it out, nothing is in doubt; and the policy can be mended
  const elsewhere = { when: { ...when, grade: "mixed" }, demand: "deny" };
  expect(decided(broader(), [...EVERYTHING, elsewhere]).kind).toBe("pass");
  const files = [{ path: "policy.yaml", before: "1", after: "2" }];
  const mending = grantsBetween([EXIT], [EXIT], { files });
  expect(decided(mending, [...EVERYTHING, { when, demand: "deny" }]).kind).toBe("pass");
});

test("rules and tags of a customer hold for it under its new id", () => {
  const before = aSide(anAccess([aGrant(), EXIT]));
  const after = aSide(anAccess([CONTRIBUTOR, EXIT], { customer: "fab" }));
  const whens = [{ customer: "fabrikam" }, { customer: "fab" }, { tag: { segment: "government" } }];
  for (const when of whens)
    expect(decided(between(before, after), [...EVERYTHING, { when, demand: "deny" }]).kind).toBe("blocked");
  // what lets its old id pass does not let the new one pass
  const lenient = [{ when: { grade: [...GRADES], customer: "fabrikam" }, demand: "allow" }];
  expect(decided(between(before, after), lenient).kind).toBe("undecided");
});

test("a rule may speak of a customer that comes with the change", () => {
  const added = between(aSide(), aSide(anAccess([aGrant(), EXIT], { customer: "newcomer" })));
  const rules = [...EVERYTHING, { when: { customer: "newcomer" }, demand: "deny" }];
  expect(decided(added, rules).kind).toBe("blocked");
});

test("paths are matched whole, without regard to case, across folders", () => {
  const at = (path: string) =>
    decided(grantsBetween([EXIT], [EXIT], { files: [{ path, before: undefined, after: "1" }] }), [
      ...EVERYTHING,
      { when: { tooling: [".github/*", "*.lock"] }, demand: "deny" },
    ]).kind;
  expect(at(".GitHub/workflows/a.yml")).toBe("blocked");
  expect(at("a/b.lock")).toBe("blocked");
  expect(at("lib/.github/x")).toBe("pass");
  expect(at("a\nb")).toBe("pass");
});

const many = (count: number) =>
  between(
    ...([aGrant(), CONTRIBUTOR].map((grant) =>
      aSide(
        ...Array.from({ length: count }, (_, index) =>
          anAccess([grant, EXIT], { customer: `customer-${index}` }),
        ),
      ),
    ) as [ReturnType<typeof aSide>, ReturnType<typeof aSide>]),
  );

test.each([
  [3, 30, 1],
  [4, 30, 1],
  [5, 30, 2],
  [5, 50, 1],
  [1, 1, 1],
  [4, 5, 1],
  [5, 6, 2],
  // an estate that is smaller than what changes in it, or of no size
  [2, 0, 1],
  [5, 0, 2],
])(
  "row 16: %i changed customers of %i need %i approvals by the shipped policy",
  (touched, estateSize, approvals) => {
    expect(decide({ ...many(touched), estateSize }).demand).toMatchObject({ approvals });
  },
);

test("customers whose roles mean something else by the change's catalogue are touched by it", () => {
  const customers = Array.from({ length: 5 }, (_, index) =>
    anAccess([aGrant(), EXIT], { customer: `customer-${index}` }),
  );
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.map((role) =>
    role.id === ROLE.reader ? { ...role, permissions: [] } : role,
  );
  const side = aSide(...customers);
  const redefined = between(side, side, {}, { changeCatalogue: { ...catalogue, roles } });
  expect(decide(redefined).demand).toMatchObject({ approvals: 2 });
  expect(decide({ ...redefined, estateSize: 50 }).demand).toEqual({ kind: "allow" });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 2.5])(
  "an estate of %d customers is not decided on",
  (estateSize) => {
    const decision = decide({ ...many(5), estateSize });
    expect(decision.reasons).toContainEqual({ kind: "estate-size-unknown" });
    expect(decision).toMatchObject({ kind: "undecided", demand: { approvals: 2 } });
  },
);

test("a rule that denies needs no other one that answers", () => {
  const decision = decided(broader(), [{ when: { customer: "fabrikam" }, demand: "deny" }]);
  expect(decision.kind).toBe("blocked");
  expect(kindsOf(decision)).toEqual(["denied"]);
});

test.each<[string, readonly unknown[], object]>([
  ["tag", [{ when: { tag: { a: "b" } }, demand: "deny" }], {}],
  ["customer", [{ when: { customer: "fabrikam" }, demand: "deny" }], {}],
  ["plan", [{ when: { plan: "operations/standard" }, demand: "deny" }], {}],
  ["breadth", [{ when: { breadth: 0.5 }, demand: "deny" }], {}],
  ["principal", [{ when: { principal: "Operators" }, demand: "deny" }], {}],
  ["groups-only", [], { guardrails: { groupsOnly: true } }],
])("without base's facts nothing is decided that asks for them: %s", (asked, rules, more) => {
  const policy = policyOf([...EVERYTHING, ...rules], more);
  const decision = decide({ ...broader(), policy, facts: undefined });
  expect(decision.kind).toBe("undecided");
  expect(decision.reasons).toContainEqual({ kind: "facts-missing", asked });
});

test("a policy that asks for no facts needs none where nobody gains access: who must accept a gain is a fact", () => {
  const policy = policyOf([...EVERYTHING, { when: { principal: guidOf("b") }, demand: "deny" }]);
  const narrowing = grantsBetween([EXIT, aGrant()], [EXIT]);
  expect(decide({ ...narrowing, policy, facts: undefined }).kind).toBe("pass");
  const { kind, reasons } = decide({ ...broader(), policy, facts: undefined });
  expect([kind, reasons]).toEqual(["undecided", [{ kind: "facts-missing", asked: "acceptance" }]]);
});

test("a decision tells which rules ask, how much, and of which customers", () => {
  const strict = [
    ...DEFAULT_POLICY.rules,
    { when: { customer: "fabrikam" }, demand: { approvals: 3, reason: true } },
  ];
  expect(decided(broader(), strict).reasons).toEqual([
    {
      kind: "approvals-missing",
      needed: 3,
      counted: 0,
      reasonDemanded: true,
      rules: [9],
      customers: ["fabrikam"],
      signersKnown: true,
    },
  ]);
  const denied = decided(broader(), [...EVERYTHING, { when: { grade: "broadening" }, demand: "deny" }]);
  expect(denied.reasons).toMatchObject([{ kind: "denied", rules: [4], subject: { customer: "fabrikam" } }]);
});

test("nothing compared is not nothing changed", () => {
  const before = aSide(anAccess([aGrant(), EXIT]));
  const nobody = between(before, aSide(anAccess([CONTRIBUTOR])), {}, { customers: [] });
  expect(kindsOf(decide(nobody))).toEqual(["nothing-compared"]);
  expect(decide({ ...nobody, allowEmpty: true }).kind).toBe("pass");
});

test("a role redefined in the change's catalogue is asked for as what it amounts to", () => {
  const before = aSide(anAccess([aGrant(), EXIT]));
  const { catalogue } = broader();
  const changeCatalogue = {
    ...catalogue,
    roles: catalogue.roles.map((role) =>
      role.id === ROLE.reader
        ? { ...role, permissions: role.permissions.map((block) => ({ ...block, actions: ["*"] })) }
        : role,
    ),
  };
  const change = between(before, before, {}, { changeCatalogue });
  expect(decide(change).demand).toMatchObject({ kind: "approvals", approvals: 1 });
  expect(decided(change, [...EVERYTHING, { when: { role: "Reader" }, demand: "deny" }]).kind).toBe("blocked");
});

const FABRIKAM_DENIED = [...EVERYTHING, { when: { customer: "fabrikam" }, demand: "deny" }];
const GOVERNMENT_DENIED = [...EVERYTHING, { when: { tag: { segment: "government" } }, demand: "deny" }];

test("rules for a customer hold for its subscriptions, whoever has them after the change", () => {
  const fabrikam = anAccess([aGrant(), EXIT]);
  const other = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
  const evil = anAccess([aGrant(other), { ...EXIT, ...other }], { customer: "evil" });
  for (const change of [
    between(aSide(fabrikam), aSide(evil)),
    between(aSide(fabrikam), aSide(evil, fabrikam)),
    // of a plan base is not at hand, but its facts are
    between(aSide(), aSide(evil), { facts: owning("fabrikam") }),
  ])
    for (const rules of [FABRIKAM_DENIED, GOVERNMENT_DENIED])
      expect(decided(change, rules).kind).toBe("blocked");
  expect(decided(between(aSide(), aSide(evil)), FABRIKAM_DENIED).kind).toBe("pass");
});

function owning(customer: string): GateInput["facts"] {
  const { facts } = broader();
  const known = facts?.customers[customer];
  if (facts === undefined || known === undefined) throw new Error("no such customer");
  const owner = { ...known, subscriptions: { [SUBSCRIPTION]: "main" } };
  return { ...facts, customers: { ...facts.customers, [customer]: owner } };
}

const deployed = (customer: string, state: string) => ({
  ...anAccess([aGrant(), EXIT], { customer }),
  deployment: { tenantId: guidOf("6"), settings: { state: { code: "files" as const, folder: state } } },
});
const moved = (...customers: readonly string[]) =>
  between(
    aSide(...customers.map((id) => deployed(id, "ours"))),
    aSide(...customers.map((id) => deployed(id, "theirs"))),
  );

test("rules for a customer hold for how its stack is deployed", () => {
  for (const rules of [FABRIKAM_DENIED, GOVERNMENT_DENIED]) {
    expect(decided(moved("customer-1", "fabrikam"), rules).kind).toBe("blocked");
    expect(decided(moved("customer-1", "customer-2"), rules).kind).toBe("pass");
  }
});

test("how many stacks are deployed otherwise is breadth as well", () => {
  const all = moved(...Array.from({ length: 29 }, (_, index) => `customer-${index}`));
  expect(decide(all).demand).toMatchObject({ kind: "approvals", approvals: 2 });
  expect(decide(moved("fabrikam")).demand).toMatchObject({ kind: "approvals", approvals: 1 });
});

test("a folder called deployment is not how stacks are deployed", () => {
  const folder = { when: { tooling: "deployment/*" }, demand: "allow" };
  expect(decided(moved("fabrikam"), [folder]).kind).toBe("undecided");
  const setting = { when: { tooling: "deployment:state" }, demand: "allow" };
  expect(decided(moved("fabrikam"), [setting]).kind).toBe("pass");
});

test("a redefined role is asked for its flags, and for the customers that hold it", () => {
  const onDemand = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  const side = aSide(anAccess([aGrant(), onDemand, EXIT]));
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.map((role) =>
    role.id === ROLE.reader ? { ...role, permissions: [] } : role,
  );
  const change = between(side, side, {}, { changeCatalogue: { ...catalogue, roles } });
  expect(decide({ ...change, policy: GRADES_ALONE }).kind).toBe("undecided");
  expect(decide(change).demand).toMatchObject({ kind: "approvals", approvals: 1, reason: true });
  for (const rules of [FABRIKAM_DENIED, GOVERNMENT_DENIED])
    expect(decided(change, rules).kind).toBe("blocked");
});
