import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/delegation/access-grant.ts";
import type { AccessSide, CustomerAccess } from "../../lib/delegation/access-side.ts";
import {
  APPROVAL_FAULTS,
  type Approval,
  type ApprovalFault,
  type PresentedApproval,
} from "../../lib/gate/approval.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { type Decision, decide, type GateInput } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { DEFAULT_POLICY, type Policy, parsePolicy } from "../../lib/gate/policy.ts";
import { GATE_REASONS, type GateReasonKind } from "../../lib/gate/reason.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { Labels } from "../../lib/review/names.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION, onRequest, ROLE } from "../support/sides.ts";

const catalogue = sampleCatalogue();
const exit = aGrant({ roleDefinitionId: ROLE.delete });
const contributor = aGrant({ roleDefinitionId: ROLE.contributor });
const eligible = (changes: object) =>
  aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest(changes) });
const labels = new Labels({
  catalogue,
  principals: [
    { managingTenantId: guidOf("9"), principalId: guidOf("a"), displayName: "Operators", type: "Group" },
    { managingTenantId: guidOf("9"), principalId: guidOf("b"), displayName: "A Person", type: "User" },
  ],
});
const facts = {
  managingTenants: {},
  customers: Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      index === 0 ? "fabrikam" : `customer-${index}`,
      { name: "x", tags: { segment: index === 0 ? "government" : "other" }, file: "x", subscriptions: {} },
    ]),
  ),
};

function input(before: AccessSide, after: AccessSide, changes: Partial<GateInput> = {}): GateInput {
  const compared = compareSides(before, after, { catalogue });
  if (!compared.ok) throw new Error(compared.problem);
  return {
    review: compared.review,
    before,
    labels,
    catalogue,
    facts,
    files: [],
    policy: DEFAULT_POLICY,
    approvals: [],
    author: "mallory",
    today: "2026-11-23",
    estateSize: 30,
    partial: false,
    allowEmpty: false,
    ...changes,
  };
}

const of = (
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  changes: Partial<GateInput> = {},
) => input(aSide(anAccess(before)), aSide(anAccess(after)), changes);
const broader = (changes: Partial<GateInput> = {}) => of([aGrant(), exit], [contributor, exit], changes);
const kinds = ({ reasons }: Decision) => [...new Set(reasons.map(({ kind }) => kind))];

function policy(rules: Policy["rules"], more: Partial<Policy> = {}): Policy {
  const parsed = parsePolicy({ version: 1, rules, ...more });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.policy;
}
const everything = policy([
  { when: { grade: ["none", "cosmetic", "narrowing", "broadening", "mixed"] }, demand: "allow" },
  {
    when: { flag: ["onboarding", "offboarding", "interruption", "lock-out", "refused-role"] },
    demand: "allow",
  },
  { when: { tooling: ["*"] }, demand: "allow" },
]);
const guarded = (guardrails: Policy["guardrails"]): Policy => ({ ...everything, guardrails });

/** An approval of this change by somebody, signed. */
function approval(
  change: GateInput,
  changes: Partial<Approval> = {},
  more: Partial<PresentedApproval> = {},
): PresentedApproval {
  const digest = digestOf(change.review, change.files, change.catalogue);
  const document: Approval = {
    version: 1,
    change: digest.change,
    parts: { ...digest.parts },
    approver: "alice",
    reason: "agreed",
    until: "2026-12-01",
    ...changes,
  };
  return {
    path: `approvals/${document.approver}.yaml`,
    document: { ok: true, value: document },
    onBase: false,
    signature: { kind: "verified", principal: document.approver },
    ...more,
  };
}
const withApprovals = (change: GateInput, ...approvals: readonly PresentedApproval[]) =>
  decide({ ...change, approvals });

