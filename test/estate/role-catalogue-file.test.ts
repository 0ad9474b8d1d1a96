import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogueFile, readRoleCatalogue } from "../../lib/estate/role-catalogue-file.ts";
import { change, REPOSITORY, temporaryFolder } from "../support/estates.ts";

const SHIPPED = join(REPOSITORY, "data/role-catalogue.json");

test("the shipped catalogue is in force outside an estate, and in one without its own", () => {
  expect(catalogueFile(undefined)).toBe(SHIPPED);
  expect(catalogueFile(temporaryFolder())).toBe(SHIPPED);
});

test("an estate's own catalogue takes the place of the shipped one", () => {
  const root = temporaryFolder();
  const text = readFileSync(SHIPPED, "utf8").replace(/"20\d\d-\d\d-\d\d"/, '"2031-01-02"');
  change(root, { "role-catalogue.json": text });
  expect(catalogueFile(root)).toBe(join(root, "role-catalogue.json"));
  expect(readRoleCatalogue(catalogueFile(root))).toMatchObject({ ok: true, value: { date: "2031-01-02" } });
});

test.each(["", "{}", "[]", "not json"])(
  "an own catalogue of %j is a failure, not the shipped one",
  (text) => {
    const root = temporaryFolder();
    change(root, { "role-catalogue.json": text });
    expect(readRoleCatalogue(catalogueFile(root))).toMatchObject({
      ok: false,
      error: { kind: "unreadable-role-catalogue", fix: expect.stringContaining("keeper roles update") },
    });
  },
);

test.each<[string, (text: string) => string | Buffer]>([
  ["with a key twice", (text) => text.replace('"date":', '"date":"2031-01-02","date":')],
  ["with a role that has a key twice", (text) => text.replace('"name":', '"name":"Reader","name":')],
  ["with a __proto__", (text) => text.replace('"date":', '"__proto__":{},"date":')],
  ["with a byte order mark", (text) => `\ufeff${text}`],
  ["in UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["in Latin-1", (text) => Buffer.from(text.replace("Reader", "R\xe9ader"), "latin1")],
])("a catalogue %s is a failure", (_, alter) => {
  const root = temporaryFolder();
  const altered = alter(readFileSync(SHIPPED, "utf8"));
  writeFileSync(join(root, "role-catalogue.json"), altered);
  expect(readRoleCatalogue(catalogueFile(root))).toMatchObject({
    ok: false,
    error: { kind: "unreadable-role-catalogue" },
  });
});

test("a catalogue that is a folder is a failure", () => {
  const root = temporaryFolder();
  change(root, { "role-catalogue.json/x": "" });
  expect(readRoleCatalogue(catalogueFile(root))).toMatchObject({ ok: false });
});
