import fc from "fast-check";
import { expect, test } from "vitest";
import { formatRoleCatalogue, readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import { anyBlock, anyCatalogue, anyDate, anyRoles } from "./arbitraries.ts";
import { role, SHIPPED, SHIPPED_TEXT } from "./sample-roles.ts";

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function problemOf(text: string): string {
  const reading = readCompactCatalogue(JSON.parse(text));
  return "problem" in reading ? reading.problem : "none";
}

function withRole(fields: Readonly<Record<string, unknown>>): string {
  const sound = { name: "R", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", permissions: [{}] };
  const form = "lighthouse-keeper role catalogue 1";
  return JSON.stringify({ form, date: "2026-08-22", roles: [{ ...sound, ...fields }] });
}

test("readCompactCatalogue gives back the catalogue that formatRoleCatalogue wrote", () => {
  fc.assert(
    fc.property(anyCatalogue, (catalogue) => {
      expect(readCompactCatalogue(JSON.parse(formatRoleCatalogue(catalogue)))).toEqual({ catalogue });
    }),
  );
});

test("formatRoleCatalogue writes the same text however the roles, blocks and actions are shuffled", () => {
  const twoOrders = fc.tuple(anyDate, anyRoles).chain(([date, roles]) => {
    const inside = roles.map((one) =>
      shuffled(one.permissions)
        .chain((blocks) =>
          fc.tuple(...blocks.map((b) => shuffled(b.actions).map((actions) => ({ ...b, actions })))),
        )
        .map((permissions) => ({ ...one, permissions })),
    );
    const other = fc.tuple(...inside).chain((moved) => shuffled(moved));
    return other.map(
      (moved) =>
        [
          { date, roles },
          { date, roles: moved },
        ] as const,
    );
  });
  fc.assert(
    fc.property(twoOrders, ([one, other]) => {
      expect(formatRoleCatalogue(other)).toBe(formatRoleCatalogue(one));
    }),
  );
});

test("formatRoleCatalogue writes one line a role and leaves out what is empty", () => {
  const roles = [
    role("B", 2, { condition: "c" }),
    role("A", 1, { actions: ["*"] }, { notDataActions: ["a/b"] }),
  ];
  expect(formatRoleCatalogue({ date: "2026-08-22", roles })).toBe(
    [
      '{"form":"lighthouse-keeper role catalogue 1","date":"2026-08-22","roles":[',
      '{"name":"A","id":"00000000-0000-4000-8000-000000000001","permissions":' +
        '[{"actions":{"":"*"}},{"notDataActions":{"a":"b"}}]},',
      '{"name":"B","id":"00000000-0000-4000-8000-000000000002","permissions":[{"condition":"c"}]}',
      "]}\n",
    ].join("\n"),
  );
});

test("formatRoleCatalogue writes the shipped file byte for byte", () => {
  expect(formatRoleCatalogue(SHIPPED)).toBe(SHIPPED_TEXT);
});

test("readCompactCatalogue reads the 928 roles of 2026-08-22 from the shipped file", () => {
  expect([SHIPPED.date, SHIPPED.roles.length]).toEqual(["2026-08-22", 928]);
});

test("readCompactCatalogue keeps the blocks of a role apart", () => {
  fc.assert(
    fc.property(anyDate, anyBlock, anyBlock, (date, one, other) => {
      const catalogue = { date, roles: [role("R", 1, one, other)] };
      const reading = readCompactCatalogue(JSON.parse(formatRoleCatalogue(catalogue)));
      expect("catalogue" in reading && reading.catalogue.roles[0]?.permissions.length).toBe(2);
    }),
  );
});

test.each([
  ["[]", /no JSON object/],
  ["{}", /form is not/],
  ['{"form":"lighthouse-keeper role catalogue 2"}', /form is not/],
  [withRole({}).replace("2026-08-22", "2026-02-30"), /^date is not a day/],
  [withRole({}).replace(/\[\{.*\}\]/, "[]"), /^roles is not a filled array/],
  [withRole({ name: "R " }), /^roles\[0\] name is not a role name/],
  [withRole({ id: "1234" }), /^roles\[0\] id is not a GUID/],
  [withRole({ extra: 1 }), /^roles\[0\] has the unknown field "extra"/],
  [withRole({ permissions: [] }), /^roles\[0\] permissions is not a filled array/],
  [withRole({ permissions: [{}, 7] }), /^roles\[0\] permissions\[1\] is not an object/],
  [withRole({ permissions: [{ dataAction: {} }] }), /permissions\[0\] has the unknown field "dataAction"/],
  [withRole({ permissions: [{ dataActions: ["a/b"] }] }), /permissions\[0\] has malformed dataActions/],
  [withRole({ permissions: [{ dataActions: undefined, actions: null }] }), /has malformed actions/],
  [withRole({ permissions: [{ condition: 1 }] }), /has a condition that is not a text/],
])("readCompactCatalogue refuses %j", (text, problem) => {
  expect(problemOf(text)).toMatch(problem);
});

test("readCompactCatalogue refuses a GUID or a name that two roles have", () => {
  const twice = (one: string, other: string): string => {
    const text = formatRoleCatalogue({ date: "2026-08-22", roles: [role("A", 1, {}), role("B", 2, {})] });
    return text.replace(other, one);
  };
  expect(problemOf(twice('"A"', '"B"'))).toBe("roles[1] has the same name as roles[0]: A");
  expect(problemOf(twice("000000000001", "000000000002"))).toMatch(
    /^roles\[1\] has the same id as roles\[0\]: /,
  );
});

test("readCompactCatalogue answers any JSON with a value, never an exception", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.jsonValue().map((value) => withRole({ permissions: value })),
      ),
      (text) => {
        expect(problemOf(text)).toBeTypeOf("string");
      },
    ),
  );
});
