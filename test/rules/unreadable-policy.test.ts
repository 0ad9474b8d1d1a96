import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/rules.ts";
import { unreadablePolicy } from "../../lib/rules/unreadable-policy.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unreadable-policy takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("policy");
  expect(theFindingOf(unreadablePolicy, aContext({ controlFiles: [controlFileProblem("policy")] }))).toEqual({
    code: "LH072",
    kind: "unreadable-policy",
    severity: "error",
    ...problem,
  });
});

test("unreadable-policy leaves every other respect to its rule", () => {
  const respects = [
    "policy",
    "policy-name",
    "policy-repair",
    "allowed-signers",
    "role-catalogue",
    "acceptance",
    "acceptance-exceeded",
  ] as const;
  const others = respects.filter((of) => of !== "policy").map((of) => controlFileProblem(of));
  expect(findingsOf(unreadablePolicy, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(6);
});

test("unreadable-policy leaves an estate alone whose files can be used", () => {
  expect(findingsOf(unreadablePolicy, aContext())).toEqual([]);
});
