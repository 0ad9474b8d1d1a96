import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { DEFAULT_POLICY, parsePolicy, policyJsonSchema } from "../../lib/gate/policy.ts";

const rule = { when: { grade: "none" }, demand: "allow" };

test("the shipped policy is one that could stand in a file", () => {
  expect(parsePolicy(DEFAULT_POLICY)).toEqual({ ok: true, value: DEFAULT_POLICY });
});

test("the published JSON Schema takes the shipped policy, and no other property", () => {
  const validate = new Ajv2020().compile(policyJsonSchema());
  expect(validate(DEFAULT_POLICY)).toBe(true);
  expect(validate({ version: 1, rules: [rule] })).toBe(true);
  expect(validate({ version: 1, rules: [{ ...rule, unless: {} }] })).toBe(false);
});

test.each<[string, object]>([
  [
    "two subjects, of which no subject is both",
    { when: { grade: "broadening", flag: "onboarding" }, demand: "deny" },
  ],
  ["a path and a customer", { when: { tooling: "lib/*", customer: "fabrikam" }, demand: "deny" }],
  ["breadth and a tag", { when: { breadth: 0.1, tag: { a: "b" } }, demand: "deny" }],
  ["more than all customers", { when: { breadth: 1 }, demand: "deny" }],
  ["no approval, but a reason", { when: { grade: "mixed" }, demand: { approvals: 0, reason: true } }],
  ["an unknown grade", { when: { grade: "harmless" }, demand: "allow" }],
  ["an empty list, which would hold nobody", { when: { role: [] }, demand: "deny" }],
  ["nothing", { when: {}, demand: "deny" }],
])("parsePolicy() refuses a rule on %s: it would look strict and never match", (_, wrong) => {
  expect(parsePolicy({ version: 1, rules: [rule, wrong] })).toMatchObject({ ok: false });
});

test("parsePolicy() refuses a rule on no tags, which every customer has: it would cover all of them", () => {
  const when = (tag: object) => ({ version: 1, rules: [rule, { when: { tag }, demand: "allow" }] });
  const parsed = parsePolicy(when({}));
  expect(JSON.stringify(parsed)).toContain("name one, or leave tag out");
  expect(parsed.ok).toBe(false);
  expect(parsePolicy(when({ segment: "government" })).ok).toBe(true);
  const validate = new Ajv2020().compile(policyJsonSchema());
  expect(validate(when({}))).toBe(false);
  expect(validate(when({ segment: "government" }))).toBe(true);
});

test("parsePolicy() tells every problem, each with its place", () => {
  const parsed = parsePolicy({
    version: 1,
    rules: [rule, { when: { breadth: 2 }, demand: "allow" }],
    guardrails: { eligible: { maximumActivationDuration: "4h" } },
  });
  expect(parsed.ok ? [] : parsed.error).toMatchObject([
    { path: ["rules", 1, "when", "breadth"], received: "2", allowed: "less than 1" },
    {
      path: ["guardrails", "eligible", "maximumActivationDuration"],
      allowed: "an ISO 8601 duration in hours and minutes, such as PT4H",
    },
  ]);
});

test.each<[string, object]>([
  ["guardrails", { guardrails: { noStanding: ["Contributor"] } }],
  ["unsigned approvals", { unsignedApprovals: { platformEnforcesCodeowners: true } }],
  ["the file", { rule: [] }],
])("parsePolicy() refuses what it does not know in %s: a misspelt guardrail holds nobody", (_, more) => {
  expect(parsePolicy({ version: 1, rules: [rule], ...more })).toMatchObject({ ok: false });
});

test.each<[string, object, (string | number)[], string, string]>([
  [
    "a grade",
    { when: { grade: "narowing" } },
    ["when", "grade"],
    "is not valid",
    'did you mean "narrowing"?',
  ],
  [
    "a grade of several",
    { when: { grade: ["none", "narowing"] } },
    ["when", "grade", 1],
    "is not valid",
    'did you mean "narrowing"?',
  ],
  ["a flag", { when: { flag: "lockout" } }, ["when", "flag"], "is not valid", 'did you mean "lock-out"?'],
  [
    "a condition",
    { when: { grades: "none" } },
    ["when", "grades"],
    "is not a known property",
    "did you mean `grade`?",
  ],
  [
    "a demand",
    { when: { grade: "none" }, demand: "Allow" },
    ["demand"],
    "is not valid",
    'did you mean "allow"?',
  ],
  [
    "a demand of approvals",
    { when: { grade: "none" }, demand: { aprovals: 1 } },
    ["demand", "aprovals"],
    "is not a known property",
    "did you mean `approvals`?",
  ],
  ["a rule of nothing", { when: {} }, ["when"], "has no condition", "write at least one condition"],
])("parsePolicy() says what to write: %s", (_, wrong, path, problem, fix) => {
  const parsed = parsePolicy({ version: 1, rules: [{ demand: "deny", ...wrong }] });
  expect(parsed.ok ? [] : parsed.error).toMatchObject([{ path: ["rules", 0, ...path], problem, fix }]);
});
