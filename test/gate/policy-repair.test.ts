import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../lib/gate/policy.ts";
import { repairProblems } from "../../lib/gate/policy-repair.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { EVERYTHING, policyOf } from "./gate-inputs.ts";

const problemsOf = (rules: readonly unknown[]) =>
  repairProblems(policyOf(rules), "estate/policy.yaml", {
    catalogue: sampleCatalogue(),
    facts: undefined,
    changing: [],
  });

test("a policy must let itself be corrected", () => {
  expect(problemsOf(DEFAULT_POLICY.rules)).toEqual([]);
  expect(problemsOf(EVERYTHING)).toEqual([]);
  const grades = { when: { grade: ["none", "broadening"] }, demand: "allow" };
  expect(problemsOf([grades])).toEqual([
    expect.objectContaining({
      path: ["rules"],
      problem: expect.stringContaining("do not cover estate/policy.yaml"),
    }),
  ]);
  expect(problemsOf([grades, { when: { tooling: "*/policy.yaml" }, demand: { approvals: 2 } }])).toEqual([]);
  const denied = { when: { tooling: "*.YAML" }, demand: "deny" };
  expect(problemsOf([...EVERYTHING, denied])).toEqual([
    expect.objectContaining({
      path: ["rules", EVERYTHING.length, "demand"],
      problem: expect.stringContaining("denies every change of"),
    }),
  ]);
});
