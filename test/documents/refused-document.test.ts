import { expect, test } from "vitest";
import { documentProblem, PROBLEM_KINDS, type Read } from "../../lib/documents/problem.ts";
import { type RefusedKind, refused } from "../../lib/documents/refused-document.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";

function failureOf(
  kind: RefusedKind,
  read: Read<unknown>,
): { readonly problem: string; readonly fix: string } {
  const result = refused("x", kind, read.ok ? [] : read.error);
  if (result.ok) throw new Error("a refusal is a failure");
  return result.error;
}

const unknown: Read<unknown> = {
  ok: false,
  error: [documentProblem("part-unknown", ["x"], "is not a known property", 7, "y")],
};

test.each<[RefusedKind, RegExp]>([
  ["output", /keeper synth/],
  ["terraform", /terraform show -json/],
  ["lists", /az managedservices/],
  ["definitions", /keeper check/],
])("what to do about a refused document is said for its kind: %s", (kind, expected) => {
  const { problem, fix } = failureOf(kind, unknown);
  expect(fix).toMatch(expected);
  expect(problem).toBe(
    `x is refused: it ${PROBLEM_KINDS["part-unknown"]} (part-unknown): x is not a known property (received: 7; allowed: y)`,
  );
});

test("nothing of what Azure lists is spoken of as keeper's or Terraform's", () => {
  const { problem, fix } = failureOf(
    "lists",
    readArmLists({ definitions: [{ modules: 1 }], assignments: { value: [], provider: {} } }),
  );
  expect(`${problem} ${fix}`).not.toMatch(/keeper|terraform/i);
});

test("the fix for one page of a list is to fetch every page", () => {
  const nextLink = "https://management.azure.com/x";
  const page = readArmLists({ definitions: { value: [], nextLink }, assignments: [] });
  const { problem, fix } = failureOf("lists", page);
  expect(problem).toContain(
    `definitions.nextLink is not valid (received: "${nextLink}"; allowed: no further page)`,
  );
  expect(fix).toContain("fetch every page");
});
