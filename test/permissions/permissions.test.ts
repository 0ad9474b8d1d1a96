import fc from "fast-check";
import { expect, test } from "vitest";
import {
  difference,
  includes,
  permissionsOf,
  unionOf,
  unknownRolePermissions,
} from "../../lib/permissions/permissions.ts";
import type { BuiltInRole, PermissionBlock } from "../../lib/roles/role-catalogue.ts";
import { roleByName } from "../../lib/roles/role-catalogue.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { everyString, oracleAllows, oracleHolds } from "./oracle.ts";

const block = (
  actions: readonly string[],
  notActions: readonly string[] = [],
  more: Partial<PermissionBlock> = {},
): PermissionBlock => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
  condition: null,
  ...more,
});
const role = (...permissions: PermissionBlock[]): BuiltInRole => ({ id: "r", name: "R", permissions });
const control = (...roles: BuiltInRole[]) => permissionsOf(roles, ["control"]);
const named = (name: string) => {
  const found = roleByName(sampleCatalogue(), name);
  if (found === undefined) throw new Error(name);
  return control(found);
};

test.each([
  ["a/read", [], "A/Read", [], true],
  ["a/read", [], "*", [], true],
  ["a/*", [], "a/read", [], false],
  ["a/*", [], "*", ["a/b/*"], false],
  ["a/*", ["a/b/*"], "*", ["a/b/*"], true],
  ["a/*", ["a/b*"], "*", ["a/b/*"], true],
  ["a/*", ["a/b/*"], "*", ["a/b*"], false],
  ["*", [], "**", [], true],
  ["*/read", [], "*read", [], true],
  ["*read", [], "*/read", [], false],
  ["", [], "*", [], true],
  ["*a*b*", [], "*b*", [], true],
  ["*a*b*", [], "*b*a*", [], false],
] as const)(
  "includes() of %j less %j in %j less %j is %j",
  (inner, innerLess, outer, outerLess, expected) => {
    const [contained, container] = [
      control(role(block([inner], innerLess))),
      control(role(block([outer], outerLess))),
    ];
    expect(includes(container, contained)).toBe(expected);
    expect(difference(contained, container)).toHaveLength(expected ? 0 : 1);
  },
);

test("includes() takes the union of blocks and roles, each with its own notActions", () => {
  const whole = control(role(block(["*"])));
  const halves = control(role(block(["*"], ["a*"]), block(["*"], ["b*"])));
  expect(includes(halves, whole)).toBe(true);
  expect(includes(unionOf([control(role(block(["*"], ["a*"]))), control(role(block(["a*"])))]), whole)).toBe(
    true,
  );
  expect(includes(control(role(block(["*"], ["a*"]))), whole)).toBe(false);
});

test("includes(): a block under a condition contains an identical block only, and is contained by a wider one", () => {
  const condition = "@Resource[x] StringEquals 'y'";
  const under = control(role(block(["a/*", "b/*"], [], { condition })));
  expect(includes(under, control(role(block(["B/*", "A/*"], [], { condition }))))).toBe(true);
  expect(includes(under, control(role(block(["a/*"], [], { condition }))))).toBe(false);
  expect(includes(under, control(role(block(["a/*", "b/*"]))))).toBe(false);
  expect(includes(control(role(block(["*"]))), under)).toBe(true);
  expect(includes(control(role(block(["a/*", "b/*"], [], { condition: "another" }))), under)).toBe(false);
  expect(difference(under, control())).toMatchObject([
    { pattern: "a/*", condition },
    { pattern: "b/*", condition },
  ]);
});

test("includes(): a role that the catalogue does not know is contained in itself alone", () => {
  const unknown = unknownRolePermissions("x");
  expect(includes(unknown, unknown)).toBe(true);
  expect(includes(control(role(block(["*"]))), unknown)).toBe(false);
  expect(includes(unknown, control(role(block(["a"]))))).toBe(false);
  expect(difference(unknown, unknownRolePermissions("y"))).toMatchObject([{ pattern: "*", example: null }]);
});

test("permissions compare data actions only where they are asked for", () => {
  const data = role(block([], [], { dataActions: ["a/*"] }));
  expect(includes(control(), control(data))).toBe(true);
  expect(includes(permissionsOf([], ["control", "data"]), permissionsOf([data], ["control", "data"]))).toBe(
    false,
  );
  const both = permissionsOf([role(block(["a/*"]))], ["control", "data"]);
  expect(difference(permissionsOf([data], ["control", "data"]), both)).toMatchObject([
    { plane: "data", pattern: "a/*" },
  ]);
});

test("Contributor contains Reader; what it allows beyond is named with what is left out", () => {
  expect(includes(named("Contributor"), named("Reader"))).toBe(true);
  expect(difference(named("Reader"), named("Contributor"))).toEqual([]);
  const [beyond, ...others] = difference(named("Contributor"), named("Reader"));
  expect(others).toEqual([]);
  expect(beyond).toMatchObject({
    pattern: "*",
    example: "microsoft.resources/subscriptions/resourcegroups/write",
  });
  expect(beyond?.except).toContain("*/read");
  expect(beyond?.except).toContain("Microsoft.Authorization/*/Delete");
});

test("an example is an operation that there can be, also where a whole provider is left out", () => {
  const [beyond] = difference(
    control(role(block(["*/read"]))),
    control(role(block(["Microsoft.Compute/*"]))),
  );
  expect(beyond?.example).toBe("microsoft.network/virtualnetworks/read");
});

