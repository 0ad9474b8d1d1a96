import { expect, test } from "vitest";
import { policyNameUnknown } from "../../lib/rules/policy-name-unknown.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("policy-name-unknown takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("policy-name");
  expect(
    theFindingOf(policyNameUnknown, aContext({ controlFiles: [controlFileProblem("policy-name")] })),
  ).toEqual({
    code: "LH073",
    kind: "policy-name-unknown",
    severity: "error",
    ...problem,
  });
});

test("policy-name-unknown leaves every other respect to its rule", () => {
  const respects = [
    "policy",
    "policy-name",
    "policy-repair",
    "allowed-signers",
    "role-catalogue",
    "acceptance",
    "acceptance-exceeded",
  ] as const;
  const others = respects.filter((of) => of !== "policy-name").map((of) => controlFileProblem(of));
  expect(findingsOf(policyNameUnknown, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(6);
});

test("policy-name-unknown leaves an estate alone whose files can be used", () => {
  expect(findingsOf(policyNameUnknown, aContext())).toEqual([]);
});