const REASONS: Readonly<Record<GateReasonKind, GateInput>> = {
  "nothing-compared": input(aSide(), aSide()),
  "aspect-unanswered": broader({ policy: policy([{ when: { grade: ["narrowing"] }, demand: "allow" }]) }),
  "role-unknown": of([exit], [exit, aGrant({ roleDefinitionId: guidOf("f") })], { policy: everything }),
  "principal-type-unknown": of([exit], [exit, aGrant({ principalId: guidOf("c") })], {
    policy: guarded({ groupsOnly: true }),
  }),
  "author-unknown": broader({ author: undefined }),
  "facts-missing": broader({ facts: undefined }),
  "approval-malformed": broader({
    approvals: [
      {
        path: "approvals/x.yaml",
        document: { ok: true, value: { version: 1 } },
        onBase: false,
        signature: { kind: "none" },
      },
    ],
  }),
  denied: of([aGrant(), exit], [aGrant(), exit, aGrant({ roleDefinitionId: ROLE.owner })]),
  "guardrail-broken": broader({ policy: guarded({ noStandingOnSubscription: ["Contributor"] }) }),
  "approvals-missing": broader(),
};

test.each(Object.entries(REASONS) as [GateReasonKind, GateInput][])(
  "decide() ends in %s where it must",
  (kind, change) => {
    const decision = decide(change);
    expect(kinds(decision)).toContain(kind);
    const worst = kinds(decision).some((each) => GATE_REASONS[each].outcome === "undecided")
      ? "undecided"
      : "blocked";
    expect(decision.kind).toBe(worst);
    if (GATE_REASONS[kind].outcome === "undecided") expect(decision.kind).toBe("undecided");
  },
);

test.each<[string, GateInput]>([
  ["a change of nothing", of([aGrant(), exit], [aGrant(), exit])],
  ["a narrowing", of([contributor, exit], [aGrant(), exit])],
  ["another display name", of([aGrant(), exit], [aGrant({ principalDisplayName: "Others" }), exit])],
  ["two empty sides that are meant", input(aSide(), aSide(), { allowEmpty: true })],
])("decide() passes %s by the shipped policy", (_, change) => {
  expect(decide(change)).toMatchObject({ kind: "pass", reasons: [] });
});

const many = (count: number, grant: AccessGrant) =>
  aSide(
    ...Array.from(
      { length: count },
      (_, index): CustomerAccess => ({ ...anAccess([grant, exit]), customer: `customer-${index}` }),
    ),
  );

test.each<[string, GateInput, { approvals: number; reason: boolean }]>([
  ["a broadening", broader(), { approvals: 1, reason: false }],
  ["an onboarding", input(aSide(), aSide(anAccess([aGrant(), exit]))), { approvals: 1, reason: false }],
  [
    "a tooling file",
    of([exit], [exit], { files: [{ path: "lib/x.ts", before: "1", after: "2" }] }),
    { approvals: 1, reason: false },
  ],
  [
    "roles to hand out",
    of(
      [exit],
      [
        exit,
        aGrant({
          roleDefinitionId: ROLE.userAccessAdministrator,
          access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.reader] },
        }),
      ],
    ),
    { approvals: 2, reason: false },
  ],
  [
    "more than a tenth of the customers",
    input(many(4, contributor), many(4, aGrant())),
    { approvals: 2, reason: false },
  ],
  [
    "a tenth of the customers",
    input(many(3, aGrant()), many(3, contributor)),
    { approvals: 1, reason: false },
  ],
  ["a lock-out", of([aGrant(), exit], [aGrant()]), { approvals: 1, reason: true }],
  ["an offboarding", of([aGrant(), exit], []), { approvals: 1, reason: true }],
  [
    "a customer that vanished",
    input(aSide(anAccess([aGrant(), exit])), aSide()),
    { approvals: 1, reason: true },
  ],
])("decide() demands what the shipped policy demands for %s", (_, change, demand) => {
  expect(decide(change).demand).toEqual({ kind: "approvals", ...demand });
});

test("decide() passes a change with its approvals, and an approval does not outlive one more grant", () => {
  const change = broader();
  expect(withApprovals(change, approval(change))).toMatchObject({ kind: "pass" });
  const more = of([aGrant(), exit], [contributor, exit, aGrant({ principalId: guidOf("b") })]);
  expect(withApprovals(more, approval(change))).toMatchObject({
    kind: "blocked",
    approvals: [{ fault: "other-change" }],
  });
});

