import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { AccessSide, CustomerAccess } from "../../lib/access/access-side.ts";
import type { ApprovalFault, PresentedApproval } from "../../lib/gate/approval.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { decide, type GateInput } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { DEFAULT_POLICY, type Policy, parsePolicy } from "../../lib/gate/policy.ts";
import { GATE_OUTCOMES, type GateReasonKind } from "../../lib/gate/reason.ts";
import { APPROVAL_FAULT_WORDS } from "../../lib/report/gate-wording.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION, onRequest, ROLE } from "../support/sides.ts";
import {
  acceptingFacts,
  anApproval,
  between,
  broader,
  CONTRIBUTOR,
  deviating,
  EVERYTHING,
  EXIT,
  grantsBetween,
  kindsOf,
  named,
  policyOf,
  seen,
} from "./gate-inputs.ts";

const catalogue = sampleCatalogue();
const eligible = (changes: object) =>
  aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest(changes) });
const everything = policyOf(EVERYTHING);
const guarded = (guardrails: Policy["guardrails"]): Policy => ({ ...everything, guardrails });

const withApprovals = (change: GateInput, ...approvals: readonly PresentedApproval[]) =>
  decide({ ...change, approvals });

const REASONS: Readonly<Record<GateReasonKind, GateInput>> = {
  "nothing-compared": between(aSide(), aSide()),
  "side-empty": between(aSide(anAccess([aGrant(), EXIT])), aSide(), { unexpectedlyEmpty: ["after"] }),
  "policy-broken": broader({ changePolicyProblems: ["rules: says nothing"] }),
  "subject-unanswered": broader({ policy: policyOf([{ when: { grade: ["narrowing"] }, demand: "allow" }]) }),
  "role-unknown": grantsBetween([EXIT], [EXIT, aGrant({ roleDefinitionId: guidOf("f") })], {
    policy: everything,
  }),
  "principal-type-unknown": grantsBetween([EXIT], [EXIT, aGrant({ principalId: guidOf("c") })], {
    policy: guarded({ groupsOnly: true }),
  }),
  "policy-name-unknown": broader({ policy: guarded({ noStandingOnSubscription: ["Contributer"] }) }),
  "author-unknown": broader({ author: named(undefined) }),
  "day-unknown": broader({ today: "" }),
  "deviation-past-its-day": broader({ facts: deviating("2026-11-22") }),
  "deviation-seen-otherwise": broader({ facts: deviating("2027-11-22"), seenDeviations: seen("otherwise") }),
  "deviation-not-read": broader({ facts: deviating("2027-11-22"), seenDeviations: seen("not-read") }),
  "estate-size-unknown": broader({ estateSize: Number.NaN }),
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
  denied: grantsBetween([aGrant(), EXIT], [aGrant(), EXIT, aGrant({ roleDefinitionId: ROLE.owner })]),
  "guardrail-broken": broader({ policy: guarded({ noStandingOnSubscription: ["Contributor"] }) }),
  "acceptance-missing": broader({ facts: acceptingFacts() }),
  "record-taken-back": broader({
    takenBack: [{ how: "changed", source: "operations/standard@1.0.0" }],
  }),
  "approvals-missing": broader(),
};

test.each(Object.entries(REASONS) as [GateReasonKind, GateInput][])(
  "decide() ends in %s where it must",
  (kind, change) => {
    const decision = decide(change);
    expect(kindsOf(decision)).toContain(kind);
    const worst = decision.reasons.some(({ kind: each }) => GATE_OUTCOMES[each] === "undecided")
      ? "undecided"
      : "blocked";
    expect(decision.kind).toBe(worst);
    if (GATE_OUTCOMES[kind] === "undecided") expect(decision.kind).toBe("undecided");
  },
);

test.each<[string, GateInput]>([
  ["a change of nothing", grantsBetween([aGrant(), EXIT], [aGrant(), EXIT])],
  ["a narrowing", grantsBetween([CONTRIBUTOR, EXIT], [aGrant(), EXIT])],
  [
    "another display name",
    grantsBetween([aGrant(), EXIT], [aGrant({ principalDisplayName: "Others" }), EXIT]),
  ],
  ["two empty sides that are meant", between(aSide(), aSide(), { allowEmpty: true })],
])("decide() passes %s by the shipped policy", (_, change) => {
  expect(decide(change)).toMatchObject({ kind: "pass", reasons: [] });
});

