import { expect, test } from "vitest";
import { locator } from "../../lib/estate/locate.ts";
import type { Path } from "../../lib/values/path.ts";
import { change, temporaryFolder } from "../support/estates.ts";

/** The text of the line that a path is found in, or undefined. */
function lineAt(file: string, text: string, path: Path, offset?: number): string | undefined {
  const root = temporaryFolder();
  change(root, { [file]: text });
  const place = offset === undefined ? { file, path } : { file, path, offset };
  const line = locator(root)(place);
  return line === undefined ? undefined : text.split("\n")[line - 1]?.trim();
}

const YAML = `# a comment first
id: abc
"quoted": 1
1.0.0:
  roles: [Reader, {
    role: Owner }]
list:
  - first
  -
    deep: x
  - &x [1, 2]
again: *x
empty:
`;

test.each<[Path, string]>([
  [[], "id: abc"],
  [["id"], "id: abc"],
  [["quoted"], '"quoted": 1'],
  [["1.0.0"], "1.0.0:"],
  [["1.0.0", "roles", 1], "roles: [Reader, {"],
  [["1.0.0", "roles", 1, "role"], "role: Owner }]"],
  [["list", 0], "- first"],
  [["list", 1, "deep"], "deep: x"],
  [["list", 2, 1], "- &x [1, 2]"],
  // as deep as is known
  [["list", 1, "absent", "deeper"], "deep: x"],
  [["list", 7], "list:"],
  [["list", "first"], "list:"],
  [["again", 0], "again: *x"],
  [["empty", "x"], "empty:"],
  [["absent"], "id: abc"],
  [["constructor"], "id: abc"],
])("locator finds %j in YAML", (path, line) => {
  expect(lineAt("customers/a.yaml", YAML, path)).toBe(line);
  expect(lineAt("customers/a.yml", YAML.replaceAll("\n", "\r\n"), path)).toBe(line);
});

const JSON_TEXT = `{
\t"id": "abc",
\t"list": [
\t\t{ "a": 1 },
\t\t{
\t\t\t"b": 2 }
\t]
}
`;

test.each<[Path, string]>([
  [[], "{"],
  [["id"], '"id": "abc",'],
  [["list", 0, "a"], '{ "a": 1 },'],
  [["list", 1, "b"], '"b": 2 }'],
  [["list", 9], '"list": ['],
  [["absent"], "{"],
])("locator finds %j in JSON", (path, line) => {
  expect(lineAt("customers/a.json", JSON_TEXT, path)).toBe(line);
});

const MODULE = `import { defineDelegation, defineOffer } from "azure-lighthouse-keeper";
const shared = { cloud: "public" };
const managingTenant = shared;
const text = "export default { id: 1 }";

export default defineOffer({
  id: "abc",
  "name": "x",
  managingTenant,
  plans: {
    standard: {
      ...shared,
      visibility: "public" as const,
      versions: {
        "1.0.0": {
          authorizations: [
            { role: "Reader" },
            {
              role: "Owner" satisfies string,
            },
            ...more,
            { role: "Contributor" },
          ],
        },
      } as const,
    },
  },
  delegations: [
    defineDelegation(offer, {
      plan: "x",
    }),
    [
      1,
    ].map((each) => ({ plan: each })),
  ],
});
`;

