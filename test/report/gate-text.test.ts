import { expect, test } from "vitest";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { type Decision, decide, type GateInput } from "../../lib/gate/decide.ts";
import { markdownDecision, terminalDecision } from "../../lib/report/gate-report.ts";
import { describeDecision, type GateContext } from "../../lib/report/gate-text.ts";
import { anApproval, between, broader, CONTRIBUTOR, EXIT, policyOf } from "../gate/gate-inputs.ts";
import { aGrant, anAccess, aSide } from "../support/sides.ts";

/** What is reported of the compared sides. */
function reported({ review, directory }: GateInput): Pick<GateContext, "review" | "report"> {
  const nowhere = () => undefined;
  const called = { before: "base.out", after: "cdktf.out" };
  return { review, report: { directory, called, sourceOf: nowhere, sourceOfPlan: nowhere } };
}

/** The decision in words, its reasons as a terminal indents them. */
function described(input: GateInput) {
  const decision = describeDecision(decide(input), {
    directory: input.directory,
    policy: "base",
    rules: input.policy.rules,
    file: { name: "x.yaml", path: "approvals/x.yaml", text: "version: 1\n", sign: "ssh-keygen" },
    ...reported(input),
  });
  const reasons = decision.reasons.flatMap(({ text, particulars }) => [
    text,
    ...particulars.map((line) => `    ${line}`),
  ]);
  return { ...decision, reasons };
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
  expect(described(broader())).toMatchObject({
    reasons: [
      "Approvals are missing. Approve with keeper approve, or add the signed approval file of this change.",
      "    needed: 1 approval; counted: 0",
      "    rule 2 requires 1 approval: BROADENING (Contributor): customer fabrikam",
    ],
    remedy: {
      add: "to approve, run keeper approve with your key, or add approvals/x.yaml with your name and reason",
      sign: "ssh-keygen",
    },
  });
});

test("what is alike of many customers is told once, and the rule's why with it", () => {
  const policy = policyOf([
    REST,
    { when: { grade: "broadening" }, demand: { approvals: 1, reason: true }, why: "somebody gains" },
    { when: { breadth: 0.1 }, demand: { approvals: 2 }, why: "many at once" },
  ]);
  expect(described(broaderAt(8, { policy })).reasons.slice(1)).toEqual([
    "    needed: 2 approvals with a reason; counted: 0",
    "    rule 2 requires 1 approval with a reason (somebody gains): BROADENING (Contributor): 8 customers: c0, c1, c2, c3, c4 and 3 more",
    "    rule 3 requires 2 approvals (many at once): 8 of 30 customers change",
  ]);
});

test("rules that ask for less than is asked for are not to blame", () => {
  const input = broaderAt(8);
  const reasons = described({ ...input, approvals: [anApproval(input)] }).reasons.join("\n");
  expect(reasons).toContain("needed: 2 approvals; counted: 1");
  expect(reasons).toContain("rule 6 requires 2 approvals (it touches many customers at once)");
  expect(reasons).not.toContain("rule 2");
});

test("what is denied names its rule; what nothing answers for is told once for all customers", () => {
  const denied = policyOf([REST, { when: { grade: "broadening" }, demand: "deny", why: "not this year" }]);
  expect(described(broaderAt(3, { policy: denied })).reasons.slice(1)).toEqual([
    "    rule 2 denies (not this year): BROADENING (Contributor): 3 customers: c0, c1, c2",
  ]);
  const silent = policyOf([REST]);
  expect(described(broaderAt(3, { policy: silent })).reasons.slice(1)).toEqual([
    "    BROADENING (Contributor): 3 customers: c0, c1, c2",
  ]);
});

/* Row 16 of the threat model: the gate's text does not show the access that it asks approval for. */

