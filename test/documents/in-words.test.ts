import { expect, test } from "vitest";
import * as z from "zod";
import { ID_PATTERN } from "../../lib/delegation/identifiers.ts";
import { MOST_PROBLEMS, type Read, readAllowed } from "../../lib/documents/problem.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";
import { readFacts } from "../../lib/formats/stack/facts.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { readState } from "../../lib/formats/terraform/state.ts";
import { GUID_PATTERN } from "../../lib/values/guid.ts";
import { DEFINITION_CHANGE, fixture } from "../formats/plan-samples.ts";
import { type Loose, put, without } from "../formats/refused.ts";

/** Words that only zod has for a problem. */
const ZODS_OWN =
  /\b(?:Invalid|Unrecognized|Too (?:big|small)|[Ee]xpected|received|discriminator|undefined)\b/;

/** Each problem by its place: what is wrong, and what is allowed. */
function problemsOf(read: Read<unknown>): Record<string, string> {
  const problems = read.ok ? [] : read.error;
  return Object.fromEntries(
    problems.map(({ path, problem, allowed }) => [path.join(" "), `${problem}: ${allowed}`]),
  );
}

const OUR_TYPES =
  'is not valid: "azurerm_lighthouse_definition", "azurerm_lighthouse_assignment" or "azurerm_subscription"';
const plan = fixture("create");
const state = fixture("state-show");

test.each<[string, unknown, string]>([
  [`${DEFINITION_CHANGE} type`, "azurerm_role_assignment", OUR_TYPES],
  [`${DEFINITION_CHANGE} type`, undefined, OUR_TYPES.replace("is not valid", "is missing")],
  ["terraform_version", undefined, "is missing: text"],
  ["terraform_version", 7, "has the wrong type: text"],
  ["terraform_version", null, "has the wrong type: text"],
  ["errored", "false", "has the wrong type: true or false"],
  ["errored", undefined, "is missing: true or false"],
  ["resource_changes", {}, "has the wrong type: a list"],
  [`${DEFINITION_CHANGE}`, [], "has the wrong type: an object"],
  [`${DEFINITION_CHANGE} name`, true, "has the wrong type: text"],
  [`${DEFINITION_CHANGE} mode`, "data", 'is not valid: "managed"'],
  [`${DEFINITION_CHANGE} change actions`, ["forget"], "is not valid: a known action"],
  ["format_version", "2.0", "is not valid: a format version 1.x"],
  ["configuration root_module modules", {}, "is not a known property: outputs, resources"],
  [`${DEFINITION_CHANGE} change after authorization 0 principal_id`, "x", "is not valid: a GUID"],
])("readPlan says of %s where it is %j: %s", (place, value, said) => {
  const read = readPlan("fabrikam", value === undefined ? without(plan, place) : put(plan, place, value));
  expect(problemsOf(read)[place]).toBe(said);
});

test("other documents are spoken of alike", () => {
  const said = [
    problemsOf(readState("fabrikam", put(state, "values root_module resources 0 mode", "x"))),
    problemsOf(readArmLists({ definitions: [{}], assignments: [] })),
    problemsOf(readFacts({ version: 0, managingTenants: { x: {} }, customers: [], plans: { x: 7 } })),
  ];
  expect(said).toEqual([
    { "values root_module resources 0 mode": expect.stringMatching(/^is not valid: "(?:managed|data)"$/) },
    {
      "definitions 0 id": "is missing: text",
      "definitions 0 name": "is missing: text",
      "definitions 0 properties managedByTenantId": "is missing: text",
      "definitions 0 properties authorizations": "is missing: a list",
    },
    {
      version: "is not valid: 1",
      "managingTenants x": "is not a valid name: a GUID",
      customers: "has the wrong type: an object",
      "plans x": "has the wrong type: an object",
    },
  ]);
});

test.each<[z.ZodType, unknown, string]>([
  [z.int(), 1.5, "has the wrong type: a whole number"],
  [z.int().positive(), 0, "is not valid: more than 0"],
  [z.number().max(3), 4, "is not valid: at most 3"],
  [z.number().lt(3), 3, "is not valid: less than 3"],
  [z.number().multipleOf(2), 3, "is not valid: a multiple of 2"],
  [z.string().min(2), "x", "is not valid: text of at least 2 characters"],
  [z.array(z.string()).max(0), ["x"], "is not valid: a list of at most 0 entries"],
  [z.tuple([z.string()]), [], "is not valid: a list of at least 1 entries"],
  [z.string().regex(/^a$/), "b", "is not valid: text of the form /^a$/"],
  [z.email(), "b", "is not valid: text of the form"],
  [z.union([z.literal("a"), z.literal(7)]), "b", 'is not valid: "a", or 7'],
  [z.union([z.literal("a"), z.literal(7)]), undefined, 'is missing: "a", or 7'],
  [z.enum(["a", "b"]), "c", 'is not valid: "a" or "b"'],
  [z.never(), 7, "has the wrong type: nothing"],
  [z.date(), 7, "has the wrong type: a value of type date"],
  [z.strictObject({}), { a: 1 }, "is not a known property: nothing"],
  [z.string().refine(() => false), "x", "is not valid: another value"],
  [z.set(z.string().refine(() => false)), new Set(["x"]), "is not valid: another value"],
  [z.map(z.date(), z.string()), new Map([[new Date(0), 7]]), "is not valid: another value"],
])("whatever zod finds is in our words, schema %#: %j %s", (schema, value, said) => {
  expect(Object.values(problemsOf(readAllowed(schema, value)))).toEqual([expect.stringContaining(said)]);
});

