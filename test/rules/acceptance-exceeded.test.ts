import { expect, test } from "vitest";
import { acceptanceExceeded } from "../../lib/rules/acceptance-exceeded.ts";
import { controlFileProblem, findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext } from "../support/builders.ts";

test("acceptance-exceeded takes over what is wrong in its respect, and where", () => {
  const { of: _, ...problem } = controlFileProblem("acceptance-exceeded");
  expect(
    theFindingOf(acceptanceExceeded, aContext({ controlFiles: [controlFileProblem("acceptance-exceeded")] })),
  ).toEqual({
    code: "LH083",
    kind: "acceptance-exceeded",
    severity: "warning",
    ...problem,
  });
});

test("acceptance-exceeded leaves an estate alone whose records can be used", () => {
  expect(findingsOf(acceptanceExceeded, aContext())).toEqual([]);
});