const change = broader();
const FAULTS: Readonly<Record<ApprovalFault, PresentedApproval>> = {
  malformed: approval(change, {}, { document: { ok: false, problem: "is no YAML" } }),
  "on-base": approval(change, {}, { onBase: true }),
  "other-change": approval(of([exit], [exit, aGrant()])),
  "digest-mismatch": approval(change, { parts: {} }),
  "day-unknown": approval(change),
  expired: approval(change, { until: "2026-11-22" }),
  "too-long": approval(change, { until: "2026-12-24" }),
  "signature-invalid": approval(change, {}, { signature: { kind: "invalid", why: "no" } }),
  "signer-mismatch": approval(change, {}, { signature: { kind: "verified", principal: "bob" } }),
  unsigned: approval(change, {}, { signature: { kind: "none" } }),
  "by-author": approval(change, { approver: "Mallory" }),
  repeated: approval(change),
  "without-reason": approval(of([aGrant(), exit], [aGrant()]), { reason: " " }),
};

test.each(Object.entries(FAULTS) as [ApprovalFault, PresentedApproval][])(
  "an approval with the fault %s does not count",
  (fault, presented) => {
    const about =
      fault === "without-reason"
        ? of([aGrant(), exit], [aGrant()])
        : broader({
            policy: policy([
              ...DEFAULT_POLICY.rules,
              { when: { grade: ["broadening"] }, demand: { approvals: 2 } },
            ]),
          });
    const approvals =
      fault === "repeated" ? [presented, { ...presented, path: "approvals/again.yaml" }] : [presented];
    const today = fault === "day-unknown" ? "today" : about.today;
    const decision = withApprovals({ ...about, today }, ...approvals);
    expect(decision.approvals.map((each) => each.fault)).toContain(fault);
    expect(decision.kind).not.toBe("pass");
    expect(APPROVAL_FAULTS[fault]).not.toBe("");
  },
);

test("an approval counts to its last day, for at most thirty", () => {
  for (const [until, kind] of [
    ["2026-11-23", "pass"],
    ["2026-12-23", "pass"],
    ["2026-12-24", "blocked"],
    // no day at all: the file is malformed
    ["2026-02-30", "undecided"],
  ] as const) {
    expect(withApprovals(change, approval(change, { until })).kind, until).toBe(kind);
  }
});

test("one unsigned approval counts where the platform enforces code owners' review, not a second one", () => {
  const lenient = { ...DEFAULT_POLICY, unsignedApprovals: { platformEnforcesCodeOwners: true } };
  const unsigned = (name: string) => approval(change, { approver: name }, { signature: { kind: "none" } });
  expect(decide({ ...change, policy: lenient, approvals: [unsigned("alice")] }).kind).toBe("pass");
  const two = {
    ...lenient,
    rules: [...lenient.rules, { when: { grade: ["broadening" as const] }, demand: { approvals: 2 } }],
  };
  expect(decide({ ...change, policy: two, approvals: [unsigned("alice"), unsigned("bob")] }).kind).toBe(
    "blocked",
  );
  expect(
    decide({ ...change, policy: two, approvals: [unsigned("alice"), approval(change, { approver: "bob" })] })
      .kind,
  ).toBe("pass");
});

test("the author approves under none of his names", () => {
  const mapped = { ...DEFAULT_POLICY, identities: { Mallory: ["mallory@example.com"] } };
  const own = approval(change, { approver: "mallory@example.com" });
  expect(decide({ ...change, policy: mapped, approvals: [own] }).kind).toBe("blocked");
});