const guid = z.string().regex(GUID_PATTERN, "a GUID");
const id = z.string().regex(ID_PATTERN, "an id");
const named = z.strictObject({
  name: z.string(),
  title: z.string().optional(),
  level: z.enum(["low", "high"]),
});

test.each<[string, z.ZodType, unknown, string]>([
  ["a value of a list", z.enum(["Group", "User"]), "group", 'did you mean "Group"?'],
  ["a constant", z.literal("public"), "pulbic", 'did you mean "public"?'],
  ["a value far from all", z.enum(["Group", "User"]), "Robot", 'write "Group" or "User"'],
  ["a constant of a union", z.union([z.literal("public"), named], "x"), "Public", 'did you mean "public"?'],
  ["an id made of a name", id, "Fabrikam Ltd.", 'did you mean "fabrikam-ltd"?'],
  ["a name of a record", z.record(id, z.string()), { Production: "x" }, 'did you mean "production"?'],
  [
    "a GUID without hyphens",
    guid,
    "8f1e2d3c000040008000".padEnd(32, "0"),
    'did you mean "8f1e2d3c-0000-4000-8000-000000000000"?',
  ],
  ["a number where text belongs", z.string(), 1.1, "put the value in quotes"],
  ["text where true or false belongs", z.boolean(), "true", "write true without quotes"],
  ["text where a list belongs", z.array(z.string()), "x", "put the value in a list: [ … ]"],
  ["a missing property", z.strictObject({ name: z.string("a line") }), {}, "add name: a line"],
  ["an unknown property", z.strictObject({}), { a: 1 }, "remove it"],
])("the fix of %s names what to write", (_, schema, value, fix) => {
  const read = readAllowed(schema, value);
  expect(read.ok ? [] : read.error.map((each) => each.fix)).toEqual([fix]);
});

test.each<[string, z.ZodType, object, string, string]>([
  ["required", named, { nmae: "x", level: "low" }, "nmae", "name"],
  ["optional", named, { name: "x", titel: "y", level: "low" }, "titel", "title"],
  ["in another case", named, { Name: "x", level: "low" }, "Name", "name"],
  ["abbreviated", named, { name: "x", lev: "low" }, "lev", "level"],
  [
    "inside the branch of a union that is nearest",
    z.union([
      z.string(),
      z.strictObject({ id: z.string() }),
      z.strictObject({ keep: z.string(), why: z.string() }),
    ]),
    { kepe: "x", why: "y" },
    "kepe",
    "keep",
  ],
  [
    "that says of which kind an object is",
    z.discriminatedUnion("method", [z.strictObject({ method: z.literal("oidc"), clientId: z.string() })]),
    { metod: "oidc", clientId: "x" },
    "metod",
    "method",
  ],
])("one misspelt property is one finding: %s", (_, schema, value, place, meant) => {
  const read = readAllowed(schema, value);
  expect(read.ok ? [] : read.error).toMatchObject([
    {
      kind: "part-unknown",
      path: [place],
      problem: "is not a known property",
      fix: `did you mean \`${meant}\`?`,
    },
  ]);
});

test("a name that another property has already, or that another misspelt one is, is not suggested", () => {
  const fixes = (value: object) => {
    const read = readAllowed(named, value);
    return read.ok ? [] : read.error.map(({ path, fix }) => [path.join(" "), fix]);
  };
  expect(fixes({ name: "x", nmae: "y", level: "low" })).toEqual([["nmae", "remove it"]]);
  expect(fixes({ nmae: "x", naem: "y", level: "low" })).toEqual([
    ["nmae", "did you mean `name`?"],
    ["naem", "remove it"],
  ]);
});

test("a document of many unknown names is described in no time, and not all of it", () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`nam${index}`, index]));
  const read = readAllowed(named, { ...many, ["n".repeat(1_000_000)]: 1 });
  expect(read.ok ? 0 : read.error.length).toBe(MOST_PROBLEMS + 1);
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
