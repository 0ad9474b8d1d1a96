import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { extendedYaml } from "../../lib/estate/extend-customer.ts";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { armLists, grant, guidOf } from "./arm-fleet.ts";

/*
 * Customers that the estate defines already: their files get what is missing, or a person gets the text.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];
const FIRST = { customer: 1, authorizations: GRANTS };
/** Another offer on the same subscription. */
const SECOND = { customer: 1, definition: 51, name: "Bellows Watch", authorizations: [grant(2, "reader")] };

/** An estate that has adopted the first delegation, when Azure has both. */
async function estate(...form: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  change(folder, armLists([FIRST]));
  const ran = await keeper(folder, ["adopt", "azure", "--output", ".", ...form]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  change(folder, armLists([FIRST, SECOND]));
  return folder;
}

const adopt = (folder: string) => keeper(folder, ["adopt", "azure", "--output", ".", "--yaml"]);

test("a customer's file in YAML gets lines, keeps every other one, and the lock marks what was added", async () => {
  const folder = await estate("--yaml");
  const file = "customers/customer-1.yaml";
  const before = `# by hand\n${snapshot(folder)[file]}# at the end\n`;
  change(folder, { [file]: before });
  const ran = await adopt(folder);
  expect(ran, ran.err + ran.out).toMatchObject({ code: 0 });
  expect(ran.out).toContain("1 registration definition adopted");
  expect(ran.out).toContain(`${file} extended: customer customer-1\n`);
  const after = snapshot(folder)[file] ?? "";
  const added = after.split("\n").filter((line) => !before.split("\n").includes(line));
  expect(
    after
      .split("\n")
      .filter((line) => !added.includes(line))
      .join("\n"),
  ).toContain("# by hand");
  expect(before.split("\n").every((line) => after.split("\n").includes(line))).toBe(true);
  expect(added.join("\n")).toContain("offer: bellows-watch");
  const lock = JSON.parse(snapshot(folder)["estate.lock.json"] ?? "");
  expect(lock.customers["customer-1"].imports).toEqual({
    [guidOf("b", 1)]: ["bellows-operations", "bellows-watch"],
  });
  expect((await keeper(folder, ["check"])).code).toBe(0);
  expect((await keeper(folder, ["review", "azure", ".", "--exit-code"])).code).toBe(0);
  const again = await adopt(folder);
  expect(again.out).toBe("nothing to adopt: 2 registration definitions defined already\n");
});

/** The same estate in another folder: this process has loaded the modules of the first one already. */
function moved(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

test.each([
  ["in TypeScript as well", []],
  ["in YAML", ["--yaml"]],
])("a customer in TypeScript is edited in place, with a new offer %s", async (_, form) => {
  const folder = await estate();
  const file = "customers/customer-1.ts";
  const before = (snapshot(folder)[file] ?? "")
    .replace("export default", "// by hand\nexport default")
    .replace(/\n {2}\],\n\}\);\n$/, " // the first\n    // next one here\n  ], // all\n});\n");
  change(folder, { [file]: before });
  const edited = moved(folder);
  const words = ["adopt", "azure", "--output", ".", ...form];
  const ran = await keeper(edited, words);
  expect(ran, ran.err + ran.out).toMatchObject({ code: 0 });
  expect(ran.out).toContain("1 registration definition adopted");
  expect(ran.out).toContain(`${file} extended: customer customer-1\n`);
  const after = snapshot(edited)[file] ?? "";
  expect(after).not.toContain("import: true");
  expect(after).toContain(form.length === 0 ? "defineDelegation(bellowsWatch, {" : 'offer: "bellows-watch",');
  // lines were added, and the others are as they were, in their order
  const kept = after.split("\n").filter((line) => before.split("\n").includes(line));
  for (const line of before.split("\n")) expect(kept).toContain(line);
  const again = moved(edited);
  expect(await keeper(again, ["check"])).toMatchObject({ code: 0 });
  expect((await keeper(again, ["review", "azure", ".", "--exit-code"])).code).toBe(0);
  const files = snapshot(again);
  expect(await keeper(again, words)).toMatchObject({
    code: 0,
    out: "nothing to adopt: 2 registration definitions defined already\n",
  });
  expect(snapshot(again)).toEqual(files);
  const lock = JSON.parse(files["estate.lock.json"] ?? "");
  expect(lock.customers["customer-1"].imports).toEqual({
    [guidOf("b", 1)]: ["bellows-operations", "bellows-watch"],
  });
});

