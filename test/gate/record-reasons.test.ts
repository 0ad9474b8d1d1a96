import { expect, test } from "vitest";
import type { RecordChange } from "../../lib/delegation/record-change.ts";
import { decide } from "../../lib/gate/decide.ts";
import { aGrant } from "../support/sides.ts";
import { EVERYTHING, EXIT, grantsBetween, kindsOf, policyOf } from "./gate-inputs.ts";

/*
 * Nothing changes but the record, and the policy allows everything else. The customer's stack names operations/standard@1.0.0.
 */
const decided = (takenBack: readonly RecordChange[], policy = policyOf(EVERYTHING)) =>
  decide(grantsBetween([EXIT, aGrant()], [EXIT, aGrant()], { takenBack, policy }));
const HAD = "operations/standard@1.0.0";
const OTHER = "operations/standard@0.9.0";

test.each<[string, RecordChange, readonly string[]]>([
  ["is changed", { how: "changed", source: OTHER }, []],
  ["is changed and had", { how: "changed", source: HAD }, ["fabrikam"]],
  ["is removed and had", { how: "removed", source: HAD }, ["fabrikam"]],
  ["becomes private", { how: "made-private", source: "operations/standard" }, []],
  ["cannot be read any more", { how: "unreadable", source: "operations" }, []],
])("a record that %s is refused, whatever the policy allows", (_, change, customers) => {
  expect(decided([change])).toMatchObject({
    kind: "blocked",
    reasons: [{ kind: "record-taken-back", ...change, customers }],
  });
});

test("the record of a version that no customer has can be removed, as the policy says, and is named", () => {
  const removed: RecordChange = { how: "removed", source: OTHER };
  expect(decided([removed]).kind).toBe("pass");
  const strict = policyOf([...EVERYTHING, { when: { tooling: ["record:*"] }, demand: { approvals: 1 } }]);
  const { kind, answers } = decided([removed], strict);
  expect(kind).toBe("blocked");
  expect(answers.map(({ subject: { of } }) => of)).toContainEqual({
    kind: "tooling",
    path: `record:${OTHER}`,
  });
});

test("a version that a customer gets by the change is had too", () => {
  const change: RecordChange = { how: "removed", source: HAD };
  const onboarding = grantsBetween([], [EXIT], { takenBack: [change], policy: policyOf(EVERYTHING) });
  expect(kindsOf(decide(onboarding))).toContain("record-taken-back");
});
