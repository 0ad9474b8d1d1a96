import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/rules.ts";
import { unusableWaves } from "../../lib/rules/unusable-waves.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unusable-waves takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("waves");
  expect(theFindingOf(unusableWaves, aContext({ controlFiles: [controlFileProblem("waves")] }))).toEqual({
    code: "LH092",
    kind: "unusable-waves",
    severity: "error",
    ...problem,
  });
});

test("unusable-waves leaves every other respect to its rule", () => {
  const others = (["policy", "policy-name", "allowed-signers", "role-catalogue", "acceptance"] as const).map(
    (of) => controlFileProblem(of),
  );
  expect(findingsOf(unusableWaves, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(5);
});

test("unusable-waves leaves an estate alone whose file can be used", () => {
  expect(findingsOf(unusableWaves, aContext())).toEqual([]);
});
