import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type OutputFiles, writeOutput } from "../../lib/estate/output-folder.ts";
import { guidOf } from "../support/builders.ts";
import { change, snapshot, temporaryFolder } from "../support/estates.ts";

const files = (names: readonly string[], changes: Partial<OutputFiles> = {}): OutputFiles => ({
  stacks: names.map((name) => ({ name, text: `${name}\n` })),
  complete: true,
  providerLock: undefined,
  facts: { managingTenants: {}, customers: {}, plans: {} },
  ...changes,
});
const selected = { complete: false };
const write = (output: string, made: OutputFiles) => writeOutput(output, made, () => undefined);

/** What is in the folder: stacks by name, the names in the manifest, and the marker. */
function contents(output: string) {
  const {
    "manifest.json": manifest,
    "keeper.json": marker,
    "facts.json": _facts,
    ...stacks
  } = snapshot(output);
  return {
    stacks: Object.keys(stacks),
    listed: Object.keys(JSON.parse(manifest ?? "{}").stacks ?? {}),
    marker: JSON.parse(marker ?? "null"),
  };
}

test("writeOutput writes stacks, the manifest of the cdktf CLI, and the marker", () => {
  const output = join(temporaryFolder(), "deep", "cdktf.out");
  expect(write(output, files(["b", "a"].map((each) => `${each}1`)))).toMatchObject({
    ok: true,
    value: { lockChanged: false },
  });
  const { "manifest.json": manifest, ...rest } = snapshot(output);
  expect(manifest).toMatch(/^\{\n {2}"stacks": \{\n {4}"a1": \{\n/);
  expect(JSON.parse(manifest ?? "")).toEqual({
    stacks: Object.fromEntries(
      ["a1", "b1"].map((name) => [
        name,
        {
          annotations: [],
          constructPath: name,
          dependencies: [],
          name,
          stackMetadataPath: `stacks/${name}/metadata.json`,
          synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
          workingDirectory: `stacks/${name}`,
        },
      ]),
    ),
    version: "0.21.0",
  });
  expect(rest).toEqual({
    "facts.json": '{\n  "customers": {},\n  "managingTenants": {},\n  "plans": {},\n  "version": 1\n}\n',
    "keeper.json": expect.stringMatching(/\n$/),
    "stacks/a1/cdk.tf.json": "a1\n",
    "stacks/b1/cdk.tf.json": "b1\n",
  });
  expect(contents(output).marker).toEqual({
    selection: "complete",
    customers: ["a1", "b1"],
    kept: [],
  });
});

test("writeOutput of a selection keeps the others in place and listed", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb", "cc"]));
  change(output, { "stacks/bb/terraform.lock": "somebody's" });
  write(output, files(["bb"], selected));
  expect(contents(output)).toEqual({
    stacks: ["aa/cdk.tf.json", "bb/cdk.tf.json", "bb/terraform.lock", "cc/cdk.tf.json"].map(
      (path) => `stacks/${path}`,
    ),
    listed: ["aa", "bb", "cc"],
    marker: { selection: "selected", customers: ["bb"], kept: ["aa", "cc"] },
  });
});

test("writeOutput of a selection lists a stack that is new", () => {
  const output = temporaryFolder();
  write(output, files(["bb"]));
  write(output, files(["aa"], selected));
  expect(contents(output).listed).toEqual(["aa", "bb"]);
});

test("writeOutput of a selection does not list what is not there, and not what was not listed", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  change(output, { "stacks/bb/cdk.tf.json": undefined, "stacks/stray/cdk.tf.json": "" });
  write(output, files(["aa"], selected));
  expect(contents(output).listed).not.toContain("stray");
});

test.each([
  ["absent", undefined],
  ["broken", "{"],
  ["empty", ""],
  ["no manifest", '{ "stacks": null }'],
  ["null", "null"],
])("writeOutput of a selection goes by the folders where the manifest is %s", (_, manifest) => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  change(output, {
    "manifest.json": manifest,
    "stacks/no-stack/readme": "",
    "stacks/Not An Id/cdk.tf.json": "",
  });
  write(output, files(["aa"], selected));
  expect(contents(output)).toMatchObject({ listed: ["aa", "bb"], marker: { kept: ["bb"] } });
});

test("writeOutput of everything removes the folders of stacks that are no more, and nothing else", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  change(output, { "stacks/not-ours/readme": "", "notes.txt": "", "stacks/bb/.terraform/x": "" });
  write(output, files(["aa"]));
  expect(contents(output)).toMatchObject({
    stacks: ["notes.txt", "stacks/aa/cdk.tf.json", "stacks/not-ours/readme"],
    listed: ["aa"],
  });
});

