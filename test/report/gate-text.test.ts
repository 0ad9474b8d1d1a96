import { expect, test } from "vitest";
import { decide, type GateInput } from "../../lib/gate/decide.ts";
import { type ToldDecision, tellDecision } from "../../lib/report/gate-text.ts";
import { anApproval, between, broader, CONTRIBUTOR, EXIT, policyOf } from "../gate/gate-inputs.ts";
import { aGrant, anAccess, aSide } from "../support/sides.ts";

function told(input: GateInput): ToldDecision {
  return tellDecision(decide(input), {
    labels: input.labels,
    policy: "a policy",
    rules: input.policy.rules,
    file: { path: "approvals/x.yaml", text: "version: 1\n", sign: "ssh-keygen" },
  });
}

/** Reader goes, which Contributor includes. */
const REST = { when: { grade: "none" }, demand: "allow" };

/** Reader becomes Contributor at so many customers. */
function broaderAt(customers: number, changes: Partial<GateInput> = {}): GateInput {
  const side = (grant: typeof CONTRIBUTOR) =>
    aSide(
      ...Array.from({ length: customers }, (_, index) => anAccess([grant, EXIT], { customer: `c${index}` })),
    );
  return between(side(aGrant()), side(CONTRIBUTOR), changes);
}

test("a blocked change says which rule asks for how many approvals, of what, and at whom", () => {
  expect(told(broader())).toMatchObject({
    reasons: [
      "Approvals are missing. Add the approval file that is shown, signed.",
      "    needed: 1 approval; counted: 0",
      "    rule 2 asks for 1 approval: BROADENING (Contributor): customer fabrikam",
    ],
    remedy: [expect.stringContaining("add approvals/x.yaml")],
  });
});

test("what is alike of many customers is told once, and the rule's why with it", () => {
  const policy = policyOf([
    REST,
    { when: { grade: "broadening" }, demand: { approvals: 1, reason: true }, why: "somebody gains" },
    { when: { breadth: 0.1 }, demand: { approvals: 2 }, why: "many at once" },
  ]);
  expect(told(broaderAt(8, { policy })).reasons.slice(1)).toEqual([
    "    needed: 2 approvals with a reason; counted: 0",
    "    rule 2 asks for 1 approval with a reason (somebody gains): BROADENING (Contributor): 8 customers: c0, c1, c2, c3, c4 and 3 more",
    "    rule 3 asks for 2 approvals (many at once): 8 of 30 customers change",
  ]);
});

test("rules that ask for less than is asked for are not to blame", () => {
  const input = broaderAt(8);
  const reasons = told({ ...input, approvals: [anApproval(input)] }).reasons.join("\n");
  expect(reasons).toContain("needed: 2 approvals; counted: 1");
  expect(reasons).toContain("rule 6 asks for 2 approvals (it touches many customers at once)");
  expect(reasons).not.toContain("rule 2");
});

test("what is denied names its rule; what nothing answers for is told once for all customers", () => {
  const denied = policyOf([REST, { when: { grade: "broadening" }, demand: "deny", why: "not this year" }]);
  expect(told(broaderAt(3, { policy: denied })).reasons.slice(1)).toEqual([
    "    rule 2 denies (not this year): BROADENING (Contributor): 3 customers: c0, c1, c2",
  ]);
  const silent = policyOf([REST]);
  expect(told(broaderAt(3, { policy: silent })).reasons.slice(1)).toEqual([
    "    BROADENING (Contributor): 3 customers: c0, c1, c2",
  ]);
});

test("many files that ask for a word are counted, not listed", () => {
  const files = Array.from({ length: 9 }, (_, index) => ({
    path: `lib/${index}.ts`,
    before: undefined,
    after: `${index}`,
  }));
  const side = aSide(anAccess([aGrant(), EXIT]));
  expect(told(between(side, side, { files })).reasons.slice(2)).toEqual([
    "    rule 4 asks for 1 approval: lib/0.ts; lib/1.ts; lib/2.ts; lib/3.ts; lib/4.ts and 4 more",
  ]);
});

test("a pass has nothing to say", () => {
  const side = aSide(anAccess([aGrant(), EXIT]));
  expect(told(between(side, side))).toMatchObject({ reasons: [], approvals: [], remedy: [] });
});
