import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { PresentedApproval } from "../../lib/gate/approval.ts";
import { type Decision, decide, type GateInput } from "../../lib/gate/decide.ts";
import { strictest } from "../../lib/gate/demand.ts";
import { DEFAULT_POLICY, type Policy, type PolicyRule, parsePolicy } from "../../lib/gate/policy.ts";
import { GATE_OUTCOMES } from "../../lib/gate/reason.ts";
import { FLAGS, GRADES } from "../../lib/review/grade.ts";
import { guidOf } from "../support/builders.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE } from "../support/sides.ts";
import { anApproval, between, EVERYTHING, EXIT, grantsBetween } from "./gate-inputs.ts";

/*
 * What holds of every decision. The world is small, so that changes, rules and approvals meet each other.
 */

const GRANT = fc.constantFrom<AccessGrant>(
  aGrant(),
  EXIT,
  aGrant({ roleDefinitionId: ROLE.contributor }),
  aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() }),
  aGrant({ principalId: guidOf("b") }),
  aGrant({ roleDefinitionId: ROLE.owner }),
  aGrant({ registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") }),
  aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, scope: `${aGrant().scope}/resourceGroups/x` }),
);
const GRANTS = fc.uniqueArray(GRANT, { maxLength: 4 });
const CHANGE = fc.tuple(GRANTS, GRANTS);

const DEMAND = fc.constantFrom<PolicyRule["demand"]>(
  "allow",
  "allow",
  "deny",
  { approvals: 1 },
  { approvals: 2 },
  { approvals: 1, reason: true },
);
const SUBJECT = fc.oneof(
  fc.record({ grade: fc.subarray([...GRADES], { minLength: 1 }) }),
  fc.record({ flag: fc.subarray([...FLAGS], { minLength: 1 }) }),
  fc.constant({}),
);
const CONCERN = fc.record(
  {
    role: fc.constantFrom<string[]>(["Reader"], ["Contributor", "Reader"], [ROLE.delete], ["No Such Role"]),
    principal: fc.constantFrom<string[]>(["Operators"], [guidOf("b")], ["Nobody"]),
    plan: fc.constant<string[]>(["operations/standard"]),
    customer: fc.constantFrom<string[]>(["fabrikam"], ["other"]),
    tag: fc.constant({ segment: "government" }),
  },
  { requiredKeys: [] },
);
const RULE: fc.Arbitrary<PolicyRule> = fc
  .record({ subject: SUBJECT, concern: fc.oneof(fc.constant({}), CONCERN), demand: DEMAND })
  .map(({ subject, concern, demand }) => ({ when: { ...subject, ...concern }, demand }))
  .filter(({ when }) => Object.keys(when).length > 0);
const RULES = fc
  .tuple(fc.array(RULE, { maxLength: 4 }), fc.boolean())
  .map(([rules, open]) => (open ? [...rules, ...EVERYTHING] : rules))
  .filter((rules) => rules.length > 0);
const policy = (rules: readonly PolicyRule[]): Policy => ({ ...DEFAULT_POLICY, rules: [...rules] });

const APPROVERS = fc.subarray(["alice", "bob", "mallory"]);
const approved = (change: GateInput, approvers: readonly string[]) =>
  decide({ ...change, approvals: approvers.map((approver) => anApproval(change, { approver })) });

const outcome = ({ reasons }: Decision) => {
  const outcomes = new Set(reasons.map(({ kind }) => GATE_OUTCOMES[kind]));
  return outcomes.has("undecided") ? "undecided" : outcomes.has("blocked") ? "blocked" : "pass";
};

test("the generated rules are rules", () => {
  fc.assert(fc.property(RULES, (rules) => parsePolicy({ version: 1, rules }).ok));
});

test("undecided goes before blocked, blocked before pass, and only what has no reason passes", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(CHANGE, RULES, APPROVERS, ([before, after], rules, approvers) => {
      const decision = approved(grantsBetween(before, after, { policy: policy(rules) }), approvers);
      expect(decision.kind).toBe(outcome(decision));
      seen.add(decision.kind);
    }),
    { numRuns: 200 },
  );
  expect([...seen].sort()).toEqual(["blocked", "pass", "undecided"]);
});

