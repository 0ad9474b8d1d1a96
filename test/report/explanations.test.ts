import { expect, test } from "vitest";
import { explanationText } from "../../lib/report/explanation-text.ts";
import { explanations, findExplanations } from "../../lib/report/explanations.ts";
import { GATE_REASON_WORDS } from "../../lib/report/gate-wording.ts";
import { RULES } from "../../lib/rules/rules.ts";

const all = explanations(RULES);

test("every rule is explained by its code and its name, every reason of the gate by its kind", () => {
  for (const { code, kind } of RULES) {
    for (const words of [code, kind, code.toLowerCase()])
      expect(findExplanations(words, all).found[0]?.names[0]).toBe(code);
  }
  for (const kind of Object.keys(GATE_REASON_WORDS))
    expect(findExplanations(kind, all).found.at(-1)?.names[0]).toBe(kind);
});

test("a name of a rule that is a reason of the gate too gets both explanations", () => {
  const { found } = findExplanations("role-unknown", all);
  expect(found.map(({ names }) => names[0])).toEqual(["LH002", "role-unknown"]);
  expect(explanationText(found, 80).split("\n\n").length).toBeGreaterThan(6);
});

test("grades and flags are explained as reports print them", () => {
  expect(findExplanations("BROADENING", all).found[0]?.summary).toBe(
    "A grade of a change: grants access, revokes none.",
  );
  expect(findExplanations("lock-out", all).found).toHaveLength(1);
});

test("a name that nothing has gets the most similar one, and none where none is similar", () => {
  expect(findExplanations("LH0255", all)).toMatchObject({
    found: [],
    similar: expect.stringMatching(/^LH02/),
  });
  expect(findExplanations("no-exit-pth", all).similar).toBe("no-exit-path");
  expect(findExplanations("zzzzzzzzzz", all).similar).toBeUndefined();
});

test("an explanation fits 80 columns", () => {
  for (const each of all) {
    const lines = explanationText([each], 80).split("\n");
    // a command or address that is longer stays whole, so that it can be copied
    expect(lines.filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  }
});

test("explanationText() prints names, summary and headed paragraphs", () => {
  const [rule] = findExplanations("LH025", all).found;
  expect(explanationText(rule === undefined ? [] : [rule], 80)).toBe(`LH025 no-exit-path
  Every plan version lets the provider remove the delegation. Severity: warning.

What it is
  No standing authorization of a plan version names the Managed Services
  Registration assignment Delete Role; at most an eligible one does.

Why it hurts
  Only the customer tenant can remove the delegation. When the contract ends, or
  a principal of the managing tenant is compromised, the provider cannot remove
  the access itself. If the role is only eligible, removal needs an activation
  and perhaps an approval first.

How to fix it
  Add an authorization for the Managed Services Registration assignment Delete
  Role, to a group with few members.

When to accept it
  When it is agreed that the customer alone ends the delegation.

Where it comes from
  Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (best
  practices); Remove access to a delegation; that the role should be standing is
  inference.
`);
});
