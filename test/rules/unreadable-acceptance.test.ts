import { expect, test } from "vitest";
import { unreadableAcceptance } from "../../lib/rules/unreadable-acceptance.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("unreadable-acceptance takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("acceptance");
  expect(
    theFindingOf(unreadableAcceptance, aContext({ controlFiles: [controlFileProblem("acceptance")] })),
  ).toEqual({
    code: "LH084",
    kind: "unreadable-acceptance",
    severity: "error",
    ...problem,
  });
});

test("unreadable-acceptance leaves an estate alone whose records can be used", () => {
  expect(findingsOf(unreadableAcceptance, aContext())).toEqual([]);
});