test("a customer in TypeScript that is no plain literal is left alone, and the printed text makes it whole", async () => {
  const folder = await estate();
  const file = "customers/customer-1.ts";
  const before = (snapshot(folder)[file] ?? "")
    .replace("export default", "const customer =")
    .concat("export default customer;\n");
  change(folder, { [file]: before });
  const own = moved(folder);
  const ran = await keeper(own, ["adopt", "azure", "--output", ".", "--yaml"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("nothing to adopt: 1 registration definition defined already\n");
  expect(ran.out).toContain(
    `customer customer-1 is defined in ${file}, which is left alone: add this to it\n`,
  );
  expect(snapshot(own)[file]).toBe(before);
  const [, printed = ""] =
    /add this to it\n {2}\{\n {4}delegations: \[\n([\s\S]*?)\n {4}\],\n {2}\}\n/.exec(ran.out) ?? [];
  expect(printed).toContain("import: true");
  const added = moved(own);
  change(added, { [file]: before.replace(/(delegations: \[)/, `$1\n${printed}`) });
  const again = await adopt(added);
  expect(again, again.out).toMatchObject({ code: 0 });
  expect(again.out).toBe("nothing to adopt: 2 registration definitions defined already\n");
  expect((await keeper(added, ["review", "azure", ".", "--exit-code"])).code).toBe(0);
});

test("a new subscription of a known tenant joins its customer under a free name", async () => {
  const folder = await estate("--yaml");
  const lists = armLists([FIRST, { customer: 2, authorizations: GRANTS }]);
  change(folder, {
    "azure/definitions.json": (lists["azure/definitions.json"] ?? "").replaceAll(
      guidOf("c", 2),
      guidOf("c", 1),
    ),
    "azure/assignments.json": lists["azure/assignments.json"],
  });
  const ran = await adopt(folder);
  expect(ran, ran.err + ran.out).toMatchObject({ code: 0 });
  const customer = snapshot(folder)["customers/customer-1.yaml"] ?? "";
  expect(customer).toContain(guidOf("b", 2));
  expect(Object.keys(snapshot(folder)).filter((path) => path.startsWith("customers/"))).toHaveLength(1);
  expect((await keeper(folder, ["review", "azure", ".", "--exit-code"])).code).toBe(0);
});

const ADDITION = {
  subscriptions: { second: "b" },
  delegations: [{ offer: "x", scopes: [{ subscription: "second" }] }],
};
const PLAIN = `id: a
subscriptions:
  first: "1"
  # of the first
delegations:
    - offer: y # why
      scopes: []

# the end
accepts: []
`;

test("lines are added at the end of both lists, in the file's own indentation", () => {
  expect(extendedYaml(PLAIN, ADDITION)).toBe(`id: a
subscriptions:
  first: "1"
  second: b
  # of the first
delegations:
    - offer: y # why
      scopes: []
    - offer: x
      scopes:
        - subscription: second

# the end
accepts: []
`);
});

test.each([
  ["braces", PLAIN.replace('\n  first: "1"\n', ' { first: "1" }\n')],
  ["brackets", PLAIN.replace(/delegations:[\s\S]*\[\]\n\n/, "delegations: []\n")],
  [
    "an anchor",
    PLAIN.replace("delegations:\n", "delegations: &all\n").replace("accepts: []", "accepts: *all"),
  ],
  ["no delegations", PLAIN.replace("delegations", "others")],
  ["no YAML", "{"],
  ["a list", "- a\n"],
])("a file with %s is not edited where that is not exact", (_, text) => {
  expect(text).not.toBe(PLAIN);
  const edited = extendedYaml(text, ADDITION);
  // an anchor on a list changes what refers to it
  expect(edited).toBe(undefined);
});
