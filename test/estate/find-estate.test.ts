import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findEstate, inSandbox } from "../../lib/estate/find-estate.ts";
import { change, temporaryFolder } from "../support/estates.ts";

function estateWith(cdktfJson: string): string {
  const root = temporaryFolder();
  change(root, { "cdktf.json": cdktfJson });
  return root;
}

test("findEstate finds the nearest cdktf.json upwards", () => {
  const outer = estateWith("{}");
  change(outer, { "inner/cdktf.json": "{}" });
  mkdirSync(join(outer, "inner/offers/shared"), { recursive: true });
  const root = join(outer, "inner");
  const found = { ok: true, value: { root, output: join(root, "cdktf.out"), records: root } };
  expect(findEstate(root, undefined)).toEqual(found);
  expect(findEstate(join(root, "offers/shared"), undefined)).toEqual(found);
  expect(findEstate(outer, undefined)).toMatchObject({ ok: true, value: { root: outer } });
});

test.each([
  ["nothing", "{}", "cdktf.out"],
  ["a folder", '{ "output": "build/stacks" }', "build/stacks"],
  ["an empty text", '{ "output": "" }', "cdktf.out"],
  ["something else", '{ "output": 7 }', "cdktf.out"],
  ["nothing in a file that holds no object", "[]", "cdktf.out"],
])("findEstate puts stacks where cdktf.json says: %s", (_, text, output) => {
  const root = estateWith(text);
  expect(findEstate(root, undefined)).toEqual({
    ok: true,
    value: { root, output: join(root, output), records: root },
  });
});

test.each([
  ["elsewhere", "elsewhere"],
  ["", "cdktf.out"],
])("findEstate puts stacks where the cdktf CLI says first: %j", (variable, output) => {
  const root = estateWith("{}");
  expect(findEstate(root, variable)).toEqual({
    ok: true,
    value: { root, output: join(root, output), records: root },
  });
  expect(findEstate(root, join(root, "absolute"))).toMatchObject({
    value: { output: join(root, "absolute") },
  });
});

test("findEstate fails where cdktf.json cannot be read, and where there is none", () => {
  expect(findEstate(estateWith("{"), undefined)).toMatchObject({
    ok: false,
    error: { kind: "unreadable-cdktf-json" },
  });
  expect(findEstate("/", undefined)).toMatchObject({ ok: false, error: { kind: "no-estate" } });
});

test("inSandbox sends everything that is written into the sandbox's folder, wherever the estate or cdktf wanted it", () => {
  const folders = { root: "/estate", output: "/elsewhere", records: "/estate" };
  expect(inSandbox(folders, "/tmp/sandbox")).toEqual({
    root: "/estate",
    output: "/tmp/sandbox/cdktf.out",
    records: "/tmp/sandbox",
  });
  expect(inSandbox(folders, undefined)).toBe(folders);
  expect(inSandbox(folders, "")).toBe(folders);
});