test("writeOutput of an estate without customers removes every stack", () => {
  const output = temporaryFolder();
  write(output, files(["aa"]));
  write(output, files([]));
  expect(contents(output)).toMatchObject({ stacks: [], listed: [], marker: { customers: [] } });
});

test("writeOutput places the provider lock beside every stack that it makes", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  write(output, files(["bb"], { ...selected, providerLock: "locked" }));
  expect(contents(output).stacks).toEqual([
    "stacks/aa/cdk.tf.json",
    "stacks/bb/.terraform.lock.hcl",
    "stacks/bb/cdk.tf.json",
  ]);
});

test("writeOutput leaves the old bytes where a stack cannot be written, and lets the folder go", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  change(output, { "stacks/zz": "a file in the way" });
  const before = snapshot(output);
  const made = files([], { stacks: ["aa", "bb", "zz"].map((name) => ({ name, text: "new" })) });
  const lock = join(output, "lock");
  const result = writeOutput(output, made, () => ({ path: lock, text: "new" }));
  expect(result).toMatchObject({ ok: false, error: { kind: "output-not-writable" } });
  expect(snapshot(output)).toEqual(before);
});

test("writeOutput leaves the old output where the lock cannot be written", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  const before = snapshot(output);
  const failing: (() => never)[] = [
    () => {
      throw new Error("EACCES");
    },
  ];
  const places = [join(output, "stacks"), join(output, "manifest.json", "lock")];
  for (const lock of [...failing, ...places.map((path) => () => ({ path, text: "new" }))]) {
    expect(writeOutput(output, files(["bb"]), lock)).toMatchObject({ ok: false });
    expect(snapshot(output)).toEqual(before);
  }
});

test("writeOutput of a selection after a killed run, which left no marker, lists every stack that is there", () => {
  const output = temporaryFolder();
  write(output, files(["aa", "bb"]));
  // what a complete run had written when it was killed: one stack more, not yet listed
  change(output, {
    "keeper.json": undefined,
    "stacks/cc/cdk.tf.json": "",
    ".keeper.staged/manifest.json": "",
  });
  write(output, files(["aa"], selected));
  expect(contents(output)).toMatchObject({ listed: ["aa", "bb", "cc"], marker: { kept: ["bb", "cc"] } });
  expect(existsSync(join(output, ".keeper.staged"))).toBe(false);
});

test("writeOutput fails where the output folder is a file", () => {
  const root = temporaryFolder();
  change(root, { "cdktf.out": "a file" });
  expect(write(join(root, "cdktf.out"), files(["aa"]))).toMatchObject({ ok: false });
  expect(snapshot(root)).toEqual({ "cdktf.out": "a file" });
});

test("writeOutput makes the same bytes from the same stacks in any order", () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  write(first, files(["aa", "bb", "cc"]));
  write(second, files(["cc", "aa", "bb"]));
  expect(snapshot(second)).toEqual(snapshot(first));
});

test("writeOutput of a selection keeps what is known of principals and customers, and adds to it", () => {
  const output = join(temporaryFolder(), "cdktf.out");
  const [p, q] = [guidOf("1"), guidOf("2")];
  const facts = (customer: string, principal: string): OutputFiles["facts"] => ({
    managingTenants: {
      [guidOf("7")]: { name: "T", principals: { [principal]: { displayName: principal, type: "Group" } } },
    },
    customers: {
      [customer]: { name: customer, tags: {}, file: `customers/${customer}.ts`, subscriptions: {} },
    },
    plans: { [`${customer}/basic`]: { file: "offers/x.ts", versions: { "1.0.0": 3 } } },
  });
  const read = () => JSON.parse(snapshot(output)["facts.json"] ?? "");
  write(output, files(["aa", "bb"], { facts: facts("aa", p) }));
  write(output, files(["bb"], { ...selected, facts: facts("bb", q) }));
  expect(Object.keys(read().customers)).toEqual(["aa", "bb"]);
  expect(Object.keys(read().managingTenants[guidOf("7")].principals)).toEqual([p, q]);
  expect(Object.keys(read().plans)).toEqual(["aa/basic", "bb/basic"]);
  write(output, files(["bb"], { facts: facts("bb", q) }));
  expect(Object.keys(read().customers)).toEqual(["bb"]);
  expect(Object.keys(read().managingTenants[guidOf("7")].principals)).toEqual([q]);
});