test("row 16: a decision begins with the access that it is about", () => {
  const { terminal, markdown } = shown(broaderAt(8));
  const [first, second, third, fourth] = terminal.split("\n");
  expect(first).toBe("BROADENING: more access at 8 customers");
  expect(second).toBe("base.out -> cdktf.out: 8 customers compared, 8 changed");
  expect(third).toMatch(/^ {2}\+ .*Reader -> Contributor on 8 subscriptions of 8 customers \(standing\)$/);
  expect(fourth).toMatch(/^ {6}can now change resources of every kind, except access; /);
  expect(terminal.indexOf("BLOCKED")).toBeGreaterThan(terminal.indexOf("Contributor"));
  expect(markdown.indexOf("**The decision**")).toBeGreaterThan(markdown.indexOf("Contributor"));
});

test("the beginning of a review is short, however much changes", () => {
  const files = Array.from({ length: 40 }, (_, index) => `role-${index}`);
  const names = files.map((after, index) => ({
    roleDefinitionId: `${index}`,
    before: "x".repeat(9_000),
    after,
    formerly: [],
  }));
  const input = broader();
  const { terminal } = shown({ ...input, review: { ...input.review, renamedRoles: names } });
  expect(terminal.slice(0, terminal.indexOf("BLOCKED")).length).toBeLessThan(4_000);
});

test("many files that ask for a word are counted, not listed", () => {
  const files = Array.from({ length: 9 }, (_, index) => ({
    path: `lib/${index}.ts`,
    before: undefined,
    after: `${index}`,
  }));
  const side = aSide(anAccess([aGrant(), EXIT]));
  expect(described(between(side, side, { files })).reasons.slice(2)).toEqual([
    "    rule 4 requires 1 approval: lib/0.ts; lib/1.ts; lib/2.ts; lib/3.ts; lib/4.ts and 4 more",
  ]);
});

test("a pass has nothing to say", () => {
  const side = aSide(anAccess([aGrant(), EXIT]));
  expect(described(between(side, side))).toMatchObject({ reasons: [], approvals: [], remedy: undefined });
});

/** A decision as both forms that people read say it, with its real approval file. */
function shown(input: GateInput) {
  const decision = decide(input);
  const file = approvalFile(decision.digest, input.today);
  const context: GateContext = {
    directory: input.directory,
    policy: "base",
    rules: input.policy.rules,
    file,
    ...reported(input),
  };
  const as = (render: (decision: Decision, context: GateContext) => string) => render(decision, context);
  return { file, terminal: as(terminalDecision), markdown: as(markdownDecision) };
}

test("the file to add and the command that signs it stand in blocks of their own in a comment", () => {
  const { file, markdown, terminal } = shown(broader());
  expect(markdown).toContain(`\n\n\`\`\`yaml\n${file.text}\`\`\`\n`);
  expect(markdown).toContain(`\n\n\`\`\`sh\n${file.sign}\n\`\`\`\n`);
  expect(markdown.split("ssh-keygen")).toHaveLength(2);
  expect(terminal).toContain(`with your name and reason, then run: ${file.sign}\n\n${file.text}\n`);
});

test("a file of a fleet is not shown, but where to get it is", () => {
  const { file, markdown, terminal } = shown(broaderAt(400, { estateSize: 400 }));
  for (const text of [markdown, terminal.replaceAll("\n", " ")]) {
    expect(text).toMatch(
      /the approval file is too long to show here: keeper gate writes it with --approval-file/,
    );
    expect(text).toMatch(/approval\.yaml in the artifact access-review/);
    expect(text).not.toContain("version: 1");
    expect(text).toContain(file.sign);
  }
  expect(markdown.length).toBeLessThan(5_000);
});

test("a path cannot end the block that an approval file stands in", () => {
  const files = [{ path: "lib/```.ts", before: undefined, after: "1" }];
  const side = aSide(anAccess([aGrant(), EXIT]));
  const { file, markdown } = shown(between(side, side, { files }));
  expect(markdown).toContain(`\n\`\`\`\`yaml\n${file.text}\`\`\`\`\n`);
});