test("whatever passes, somebody thought of: its grades and flags are each named by a rule", () => {
  fc.assert(
    fc.property(CHANGE, RULES, ([before, after], rules) => {
      const change = grantsBetween(before, after, { policy: policy(rules) });
      if (approved(change, ["alice", "bob"]).kind !== "pass") return;
      for (const { grade, flags } of change.review.customers.flatMap(({ changes }) => changes)) {
        expect(rules.some(({ when }) => when.grade?.includes(grade))).toBe(true);
        for (const flag of flags) expect(rules.some(({ when }) => when.flag?.includes(flag))).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test("the strictest match wins, whatever the order of the rules", () => {
  fc.assert(
    fc.property(CHANGE, RULES, APPROVERS, fc.nat(), ([before, after], rules, approvers, turn) => {
      const at = turn % rules.length;
      const turned = [...rules.slice(at), ...rules.slice(0, at)].reverse();
      const [one, other] = [rules, turned].map((each) =>
        approved(grantsBetween(before, after, { policy: policy(each) }), approvers),
      );
      expect([other?.kind, other?.demand]).toEqual([one?.kind, one?.demand]);
    }),
    { numRuns: 200 },
  );
});

test("one more rule that denies or demands never lets pass what did not, unless it answers by itself", () => {
  fc.assert(
    fc.property(
      CHANGE,
      RULES,
      CONCERN,
      DEMAND,
      APPROVERS,
      ([before, after], rules, concern, demand, approvers) => {
        if (Object.keys(concern).length === 0) return;
        const more: PolicyRule = { when: concern, demand };
        const without = approved(grantsBetween(before, after, { policy: policy(rules) }), approvers);
        const withIt = approved(
          grantsBetween(before, after, { policy: policy([...rules, more]) }),
          approvers,
        );
        if (without.kind !== "pass") expect(withIt.kind).not.toBe("pass");
      },
    ),
    { numRuns: 200 },
  );
});

test("fewer approvals never help", () => {
  fc.assert(
    fc.property(CHANGE, RULES, APPROVERS, APPROVERS, ([before, after], rules, some, more) => {
      const change = grantsBetween(before, after, { policy: policy(rules) });
      if (approved(change, some).kind === "pass")
        expect(approved(change, [...new Set([...some, ...more])]).kind).toBe("pass");
    }),
    { numRuns: 200 },
  );
});

test("one more grant for a stranger never lets pass what did not: the approvals are void, and nothing is forgotten", () => {
  fc.assert(
    fc.property(CHANGE, RULES, APPROVERS, fc.nat(), ([before, after], rules, approvers, at) => {
      const place = after[at % Math.max(after.length, 1)];
      // on a scope that nothing was delegated on, it would undo an offboarding
      if (place === undefined) return;
      const stranger = { ...place, principalId: guidOf("7"), roleDefinitionId: ROLE.reader };
      const change = grantsBetween(before, after, { policy: policy(rules) });
      const approvals = approvers.map((approver) => anApproval(change, { approver }));
      const more = grantsBetween(before, [...after, stranger], { policy: policy(rules) });
      const decision = decide({ ...more, approvals });
      if (decide({ ...change, approvals }).kind !== "pass") expect(decision.kind).not.toBe("pass");
      expect(decision.approvals.every(({ fault }) => fault !== undefined)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("by the shipped policy nothing that gives access passes without somebody's word", () => {
  fc.assert(
    fc.property(CHANGE, ([before, after]) => {
      const change = grantsBetween(before, after);
      const harmless = ["none", "cosmetic", "narrowing"].includes(change.review.grade);
      const flagged = change.review.flags.length > 0;
      expect(decide(change).kind === "pass").toBe(
        harmless && !flagged && decide(change).reasons.length === 0,
      );
      if (!harmless || flagged) expect(decide(change).kind).not.toBe("pass");
    }),
    { numRuns: 200 },
  );
});

test("the strictest of demands is at least as strict as each, in any order", () => {
  const of = DEMAND.map((demand) =>
    typeof demand === "string"
      ? { kind: demand }
      : { kind: "approvals" as const, approvals: demand.approvals, reason: demand.reason === true },
  );
  fc.assert(
    fc.property(fc.array(of), (demands) => {
      const all = strictest(demands);
      expect(strictest([...demands].reverse())).toEqual(all);
      expect(strictest([...demands, ...demands, all])).toEqual(all);
    }),
  );
});

test("decide() never throws, whatever the change brings", () => {
  const TEXT = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "__proto__", "constructor", "2026-11-23"),
  );
  const APPROVAL: fc.Arbitrary<PresentedApproval> = fc.record({
    path: TEXT,
    document: fc.oneof(
      fc.record({ ok: fc.constant(true as const), value: fc.anything() }),
      fc.record({ ok: fc.constant(false as const), error: TEXT }),
    ),
    onBase: fc.boolean(),
    signature: fc.oneof(
      fc.record({ kind: fc.constant("verified" as const), principals: fc.array(TEXT, { maxLength: 3 }) }),
      fc.record({ kind: fc.constant("invalid" as const), why: TEXT }),
      fc.constant({ kind: "none" as const }),
    ),
  });
  const WEIRD = fc
    .record({
      principalId: TEXT,
      roleDefinitionId: TEXT,
      scope: TEXT,
      principalDisplayName: TEXT,
      managingTenantId: TEXT,
    })
    .map((changes) => aGrant(changes));
  const SIDE = fc
    .uniqueArray(fc.tuple(TEXT, fc.array(fc.oneof(GRANT, WEIRD), { maxLength: 3 })), {
      maxLength: 2,
      selector: ([customer]) => customer,
    })
    .map((customers) => aSide(...customers.map(([customer, grants]) => anAccess(grants, { customer }))));
  const AROUND = fc.record({
    approvals: fc.array(APPROVAL, { maxLength: 3 }),
    author: fc.record({ name: fc.option(TEXT, { nil: undefined }), id: fc.option(TEXT, { nil: undefined }) }),
    reviews: fc.array(fc.record({ name: TEXT, id: TEXT }), { maxLength: 2 }),
    today: TEXT,
    estateSize: fc.oneof(fc.double(), fc.nat()),
    partial: fc.boolean(),
    unexpectedlyEmpty: fc.subarray<"before" | "after">(["before", "after"]),
    allowEmpty: fc.boolean(),
    changePolicyProblems: fc.array(TEXT, { maxLength: 2 }),
    signersKnown: fc.boolean(),
    files: fc.array(fc.record({ path: TEXT, before: fc.option(TEXT, { nil: undefined }), after: TEXT }), {
      maxLength: 2,
    }),
    policy: RULES.map(policy),
  });
  fc.assert(
    fc.property(SIDE, SIDE, AROUND, (before, after, around) => {
      const decision = decide(between(before, after, around));
      expect(decision.kind).toBe(outcome(decision));
      // nobody's approval is for this change
      if (decision.demand.kind === "approvals") expect(decision.kind).not.toBe("pass");
    }),
    { numRuns: 150 },
  );
});
