import { expect, test } from "vitest";
import { unreadableDefinition } from "../../lib/rules/unreadable-definition.ts";
import { findingsOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unreadable-definition takes over what is wrong, and where", () => {
  const entry = {
    at: { file: "customers/fabrikam.yaml", path: ["delegations", 0, "plan"], offset: 17 },
    problem: "is missing",
    received: "nothing",
    allowed: "an id as text",
    fix: "add it",
  };
  expect(theFindingOf(unreadableDefinition, aContext({ unreadable: [entry] }))).toEqual({
    code: "LH069",
    kind: "unreadable-definition",
    severity: "error",
    ...entry,
    problem: "plan is missing",
    facts: { problem: "is missing" },
  });
});

test("unreadable-definition has one finding for each problem, also where only some customers were read", () => {
  const files = ["estate.ts", "offers/a.ts", "offers/a.ts"].map(unreadable);
  const findings = findingsOf(unreadableDefinition, aContext({ unreadable: files, isComplete: false }));
  expect(findings.map(({ at }) => at.file)).toEqual(["estate.ts", "offers/a.ts", "offers/a.ts"].sort());
});

test("unreadable-definition leaves an estate alone that can be read", () => {
  expect(findingsOf(unreadableDefinition, aContext())).toEqual([]);
});
