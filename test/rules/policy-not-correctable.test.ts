import { expect, test } from "vitest";
import { policyNotCorrectable } from "../../lib/rules/policy-not-correctable.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("policy-not-correctable takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("policy-repair");
  expect(
    theFindingOf(policyNotCorrectable, aContext({ controlFiles: [controlFileProblem("policy-repair")] })),
  ).toEqual({
    code: "LH074",
    kind: "policy-not-correctable",
    severity: "error",
    ...problem,
  });
});

test("policy-not-correctable leaves every other respect to its rule", () => {
  const respects = [
    "policy",
    "policy-name",
    "policy-repair",
    "allowed-signers",
    "role-catalogue",
    "acceptance",
    "acceptance-exceeded",
  ] as const;
  const others = respects.filter((of) => of !== "policy-repair").map((of) => controlFileProblem(of));
  expect(findingsOf(policyNotCorrectable, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(6);
});

test("policy-not-correctable leaves an estate alone whose files can be used", () => {
  expect(findingsOf(policyNotCorrectable, aContext())).toEqual([]);
});