const many = (count: number, grant: AccessGrant) =>
  aSide(
    ...Array.from(
      { length: count },
      (_, index): CustomerAccess => ({ ...anAccess([grant, EXIT]), customer: `customer-${index}` }),
    ),
  );

test.each<[string, GateInput, { approvals: number; reason: boolean }]>([
  ["a broadening", broader(), { approvals: 1, reason: false }],
  ["an onboarding", between(aSide(), aSide(anAccess([aGrant(), EXIT]))), { approvals: 1, reason: false }],
  [
    "a tooling file",
    grantsBetween([EXIT], [EXIT], { files: [{ path: "lib/x.ts", before: "1", after: "2" }] }),
    { approvals: 1, reason: false },
  ],
  [
    "roles to hand out",
    grantsBetween(
      [EXIT],
      [
        EXIT,
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
    between(many(5, CONTRIBUTOR), many(5, aGrant())),
    { approvals: 2, reason: false },
  ],
  [
    "a tenth of the customers",
    between(many(3, aGrant()), many(3, CONTRIBUTOR)),
    { approvals: 1, reason: false },
  ],
  ["a lock-out", grantsBetween([aGrant(), EXIT], [aGrant()]), { approvals: 1, reason: true }],
  ["an offboarding", grantsBetween([aGrant(), EXIT], []), { approvals: 1, reason: true }],
  [
    "a customer that vanished",
    between(aSide(anAccess([aGrant(), EXIT])), aSide()),
    { approvals: 1, reason: true },
  ],
])("decide() demands what the shipped policy demands for %s", (_, change, demand) => {
  expect(decide(change).demand).toEqual({ kind: "approvals", ...demand });
});

test("decide() passes a change with its approvals, and an approval does not outlive one more grant", () => {
  const change = broader();
  expect(withApprovals(change, anApproval(change))).toMatchObject({ kind: "pass" });
  const more = grantsBetween([aGrant(), EXIT], [CONTRIBUTOR, EXIT, aGrant({ principalId: guidOf("b") })]);
  expect(withApprovals(more, anApproval(change))).toMatchObject({
    kind: "blocked",
    approvals: [{ fault: "other-change" }],
  });
});

const change = broader();
const review = (name: string, id: string) => ({ name, id });
const FAULTS: Readonly<Record<ApprovalFault, PresentedApproval>> = {
  malformed: anApproval(change, {}, { document: { ok: false, error: "is not YAML" } }),
  "on-base": anApproval(change, {}, { onBase: true }),
  "too-large": anApproval(change, {}, { document: undefined, unread: "too-large" }),
  "too-many": anApproval(change, {}, { document: undefined, unread: "too-many" }),
  "other-change": anApproval(grantsBetween([EXIT], [EXIT, aGrant()])),
  "digest-mismatch": anApproval(change, { parts: {} }),
  "day-unknown": anApproval(change),
  expired: anApproval(change, { until: "2026-11-22" }),
  "too-long": anApproval(change, { until: "2026-12-24" }),
  "signature-invalid": anApproval(change, {}, { signature: { kind: "invalid", why: "no" } }),
  "signer-mismatch": anApproval(change, {}, { signature: { kind: "verified", principals: ["bob"] } }),
  unsigned: anApproval(change, {}, { signature: { kind: "none" } }),
  "unsigned-again": anApproval(change, { approver: "bob" }, { signature: { kind: "none" } }),
  "not-reviewed": anApproval(change, {}, { signature: { kind: "none" } }),
  "by-machine": anApproval(change, { approver: "deployer[bot]" }),
  "by-author": anApproval(change, { approver: "Mallory" }),
  repeated: anApproval(change),
  "without-reason": anApproval(grantsBetween([aGrant(), EXIT], [aGrant()]), { reason: " " }),
};

test.each(Object.entries(FAULTS) as [ApprovalFault, PresentedApproval][])(
  "an approval with the fault %s does not count",
  (fault, presented) => {
    const more =
      fault === "unsigned-again" || fault === "not-reviewed"
        ? { unsignedApprovals: { platformEnforcesCodeOwners: true } }
        : {};
    const rules = [...DEFAULT_POLICY.rules, { when: { grade: ["broadening"] }, demand: { approvals: 3 } }];
    const about =
      fault === "without-reason"
        ? grantsBetween([aGrant(), EXIT], [aGrant()])
        : broader({ policy: policyOf(rules, more) });
    const others: Partial<Record<ApprovalFault, PresentedApproval>> = {
      repeated: { ...presented, path: "approvals/again.yaml" },
      "unsigned-again": anApproval(change, {}, { signature: { kind: "none" } }),
    };
    const approvals = [others[fault] ?? [], presented].flat();
    const today = fault === "day-unknown" ? "today" : about.today;
    const reviews = fault === "unsigned-again" ? [review("alice", "1"), review("bob", "2")] : [];
    const decision = withApprovals({ ...about, today, reviews }, ...approvals);
    expect(decision.approvals.map((each) => each.fault)).toContain(fault);
    expect(decision.kind).not.toBe("pass");
    expect(APPROVAL_FAULT_WORDS[fault]).not.toBe("");
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
    expect(withApprovals(change, anApproval(change, { until })).kind, until).toBe(kind);
  }
});

test("one unsigned approval counts where the platform enforces code owners' review, not a second one", () => {
  const lenient = { ...DEFAULT_POLICY, unsignedApprovals: { platformEnforcesCodeOwners: true } };
  const unsigned = (name: string) => anApproval(change, { approver: name }, { signature: { kind: "none" } });
  const reviewed = { ...change, reviews: [review("alice", "1"), review("bob", "2")] };
  expect(decide({ ...reviewed, policy: lenient, approvals: [unsigned("alice")] }).kind).toBe("pass");
  const two = {
    ...lenient,
    rules: [...lenient.rules, { when: { grade: ["broadening" as const] }, demand: { approvals: 2 } }],
  };
  expect(decide({ ...reviewed, policy: two, approvals: [unsigned("alice"), unsigned("bob")] }).kind).toBe(
    "blocked",
  );
  expect(
    decide({
      ...reviewed,
      policy: two,
      approvals: [unsigned("alice"), anApproval(change, { approver: "bob" })],
    }).kind,
  ).toBe("pass");
});

test("the author approves under none of his names", () => {
  const mapped = { ...DEFAULT_POLICY, identities: { Mallory: ["mallory@example.com"] } };
  const own = anApproval(change, { approver: "mallory@example.com" });
  expect(decide({ ...change, policy: mapped, approvals: [own] }).kind).toBe("blocked");
});

test("one customer's plan passes as a part of what was approved, a whole change does not", () => {
  const two = (grant: AccessGrant) =>
    aSide(
      { ...anAccess([grant, EXIT]), customer: "adatum" },
      {
        ...anAccess([
          { ...grant, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
          { ...EXIT, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
        ]),
        customer: "fabrikam",
      },
    );
  const whole = between(two(aGrant()), two(CONTRIBUTOR));
  const approvals = [anApproval(whole)];
  const onePlan = (customer: string, after: AccessSide) => {
    const only = (side: AccessSide): AccessSide => ({
      ...side,
      customers: side.customers.filter((each) => each.customer === customer),
    });
    return between(only(two(aGrant())), only(after), { approvals });
  };
  expect(decide({ ...onePlan("fabrikam", two(CONTRIBUTOR)), partial: true }).kind).toBe("pass");
  expect(decide({ ...onePlan("fabrikam", two(CONTRIBUTOR)), partial: false }).kind).toBe("blocked");
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
    [CONTRIBUTOR],
    { noStandingOnSubscription: ["Contributor"] },
    true,
  ],
  [
    "standing Contributor on a resource group",
    [{ ...CONTRIBUTOR, scope: `${CONTRIBUTOR.scope}/resourceGroups/x` }],
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
  ["a group", [CONTRIBUTOR], { groupsOnly: true }, false],
  ["a person", [aGrant({ principalId: guidOf("b") })], { groupsOnly: true }, true],
])("the guardrails and %s", (_, grants, guardrails, broken) => {
  const decision = decide(grantsBetween([EXIT], [EXIT, ...grants], { policy: guarded(guardrails) }));
  expect(kindsOf(decision)).toEqual(broken ? ["guardrail-broken"] : []);
});

test("the guardrails leave alone what was so before, and ask for the Delete role where a delegation changes", () => {
  const guardrails = guarded({ noStandingOnSubscription: ["Contributor"], keepDeleteRole: true });
  const reader = aGrant({ principalId: guidOf("b") });
  expect(
    decide(grantsBetween([CONTRIBUTOR, EXIT, reader], [CONTRIBUTOR, EXIT], { policy: guardrails })).kind,
  ).toBe("pass");
  expect(kindsOf(decide(grantsBetween([EXIT], [aGrant()], { policy: guardrails })))).toEqual([
    "guardrail-broken",
  ]);
  expect(kindsOf(decide(grantsBetween([aGrant()], [aGrant()], { policy: guardrails })))).toEqual([]);
});

test("the strictest rule wins, in whatever order; rules that only narrow down never let anything pass", () => {
  const strict = { when: { customer: ["fabrikam"] }, demand: "deny" as const };
  const government = { when: { tag: { segment: "government" } }, demand: { approvals: 3 } };
  for (const rules of [
    [strict, government, ...EVERYTHING],
    [...EVERYTHING, government, strict],
  ])
    expect(decide(broader({ policy: policyOf(rules) })).kind).toBe("blocked");
  expect(decide(broader({ policy: policyOf([government, ...EVERYTHING]) })).demand).toMatchObject({
    approvals: 3,
  });
  const only = policyOf([{ when: { customer: ["fabrikam"] }, demand: "allow" }]);
  expect(kindsOf(decide(broader({ policy: only })))).toEqual(["subject-unanswered"]);
  const grades = policyOf([{ when: { grade: ["none", "narrowing"] }, demand: "allow" }]);
  expect(kindsOf(decide(grantsBetween([aGrant(), EXIT], [aGrant()], { policy: grades })))).toEqual([
    "subject-unanswered",
  ]);
});

test("an onboarding is on an unchanged plan version only where base grants the very same under that name", () => {
  const rules = [
    ...EVERYTHING,
    { when: { flag: ["onboarding" as const], planVersion: "new" as const }, demand: "deny" as const },
  ];
  const second = (grant: AccessGrant) => ({
    ...anAccess([
      { ...grant, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
      { ...EXIT, scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
    ]),
    customer: "new-customer",
  });
  const first = anAccess([aGrant(), EXIT]);
  const onboard = (grant: AccessGrant) =>
    decide(between(aSide(first), aSide(first, second(grant)), { policy: policyOf(rules) })).kind;
  expect(onboard(aGrant())).toBe("pass");
  expect(onboard(CONTRIBUTOR)).toBe("blocked");
});

test("the digest is of what happens: not of the order, of where it was read, or of anything else", () => {
  const digest = (each: GateInput) => digestOf(each.review, each.files, catalogue);
  const shuffled = grantsBetween([EXIT, aGrant()], [EXIT, CONTRIBUTOR]);
  expect(digest(shuffled)).toEqual(digest(broader()));
  expect(
    digest(grantsBetween([aGrant(), EXIT], [CONTRIBUTOR, EXIT, aGrant({ principalId: guidOf("b") })])).change,
  ).not.toBe(digest(broader()).change);
  const [role, ...roles] = catalogue.roles;
  const other = { ...catalogue, roles: role === undefined ? [] : [...roles, { ...role, name: "Other" }] };
  expect(digestOf(broader().review, [], other).change).not.toBe(digest(broader()).change);
});

test("the shown approval file is one that counts when filled in", () => {
  const digest = digestOf(change.review, change.files, catalogue);
  const { text, path, sign } = approvalFile(digest, "2026-11-23");
  const filled = text.replace("<your name in allowed_signers>", "alice").replace("<why>", "agreed");
  const presented = anApproval(change, {}, { document: { ok: true, value: parse(filled) } });
  expect(withApprovals(change, presented).kind).toBe("pass");
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
    EXIT,
    CONTRIBUTOR,
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
      fc.constantFrom(named("mallory"), named(undefined)),
      fc.constantFrom("alice", "bob", "mallory"),
      (a, b, author, approver) => {
        const some = grantsBetween(a, b, { author });
        const without = decide(some);
        const approved = withApprovals(some, anApproval(some, { approver }));
        expect(rank[approved.kind]).toBeGreaterThanOrEqual(rank[without.kind]);
        const outcomes = new Set(without.reasons.map(({ kind }) => GATE_OUTCOMES[kind]));
        expect(without.kind).toBe(
          outcomes.has("undecided") ? "undecided" : outcomes.has("blocked") ? "blocked" : "pass",
        );
        if (["broadening", "mixed"].includes(some.review.grade)) expect(without.kind).not.toBe("pass");
      },
    ),
    { numRuns: 150 },
  );
});
