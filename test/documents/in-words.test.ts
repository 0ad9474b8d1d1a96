import { expect, test } from "vitest";
import * as z from "zod";
import { type Read, readAllowed } from "../../lib/documents/problem.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";
import { readFacts } from "../../lib/formats/stack/facts.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { readState } from "../../lib/formats/terraform/state.ts";
import { DEFINITION_CHANGE, fixture } from "../formats/plan-samples.ts";
import { type Loose, put, without } from "../formats/refused.ts";

/** Words that only zod has for a problem. */
const ZODS_OWN =
  /\b(?:Invalid|Unrecognized|Too (?:big|small)|[Ee]xpected|received|discriminator|undefined)\b/;

function problemsOf(read: Read<unknown>): Record<string, string> {
  const problems = read.ok ? [] : read.error;
  return Object.fromEntries(problems.map(({ path, problem }) => [path.join(" "), problem]));
}

const OUR_TYPES =
  "is not azurerm_lighthouse_definition or azurerm_lighthouse_assignment or azurerm_subscription";
const plan = fixture("create");
const state = fixture("state-show");

test.each<[string, unknown, string]>([
  [`${DEFINITION_CHANGE} type`, "azurerm_role_assignment", OUR_TYPES],
  [`${DEFINITION_CHANGE} type`, undefined, "is missing"],
  ["terraform_version", undefined, "is missing"],
  ["terraform_version", 7, "is a number where text belongs"],
  ["terraform_version", null, "is null where text belongs"],
  ["errored", "false", "is text where true or false belongs"],
  ["errored", undefined, "is missing"],
  ["resource_changes", {}, "is an object where a list belongs"],
  [`${DEFINITION_CHANGE}`, [], "is a list where an object belongs"],
  [`${DEFINITION_CHANGE} name`, true, "is true where text belongs"],
  [`${DEFINITION_CHANGE} mode`, "data", "is not managed"],
  [`${DEFINITION_CHANGE} change actions`, ["forget"], "is an action that is not known"],
  ["format_version", "2.0", "is no format version 1.x"],
  ["configuration root_module modules", {}, "is not allowed here: outputs, resources is"],
  [`${DEFINITION_CHANGE} change after authorization 0 principal_id`, "x", "is not a GUID"],
])("readPlan says of %s where it is %j: %s", (place, value, said) => {
  const read = readPlan("fabrikam", value === undefined ? without(plan, place) : put(plan, place, value));
  expect(problemsOf(read)[place]).toBe(said);
});

test("other documents are spoken of alike", () => {
  const said = [
    problemsOf(readState("fabrikam", put(state, "values root_module resources 0 mode", "x"))),
    problemsOf(readArmLists({ definitions: [{}], assignments: [] })),
    problemsOf(readFacts({ version: 2, managingTenants: { x: {} }, customers: [], plans: { x: 7 } })),
  ];
  expect(said).toEqual([
    { "values root_module resources 0 mode": expect.stringMatching(/^is not (?:managed|data)$/) },
    {
      "definitions 0 id": "is missing",
      "definitions 0 name": "is missing",
      "definitions 0 type": "is missing",
      "definitions 0 properties managedByTenantId": "is missing",
      "definitions 0 properties authorizations": "is missing",
    },
    {
      version: "is not 1",
      "managingTenants x": "is no name that is allowed here: it is not a GUID",
      customers: "is a list where an object belongs",
      "plans x": "is a number where an object belongs",
    },
  ]);
});

test.each<[z.ZodType, unknown, string]>([
  [z.int(), 1.5, "is a number that is not whole where a whole number belongs"],
  [z.int().positive(), 0, "is not more than 0"],
  [z.number().max(3), 4, "is not at most 3"],
  [z.number().lt(3), 3, "is not less than 3"],
  [z.number().multipleOf(2), 3, "is no multiple of 2"],
  [z.string().min(2), "x", "is text whose length is not at least 2"],
  [z.array(z.string()).max(0), ["x"], "is a list whose length is not at most 0"],
  [z.tuple([z.string()]), [], "is a list whose length is not at least 1"],
  [z.string().regex(/^a$/), "b", "is not of the form /^a$/"],
  [z.email(), "b", "is not of the form"],
  [z.union([z.literal("a"), z.literal(7)]), "b", "has none of the forms that are allowed here"],
  [z.union([z.literal("a"), z.literal(7)]), undefined, "is missing"],
  [z.enum(["a", "b"]), "c", "is not a or b"],
  [z.never(), 7, "is a number where nothing belongs"],
  [z.date(), 7, "is a number where date belongs"],
  [z.strictObject({}), { a: 1 }, "is not allowed here: nothing is"],
  [z.string().refine(() => false), "x", "is not allowed here"],
  [z.set(z.string().refine(() => false)), new Set(["x"]), "is not allowed here"],
  [z.map(z.date(), z.string()), new Map([[new Date(0), 7]]), "has an entry that is not allowed"],
])("whatever zod finds is in our words, schema %#: %j %s", (schema, value, said) => {
  expect(Object.values(problemsOf(readAllowed(schema, value)))).toEqual([expect.stringContaining(said)]);
});

test("zod's own words are nowhere, whichever part of a plan is gone or of another type", () => {
  const places = (value: Loose, path: readonly string[]): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [
          [...path, key].join(" "),
          ...places(inner, [...path, key]),
        ])
      : [];
  const all = places(plan, []);
  expect(all.length).toBeGreaterThan(100);
  const wrong = all.flatMap((place) => [
    without(plan, place),
    ...[null, 7, "x", [], {}, true].map((value) => put(plan, place, value)),
  ]);
  const told = wrong.flatMap((each) => Object.values(problemsOf(readPlan("fabrikam", each))));
  expect(told.length).toBeGreaterThan(500);
  expect(told.filter((problem) => ZODS_OWN.test(problem))).toEqual([]);
});