test.each<[Path, string]>([
  [[], "export default defineOffer({"],
  [["id"], 'id: "abc",'],
  [["name"], '"name": "x",'],
  [["managingTenant"], "managingTenant,"],
  [["managingTenant", "cloud"], "managingTenant,"],
  [["plans", "standard", "visibility"], 'visibility: "public" as const,'],
  [["plans", "standard", "versions", "1.0.0"], '"1.0.0": {'],
  [["plans", "standard", "versions", "1.0.0", "authorizations", 0, "role"], '{ role: "Reader" },'],
  [
    ["plans", "standard", "versions", "1.0.0", "authorizations", 1, "role"],
    'role: "Owner" satisfies string,',
  ],
  // behind the spread nobody can count: the list itself
  [["plans", "standard", "versions", "1.0.0", "authorizations", 2, "role"], "authorizations: ["],
  [["plans", "standard", "versions", "1.0.0", "authorizations", 3, "role"], "authorizations: ["],
  [["plans", "standard", "cloud"], "standard: {"],
  [["delegations", 0, "plan"], 'plan: "x",'],
  [["delegations", 0, "scopes", 0], "defineDelegation(offer, {"],
  [["delegations", 1, "plan"], "["],
  [["delegations", 7], "delegations: ["],
  [["absent", "deeper"], "export default defineOffer({"],
  [["constructor"], "export default defineOffer({"],
])("locator finds %j in TypeScript", (path, line) => {
  expect(lineAt("offers/a.ts", MODULE, path)).toBe(line);
});

test.each<[string, string, Path, string | undefined]>([
  ["a literal without a call", "export default {\n  id: 1,\n};", ["id"], "id: 1,"],
  ["a variable, at its export", "const x = {\n  id: 1,\n};\nexport default x;", ["id"], "export default x;"],
  ["a type argument", "export default f<X>({\n  id: 1,\n});", ["id"], "id: 1,"],
  ["a call without arguments", "const a = 1;\nexport default f();", ["id"], "export default f();"],
  ["a function", "const a = 1;\nexport default () => 1;", ["id"], "export default () => 1;"],
  ["a key that is a number", "export default {\n  1: 2,\n};", ["1"], "1: 2,"],
  ["no key of an object that is computed", "export default {\n  [id]: 1,\n};", ["id"], "export default {"],
  ["no default export", "export const id = 1;", ["id"], undefined],
  ["a text that is not TypeScript", "export default {", ["id"], undefined],
  ["nothing", "", [], undefined],
])("locator finds a path in %s", (_, text, path, line) => {
  expect(lineAt("offers/a.ts", text, path)).toBe(line);
});

test("locator takes the place that a parser named", () => {
  expect(lineAt("customers/a.yaml", YAML, [], YAML.indexOf("deep"))).toBe("deep: x");
});

test.each([
  ["too deep", "[".repeat(20_000)],
  ["too large", `a: ${"x".repeat(2_000_000)}`],
])("locator knows no line in a file that is %s to be parsed", (_, text) => {
  for (const ending of ["yaml", "json"]) expect(lineAt(`customers/a.${ending}`, text, [])).toBeUndefined();
});

test("locator knows no line of a file that is not there", () => {
  expect(locator(temporaryFolder())({ file: "estate.lock.json", path: ["customers"] })).toBeUndefined();
});

test.each([
  ["in the middle", '{\n  "id": "x",\n  "name": ,\n  "b": 1\n}', 3],
  ["after a byte order mark", '\uFEFF{\n  "id": ,\n}', 2],
  ["at the end of the text", '{\n  "id": "x"\n', 3],
  ["nearly nowhere, as with a comma too many", '{\n  "id": "x",\n}', 1],
])("the locator says where a JSON text is broken: %s", (_, text, line) => {
  const root = temporaryFolder();
  change(root, { "customers/x.json": text });
  expect(locator(root)({ file: "customers/x.json", path: [] })).toBe(line);
});

test.each<[string, string, string]>([
  ["a key after names in quotes", "name: 'a\n  id: b'\nid: abc\n", "id: abc"],
  ["a key that another one begins like", "idea: x\nid:y: 1\nid: abc\n", "id: abc"],
  ["the same key deeper", "a:\n  id: inner\nid: abc\n", "id: abc"],
  ["a carriage return", "a: 1\r\nid: abc\r\n", "id: abc"],
])("an outermost key is found at its own line: %s", (_, text, line) => {
  expect(lineAt("customers/a.yaml", text, ["id"])).toBe(line);
});