test("Owner beyond Contributor is what Contributor's notActions take back", () => {
  const contributor = roleByName(sampleCatalogue(), "Contributor");
  const taken = contributor?.permissions.flatMap(({ notActions }) => notActions) ?? [];
  const beyond = difference(named("Owner"), named("Contributor"));
  expect(beyond.map(({ pattern }) => pattern.toLowerCase()).sort()).toEqual(
    [...new Set(taken.map((each) => each.toLowerCase()))].sort(),
  );
});

test.each<[PermissionBlock[], PermissionBlock[], [string, string[]][]]>([
  [[block(["*"], ["X/*"]), block(["X/*"])], [], [["*", []]]],
  [[block(["*"], ["X/*", "Y/*"]), block(["X/*"], ["X/read"])], [], [["*", ["X/read", "Y/*"]]]],
  [
    [block(["*"], ["X/*"]), block(["X/a/*"]), block(["X/b/*"])],
    [block(["*"], ["X/*"])],
    [
      ["X/a/*", []],
      ["X/b/*", []],
    ],
  ],
  [
    [block(["*"], ["X/*"]), block(["X/*/read"])],
    [],
    [
      ["*", ["X/*"]],
      ["X/*/read", []],
    ],
  ],
])("difference() names the operations of %j beyond %j in as few words as are true", (all, others, told) => {
  const beyond = difference(control(role(...all)), control(role(...others)));
  expect(beyond.map(({ pattern, except }) => [pattern, except])).toEqual(told);
});

test("difference() tells too much rather than too little where a search is given up", () => {
  const hostile = (letters: string) =>
    Array.from(
      { length: 24 },
      (_, index) => `*${letters}${"ab".repeat(index % 5)}*${letters}*b${"a".repeat(index % 7)}*`,
    );
  const [a, b] = [control(role(block(hostile("ab")))), control(role(block(["*"], hostile("ba"))))];
  const found = difference(a, b);
  expect(includes(b, a)).toBe(found.length === 0);
  expect(found.length).toBeGreaterThan(0);
});

const PATTERN = fc.string({ unit: fc.constantFrom("a", "b", "*", "/"), maxLength: 5 });
const BLOCK = fc
  .record({
    actions: fc.array(PATTERN, { minLength: 1, maxLength: 3 }),
    notActions: fc.array(PATTERN, { maxLength: 3 }),
    condition: fc.constantFrom(null, null, null, "c"),
  })
  .map(({ actions, notActions, condition }) => block(actions, notActions, { condition }));
const ROLES = fc.array(
  fc.array(BLOCK, { minLength: 1, maxLength: 3 }).map((blocks) => role(...blocks)),
  { maxLength: 2 },
);
/** Pairs that are nearly equal, so that inclusion is often true. */
const PAIRS = fc.oneof(
  fc.tuple(ROLES, ROLES),
  fc
    .tuple(ROLES, ROLES, PATTERN)
    .map(([a, more, taken]): [BuiltInRole[], BuiltInRole[]] => [
      a,
      [
        ...a.map((each) =>
          role(
            ...each.permissions.map((one, at) =>
              at === 0 ? { ...one, notActions: [...one.notActions, taken] } : one,
            ),
          ),
        ),
        ...more,
      ],
    ]),
);
const STRINGS = everyString("ab/x", 5);

test("includes() and difference() agree with every string, one by one", () => {
  let included = 0;
  fc.assert(
    fc.property(PAIRS, ([a, b]) => {
      const [contained, container] = [control(...a), control(...b)];
      const found = difference(contained, container);
      expect(includes(container, contained)).toBe(found.length === 0);
      if (found.length === 0) included++;
      const missing = (operation: string) => oracleAllows(a, operation) && !oracleAllows(b, operation);
      const plain = found.filter(({ condition }) => condition === null);
      const told = (operation: string) => plain.some((each) => oracleHolds(each, operation));
      expect(STRINGS.filter((each) => missing(each) !== told(each))).toEqual([]);
      const examples = plain.map(({ example, ...terms }) => [example, terms] as const);
      expect(
        examples.filter(([each, terms]) => each === null || !missing(each) || !oracleHolds(terms, each)),
      ).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(included).toBeGreaterThan(20);
});

test.each<[string, string, string]>([
  ["thousands of stars", `*${"ab*".repeat(2000)}c`, `*${"ba*".repeat(2000)}`],
  ["stars that meet everywhere", "*a*b*a*b*a*b*a*", "*b*a*b*a*b*a*b*"],
])("hostile patterns end in an answer that says too much: %s", (_, inner, taken) => {
  const contained = control(role(block([inner])));
  const container = control(role(block(["*"], [taken])));
  expect(includes(container, contained)).toBe(false);
  expect(difference(contained, container).length).toBeGreaterThan(0);
});

test("includes() is reflexive, transitive, and holds for every part of a union", () => {
  fc.assert(
    fc.property(ROLES, ROLES, ROLES, (a, b, c) => {
      const [x, y, z] = [control(...a), control(...b), control(...c)];
      expect(includes(x, x)).toBe(true);
      expect(includes(unionOf([x, y]), x)).toBe(true);
      if (includes(y, x) && includes(z, y)) expect(includes(z, x)).toBe(true);
      if (includes(z, x) && includes(z, y)) expect(includes(z, unionOf([x, y]))).toBe(true);
    }),
    { numRuns: 400 },
  );
});
