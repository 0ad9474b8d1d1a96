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
  ["lists", /keeper fetch/],
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
  expect(problem).not.toMatch(/keeper|terraform/i);
  expect(fix).not.toMatch(/terraform/i);
});

test("the fix for one page of a list is to fetch every page", () => {
  const nextLink = "https://management.azure.com/x";
  const page = readArmLists({ definitions: { value: [], nextLink }, assignments: [] });
  const { problem, fix } = failureOf("lists", page);
  expect(problem).toContain(
    `definitions.nextLink names a page that is missing (received: ${nextLink}; allowed: no further page)`,
  );
  expect(fix).toContain("fetch every page");
});

test("the fix for lists that hide eligible access names a request that shows it", () => {
  const definitions = { data: [{}], count: 1 };
  const { problem, fix } = failureOf("lists", readArmLists({ definitions, assignments: [] }));
  expect(problem).toContain("(eligible-unknown): definitions comes from Azure Resource Graph");
  expect(fix).toMatch(/^run keeper fetch;/);
  const addresses = [...fix.matchAll(/--url "([^"]*)"/g)].map(([, address]) => address);
  const provider = "providers/Microsoft.ManagedServices";
  expect(addresses).toEqual(
    [
      `/subscriptions/<id>/${provider}/registrationDefinitions`,
      `/subscriptions/<id>/${provider}/registrationAssignments`,
      `/subscriptions/<id>/resourceGroups/<group>/${provider}/registrationAssignments`,
    ].map((path) => `${path}?api-version=2022-10-01`),
  );
  // in double quotes, bash and PowerShell replace $ and a backtick; az.cmd ends at &
  expect(fix).not.toMatch(/[$`&]/);
});

test.each(["output", "terraform"] as const)(
  "the fix of %s where an older keeper wrote it: synthesize again",
  (kind) => {
    expect(failureOf(kind, unknown).fix).toContain("synthesize again");
  },
);
