import fc from "fast-check";
import { expect, test } from "vitest";
import { type AzureCliProblem, catalogueFromAzureCli } from "../../lib/roles/from-azure-cli.ts";
import { roleByName } from "../../lib/roles/role-catalogue.ts";
import { block, cliEntries, cliEntry, guid, SHIPPED } from "./sample-roles.ts";

const DATE = "2026-08-22";

function read(...more: readonly unknown[]): ReturnType<typeof catalogueFromAzureCli> {
  return catalogueFromAzureCli([...cliEntries(), ...more], DATE);
}

function problemsOf(reading: ReturnType<typeof catalogueFromAzureCli>): readonly AzureCliProblem[] {
  return "problems" in reading ? reading.problems : [];
}

test("catalogueFromAzureCli reads the real shape, extra fields and all, and passes over custom roles", () => {
  const reading = read(cliEntry("Mine", 5, { roleType: "CustomRole", permissions: "whatever" }));
  if ("problems" in reading) throw new Error("expected a catalogue");
  expect(reading.customRolesLeftOut).toBe(1);
  expect(reading.catalogue.date).toBe(DATE);
  expect(reading.catalogue.roles.length).toBe(100);
  expect(roleByName(reading.catalogue, "Role 7")).toEqual({
    id: guid(1007),
    name: "Role 7",
    permissions: [block({ actions: ["Microsoft.Support/*"] })],
  });
});

test("catalogueFromAzureCli reads every role of the shipped catalogue back from the Azure CLI's shape", () => {
  const entries = SHIPPED.roles.map(({ id, name, permissions }) => ({
    roleName: name,
    name: id,
    permissions,
  }));
  expect(catalogueFromAzureCli(entries.reverse(), SHIPPED.date)).toEqual({
    catalogue: SHIPPED,
    customRolesLeftOut: 0,
  });
});

test("catalogueFromAzureCli trims names and actions, lowers GUIDs and takes an empty condition for none", () => {
  const odd = cliEntry(" Arc role ", 5, {
    name: "ABCDEF00-0000-4000-8000-000000000005",
    roleType: undefined,
    permissions: [block({ actions: ["Microsoft.Network/virtualNetworks/read "], condition: "" })],
  });
  const reading = read(odd);
  expect("catalogue" in reading && roleByName(reading.catalogue, "Arc role")).toEqual({
    id: "abcdef00-0000-4000-8000-000000000005",
    name: "Arc role",
    permissions: [block({ actions: ["Microsoft.Network/virtualNetworks/read"] })],
  });
});

const BLOCK = block({});
test.each([
  ["an entry that is not an object", "text", "", "is not an object"],
  ["a name that is not a GUID", cliEntry("A", 5, { name: "A" }), "name", "is not a GUID"],
  ["a missing name", cliEntry("A", 5, { name: undefined }), "name", "is not a GUID"],
  ["an empty roleName", cliEntry(" ", 5), "roleName", "is not a role name"],
  ["a missing roleName", cliEntry("A", 5, { roleName: undefined }), "roleName", "is not a role name"],
  [
    "a new roleType",
    cliEntry("A", 5, { roleType: "X" }),
    "roleType",
    "is neither BuiltInRole nor CustomRole",
  ],
  ["no permissions", cliEntry("A", 5, { permissions: undefined }), "permissions", "is not a filled array"],
  ["empty permissions", cliEntry("A", 5, { permissions: [] }), "permissions", "is not a filled array"],
  [
    "a block that is not an object",
    cliEntry("A", 5, { permissions: [1] }),
    "permissions[0]",
    "is not an object",
  ],
  [
    "a missing list",
    cliEntry("A", 5, { permissions: [BLOCK, { ...BLOCK, dataActions: undefined }] }),
    "permissions[1].dataActions",
    "is missing",
  ],
  [
    "a list that is no array",
    cliEntry("A", 5, { permissions: [{ ...BLOCK, notActions: "x" }] }),
    "permissions[0].notActions",
    "is not an array",
  ],
  [
    "an action that is none",
    cliEntry("A", 5, { permissions: [{ ...BLOCK, actions: ["a/b", 7] }] }),
    "permissions[0].actions[1]",
    "is not an action",
  ],
  [
    "a condition that is not text",
    cliEntry("A", 5, { permissions: [{ ...BLOCK, condition: {} }] }),
    "permissions[0].condition",
    "is neither a text nor null",
  ],
  ["a GUID that repeats", cliEntry("A", 1003), "name", `repeats "${guid(1003)}" of entry 3`],
  ["a name that repeats", cliEntry("Role 3 ", 5), "roleName", 'repeats "Role 3" of entry 3'],
])("catalogueFromAzureCli reports %s with its index and field", (_, entry, field, message) => {
  expect(problemsOf(read(entry))).toEqual([{ index: 100, field, message }]);
});

test("catalogueFromAzureCli counts the entries it passed over when it names an index", () => {
  const list = [cliEntry("Mine", 5, { roleType: "CustomRole" }), ...cliEntries(), cliEntry("Role 0", 6)];
  expect(problemsOf(catalogueFromAzureCli(list, DATE))).toEqual([
    { index: 101, field: "roleName", message: 'repeats "Role 0" of entry 1' },
  ]);
});

test("catalogueFromAzureCli reports all problems at once", () => {
  const problems = problemsOf(read(cliEntry("", 5, { name: "" }), 7));
  expect(problems.map(({ index, field }) => [index, field])).toEqual([
    [100, "roleName"],
    [100, "name"],
    [101, ""],
  ]);
});

test.each([
  ['{"value":[]}', DATE, "", /^is not an array/],
  ["[]", DATE, "", /^holds 0 built-in roles; fewer than 100/],
  [JSON.stringify(cliEntries(99)), DATE, "", /^holds 99 built-in roles/],
  [JSON.stringify(cliEntries()), "22.08.2026", "date", /^is not a day/],
])("catalogueFromAzureCli refuses a bad list as a whole: %.20s on %s", (text, date, field, message) => {
  expect(problemsOf(catalogueFromAzureCli(JSON.parse(text), date))).toEqual([
    { index: null, field, message: expect.stringMatching(message) },
  ]);
});

test("catalogueFromAzureCli answers any JSON with a value, never an exception", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(problemsOf(catalogueFromAzureCli([value], DATE)).length).toBeGreaterThan(0);
    }),
  );
});
