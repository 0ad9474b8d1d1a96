import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { keeper, REPOSITORY, sampleCopy } from "./support/estates.ts";

/*
 * The published JSON Schemas, as JSON Schema Store and editors take them.
 */

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly url: string;
}

/** Files of this repository's estate, by the schema that its editor settings give them. */
const FILES = {
  customer: ["customers/*.json", "customers/*.yaml", "customers/*.yml"],
  offer: ["offers/*.json", "offers/*.yaml", "offers/*.yml"],
  policy: ["policy.yaml"],
  waves: ["waves.yaml"],
};

const read = (path: string) => JSON.parse(readFileSync(join(REPOSITORY, path), "utf8"));
const NAMES = ["advice", "customer", "fleet", "offer", "policy", "review", "waves"];
const catalog: { readonly version: number; readonly schemas: readonly Entry[] } =
  read("schemas/catalog.json");

const idOf = (name: string): string => read(`schemas/${name}.schema.json`).$id;

test.each(NAMES)(
  "the schema %s compiles, and has an id of its own in the form of JSON Schema Store",
  (name) => {
    const schema = read(`schemas/${name}.schema.json`);
    expect(schema.$id).toBe(`https://json.schemastore.org/lighthouse-keeper-${name}.json`);
    expect(Object.keys(schema)).toEqual(expect.arrayContaining(["$schema", "title", "type"]));
    expect(() =>
      new Ajv2020({ strict: false, formats: { uuid: true, date: true } }).compile(schema),
    ).not.toThrow();
  },
);

test("every schema is published, and no two have one id", () => {
  const files = readdirSync(join(REPOSITORY, "schemas")).filter((name) => name.endsWith(".schema.json"));
  expect(files.sort()).toEqual(NAMES.map((name) => `${name}.schema.json`));
  expect(new Set(NAMES.map(idOf)).size).toBe(NAMES.length);
});

test("the catalogue names what people write, by the ids of the schemas, and takes no files of other programs", () => {
  expect(catalog.version).toBe(1);
  expect(catalog.schemas.map(({ url }) => url)).toEqual(Object.keys(FILES).map(idOf));
  // a pattern of the Store holds in every repository, and customers/*.yaml may be anybody's
  for (const entry of catalog.schemas) expect(Object.keys(entry)).toEqual(["name", "description", "url"]);
});

test("the editor settings of this repository have the patterns of its files", () => {
  const settings = read(".vscode/settings.json");
  const byEditor = new Map<string, string[]>();
  const add = (path: string, patterns: readonly string[]) =>
    byEditor.set(path, [...(byEditor.get(path) ?? []), ...patterns]);
  for (const [path, patterns] of Object.entries<string[]>(settings["yaml.schemas"])) add(path, patterns);
  for (const { url, fileMatch } of settings["json.schemas"]) add(url, fileMatch);
  const matches = [...byEditor].map(([path, patterns]) => [read(path).$id, patterns.sort()]);
  expect(matches.sort()).toEqual(
    Object.entries(FILES)
      .map(([name, patterns]) => [idOf(name), patterns])
      .sort(),
  );
});

test("a data file of the sample is valid by the schema that the catalogue names for it", () => {
  const ajv = new Ajv2020({ strict: false, formats: { uuid: true, date: true } });
  const validate = ajv.compile(read("schemas/customer.schema.json"));
  const customer = parse(readFileSync(join(REPOSITORY, "customers/wide-world-importers.yaml"), "utf8"));
  expect(validate(customer)).toBe(true);
  expect(validate({ ...customer, tenantId: 1 })).toBe(false);
});

test.each([
  ["policy.yaml", ["new", "policy"], ""],
  ["offers/north.yaml", ["new", "offer", "north", "--yaml"], "offers"],
  ["customers/north.yaml", ["new", "customer", "north", "--yaml"], "customers"],
])("the heading of a new %s names a schema that is there", async (file, words, folder) => {
  const estate = sampleCopy();
  expect(await keeper(estate, words)).toMatchObject({ code: 0 });
  const [, path = ""] =
    /^# yaml-language-server: \$schema=(\S+)$/m.exec(readFileSync(join(estate, file), "utf8")) ?? [];
  const schema = JSON.parse(readFileSync(join(estate, folder, path), "utf8"));
  expect(schema.$id).toBe(idOf(/policy|offer|customer/.exec(file)?.[0] ?? ""));
});
