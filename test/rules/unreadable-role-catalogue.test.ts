import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/rules.ts";
import { unreadableRoleCatalogue } from "../../lib/rules/unreadable-role-catalogue.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unreadable-role-catalogue takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("role-catalogue");
  expect(
    theFindingOf(unreadableRoleCatalogue, aContext({ controlFiles: [controlFileProblem("role-catalogue")] })),
  ).toEqual({
    code: "LH076",
    kind: "unreadable-role-catalogue",
    severity: "error",
    ...problem,
  });
});

test("unreadable-role-catalogue leaves every other respect to its rule", () => {
  const respects = [
    "policy",
    "policy-name",
    "policy-repair",
    "allowed-signers",
    "role-catalogue",
    "acceptance",
    "acceptance-exceeded",
  ] as const;
  const others = respects.filter((of) => of !== "role-catalogue").map((of) => controlFileProblem(of));
  expect(findingsOf(unreadableRoleCatalogue, aContext({ controlFiles: others }))).toEqual([]);
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ controlFiles: others })))).toHaveLength(6);
});

test("unreadable-role-catalogue leaves an estate alone whose files can be used", () => {
  expect(findingsOf(unreadableRoleCatalogue, aContext())).toEqual([]);
});
