import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { manifestText } from "../../lib/formats/stack/manifest.ts";
import { readOutputFolder } from "../../lib/formats/stack/output-documents.ts";
import { expectRefused, type Loose, put, readOf } from "./refused.ts";

const entry = (name: string) => ({
  annotations: [],
  constructPath: name,
  dependencies: [],
  name,
  stackMetadataPath: `stacks/${name}/metadata.json`,
  synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
  workingDirectory: `stacks/${name}`,
});
const manifestOf = (...names: readonly string[]): Loose => ({
  stacks: Object.fromEntries(names.map((name) => [name, entry(name)])),
  version: "0.21.0",
});
/** As keeper and cdktf space it. */
const text = (manifest: unknown) => `${JSON.stringify(manifest, undefined, 2)}\n`;
const MANIFEST = manifestOf("contoso", "fabrikam");
const MARKER: Loose = {
  selection: "complete",
  customers: ["contoso", "fabrikam"],
  kept: [],
};
const BOTH = ["fabrikam", "contoso"];

test("readOutputFolder: the marker of an older keeper says what it says without its digest", () => {
  const older = { ...MARKER, definitions: "sha256:0" };
  expect(readOutputFolder(text(MANIFEST), older, BOTH)).toEqual(
    readOutputFolder(text(MANIFEST), MARKER, BOTH),
  );
});

test("readOutputFolder: a complete run is complete", () => {
  const stacks = ["contoso", "fabrikam"];
  expect(readOf(readOutputFolder(text(MANIFEST), MARKER, BOTH))).toEqual({ selection: "complete", stacks });
  const empty = { ...MARKER, customers: [] };
  expect(readOf(readOutputFolder(text(manifestOf()), empty, []))).toEqual({
    selection: "complete",
    stacks: [],
  });
});

test("readOutputFolder: a manifest that somebody spaced otherwise says the same", () => {
  expect(readOutputFolder(JSON.stringify(MANIFEST), MARKER, BOTH)).toEqual(
    readOutputFolder(text(MANIFEST), MARKER, BOTH),
  );
});

test("readOutputFolder: a name that is not an id is not a stack, whoever lists it", () => {
  const hostile = 'x": {}, "y';
  const manifest = manifestText([hostile]);
  const listed = { ...MARKER, customers: [hostile] };
  expectRefused(
    readOutputFolder(manifest, listed, [hostile]),
    "value-not-allowed",
    "keeper.json customers 0",
  );
  expectRefused(readOutputFolder(manifest, MARKER, [hostile]), "output-incomplete", "manifest.json");
});

test("readOutputFolder: of a run with a selection, what was made counts, not what was kept", () => {
  const marker = { ...MARKER, selection: "selected", customers: ["fabrikam"], kept: ["contoso"] };
  const selected = { selection: ["fabrikam"], stacks: ["fabrikam"] };
  expect(readOf(readOutputFolder(text(MANIFEST), marker, BOTH))).toEqual(selected);
});

test.each<[string, ProblemKind, string, Loose]>([
  [
    "a stack that leads to another",
    "output-incomplete",
    "fabrikam",
    put(MANIFEST, "stacks fabrikam synthesizedStackPath", "stacks/contoso/cdk.tf.json"),
  ],
  [
    "a stack that leads out",
    "output-incomplete",
    "fabrikam",
    put(MANIFEST, "stacks fabrikam workingDirectory", "../elsewhere"),
  ],
  [
    "a stack under another name",
    "output-incomplete",
    "fabrikam",
    put(MANIFEST, "stacks fabrikam name", "contoso"),
  ],
  [
    "a stack with dependencies",
    "value-not-allowed",
    "stacks fabrikam dependencies",
    put(MANIFEST, "stacks fabrikam dependencies", ["contoso"]),
  ],
  [
    "a stack with more",
    "part-unknown",
    "stacks fabrikam deploy",
    put(MANIFEST, "stacks fabrikam deploy", "x"),
  ],
  [
    "a stack whose name is a path",
    "value-not-allowed",
    "stacks ../x",
    put(MANIFEST, "stacks ../x", entry("../x")),
  ],
  [
    "a stack __proto__",
    "part-unknown",
    "stacks __proto__",
    put(MANIFEST, "stacks __proto__", entry("__proto__")),
  ],
  [
    "a stack that the marker does not know",
    "output-incomplete",
    "",
    put(MANIFEST, "stacks other", entry("other")),
  ],
  ["a part more", "part-unknown", "hooks", put(MANIFEST, "hooks", {})],
  ["no stacks", "value-not-allowed", "stacks", { version: "0.21.0" }],
  ["nothing", "part-unknown", "", undefined],
])("readOutputFolder refuses a manifest with %s", (_, kind, place, manifest) => {
  const path = `manifest.json${place === "" ? "" : ` ${place}`}`;
  expectRefused(readOutputFolder(text(manifest), MARKER, BOTH), kind, path);
});

test.each<[string, ProblemKind, string, Loose]>([
  [
    "a customer that is not listed",
    "output-incomplete",
    "manifest.json",
    put(MARKER, "customers 2", "other"),
  ],
  ["a customer twice", "output-incomplete", "manifest.json", put(MARKER, "customers 2", "fabrikam")],
  ["a customer less", "output-incomplete", "manifest.json", put(MARKER, "customers", ["fabrikam"])],
  [
    "something kept by a complete run",
    "output-incomplete",
    "keeper.json kept",
    { ...MARKER, customers: ["fabrikam"], kept: ["contoso"] },
  ],
  [
    "a selection of another kind",
    "value-not-allowed",
    "keeper.json selection",
    put(MARKER, "selection", "all"),
  ],
  ["a part more", "part-unknown", "keeper.json x", put(MARKER, "x", 1)],
  ["nothing", "value-not-allowed", "keeper.json", undefined],
])("readOutputFolder refuses a marker with %s", (_, kind, path, marker) => {
  expectRefused(readOutputFolder(text(MANIFEST), marker, BOTH), kind, path);
});

test.each([
  ["a folder less", ["fabrikam"]],
  ["a folder more", [...BOTH, "other"]],
  ["another folder", ["fabrikam", "other"]],
])("readOutputFolder refuses %s", (_, folders) => {
  expectRefused(readOutputFolder(text(MANIFEST), MARKER, folders), "output-incomplete", "manifest.json");
});

test("readOutputFolder: any documents are read or refused", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.array(fc.string()), (manifest, marker, folders) => {
      expect(readOutputFolder(text(manifest), marker, folders).ok).toBe(false);
    }),
  );
});