test("one customer's plan passes as a part of what was approved, a whole change does not", () => {
  const two = (grant: AccessGrant) =>
    aSide(
      { ...anAccess([grant, exit]), customer: "adatum" },
      {
        ...anAccess([
          { ...grant, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
          { ...exit, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
        ]),
        customer: "fabrikam",
      },
    );
  const whole = input(two(aGrant()), two(contributor));
  const approvals = [approval(whole)];
  const onePlan = (customer: string, after: AccessSide) => {
    const only = (side: AccessSide): AccessSide => ({
      ...side,
      customers: side.customers.filter((each) => each.customer === customer),
    });
    return input(only(two(aGrant())), only(after), { approvals });
  };
  expect(decide({ ...onePlan("fabrikam", two(contributor)), partial: true }).kind).toBe("pass");
  expect(decide({ ...onePlan("fabrikam", two(contributor)), partial: false }).kind).toBe("blocked");
  expect(
    decide({
      ...onePlan("fabrikam", two(aGrant({ roleDefinitionId: ROLE.virtualMachineContributor }))),
      partial: true,
    }).kind,
  ).toBe("blocked");
});

test.each<[string, readonly AccessGrant[], Policy["guardrails"], boolean]>([
  [
    "standing Contributor on a subscription",
    [contributor],
    { noStandingOnSubscription: ["Contributor"] },
    true,
  ],
  [
    "standing Contributor on a resource group",
    [{ ...contributor, scope: `${contributor.scope}/resourceGroups/x` }],
    { noStandingOnSubscription: ["Contributor"] },
    false,
  ],
  [
    "eligible Contributor on a subscription",
    [eligible({})],
    { noStandingOnSubscription: [ROLE.contributor] },
    false,
  ],
  [
    "no multifactor authentication",
    [eligible({ multiFactorAuthProvider: "None" })],
    { eligible: { multiFactorAuthentication: true } },
    true,
  ],
  ["four hours", [eligible({})], { eligible: { maximumActivationDuration: "PT4H" } }, false],
  [
    "more than four hours",
    [eligible({ maximumActivationDuration: "PT4H30M" })],
    { eligible: { maximumActivationDuration: "PT4H" } },
    true,
  ],
  [
    "a duration that cannot be read",
    [eligible({ maximumActivationDuration: "P1D" })],
    { eligible: { maximumActivationDuration: "PT4H" } },
    true,
  ],
  ["a group", [contributor], { groupsOnly: true }, false],
  ["a person", [aGrant({ principalId: guidOf("b") })], { groupsOnly: true }, true],
])("the guardrails and %s", (_, grants, guardrails, broken) => {
  const decision = decide(of([exit], [exit, ...grants], { policy: guarded(guardrails) }));
  expect(kinds(decision)).toEqual(broken ? ["guardrail-broken"] : []);
});

test("the guardrails leave alone what was so before, and ask for the Delete role where a delegation changes", () => {
  const guardrails = guarded({ noStandingOnSubscription: ["Contributor"], keepDeleteRole: true });
  const reader = aGrant({ principalId: guidOf("b") });
  expect(decide(of([contributor, exit, reader], [contributor, exit], { policy: guardrails })).kind).toBe(
    "pass",
  );
  expect(kinds(decide(of([exit], [aGrant()], { policy: guardrails })))).toEqual(["guardrail-broken"]);
  expect(kinds(decide(of([aGrant()], [aGrant()], { policy: guardrails })))).toEqual([]);
});

test("the strictest rule wins, in whatever order; rules that only narrow down never let anything pass", () => {
  const strict = { when: { customer: ["fabrikam"] }, demand: "deny" as const };
  const government = { when: { tag: { segment: "government" } }, demand: { approvals: 3 } };
  for (const rules of [
    [strict, government, ...everything.rules],
    [...everything.rules, government, strict],
  ])
    expect(decide(broader({ policy: policy(rules) })).kind).toBe("blocked");
  expect(decide(broader({ policy: policy([government, ...everything.rules]) })).demand).toMatchObject({
    approvals: 3,
  });
  const only = policy([{ when: { customer: ["fabrikam"] }, demand: "allow" }]);
  expect(kinds(decide(broader({ policy: only })))).toEqual(["aspect-unanswered"]);
  const grades = policy([{ when: { grade: ["none", "narrowing"] }, demand: "allow" }]);
  expect(kinds(decide(of([aGrant(), exit], [aGrant()], { policy: grades })))).toEqual(["aspect-unanswered"]);
});

test("an onboarding is on an unchanged plan version only where base grants the very same under that name", () => {
  const rules = [
    ...everything.rules,
    { when: { flag: ["onboarding" as const], planVersion: "new" as const }, demand: "deny" as const },
  ];
  const second = (grant: AccessGrant) => ({
    ...anAccess([
      { ...grant, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
      { ...exit, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
    ]),
    customer: "new-customer",
  });
  const first = anAccess([aGrant(), exit]);
  const onboard = (grant: AccessGrant) =>
    decide(input(aSide(first), aSide(first, second(grant)), { policy: policy(rules) })).kind;
  expect(onboard(aGrant())).toBe("pass");
  expect(onboard(contributor)).toBe("blocked");
});

test("the digest is of what happens: not of the order, of where it was read, or of anything else", () => {
  const digest = (each: GateInput) => digestOf(each.review, each.files, catalogue);
  const shuffled = of([exit, aGrant()], [exit, contributor]);
  expect(digest(shuffled)).toEqual(digest(broader()));
  expect(
    digest(of([aGrant(), exit], [contributor, exit, aGrant({ principalId: guidOf("b") })])).change,
  ).not.toBe(digest(broader()).change);
  const [role, ...roles] = catalogue.roles;
  const other = { ...catalogue, roles: role === undefined ? [] : [...roles, { ...role, name: "Other" }] };
  expect(digestOf(broader().review, [], other).change).not.toBe(digest(broader()).change);
});

test("the shown approval file is one that counts when filled in", () => {
  const digest = digestOf(change.review, change.files, catalogue);
  const { text, path, sign } = approvalFile(digest, "2026-11-23", "namespace");
  expect(text).toContain(digest.change);
  expect(sign).toContain(path);
});

test.each([
  null,
  [],
  {},
  { version: 1 },
  { version: 1, rules: [] },
  { version: 1, rules: [{ when: {}, demand: "allow" }] },
  { version: 2, rules: [{ when: { grade: "none" }, demand: "allow" }] },
  { version: 1, rules: [{ when: { grade: "none", colour: 1 }, demand: "allow" }] },
  { version: 1, rules: [{ when: { grade: "none" }, demand: { approvals: -1 } }] },
])("parsePolicy() takes %j for no policy", (document) => {
  expect(parsePolicy(document)).toMatchObject({ ok: false });
});

test("decide() has a decision for everything, and fewer approvals never help", () => {
  const GRANT = fc.constantFrom(
    aGrant(),
    exit,
    contributor,
    eligible({}),
    aGrant({ roleDefinitionId: ROLE.owner }),
    aGrant({ roleDefinitionId: guidOf("f") }),
    aGrant({ principalId: guidOf("b") }),
  );
  const GRANTS = fc.uniqueArray(GRANT, { maxLength: 4 });
  const rank = { pass: 2, blocked: 1, undecided: 0 };
  fc.assert(
    fc.property(
      GRANTS,
      GRANTS,
      fc.constantFrom("mallory", undefined),
      fc.constantFrom("alice", "bob", "mallory"),
      (a, b, author, approver) => {
        const some = of(a, b, { author });
        const without = decide(some);
        const approved = withApprovals(some, approval(some, { approver }));
        expect(rank[approved.kind]).toBeGreaterThanOrEqual(rank[without.kind]);
        const outcomes = new Set(without.reasons.map(({ kind }) => GATE_REASONS[kind].outcome));
        expect(without.kind).toBe(
          outcomes.has("undecided") ? "undecided" : outcomes.has("blocked") ? "blocked" : "pass",
        );
        if (["broadening", "mixed"].includes(some.review.grade)) expect(without.kind).not.toBe("pass");
      },
    ),
    { numRuns: 150 },
  );
});
