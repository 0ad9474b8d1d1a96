import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tryEdits } from "../../lib/workflows/edited-definitions.ts";
import type { World } from "../../lib/workflows/world.ts";
import { change, snapshot, temporaryFolder } from "../support/estates.ts";

/*
 * Edits of several files are made together or not at all.
 */

const BEFORE = { "offers/a.yaml": "a: 1\n", "offers/b.yaml": "b: 1\n" };
const edit = (path: string, edited: string | undefined, text = "") => ({ path, text, edited });
const [A, B] = [
  edit("offers/a.yaml", "a: 2\n", BEFORE["offers/a.yaml"]),
  edit("offers/b.yaml", undefined, BEFORE["offers/b.yaml"]),
] as const;

// the children that run definitions are not begun here
const world = { keeper: [] } as unknown as World;

function estate(): string {
  const folder = temporaryFolder();
  change(folder, BEFORE);
  return folder;
}

const reads = async () => ({ ok: true, value: "read" }) as const;

test("edits that are written and read again stay", async () => {
  const root = estate();
  expect(await tryEdits([A, B], root, world, reads)).toEqual({ ok: true, value: "read" });
  expect(snapshot(root)).toEqual({ "offers/a.yaml": "a: 2\n" });
});

test("where a later file cannot be written, the earlier ones get their old texts back, and nothing is read", async () => {
  const root = estate();
  const missing = edit("nowhere/c.yaml", "c: 2\n");
  const tried = await tryEdits([A, B, missing], root, world, () => Promise.reject(new Error("was read")));
  expect(tried).toMatchObject({ ok: false, error: expect.stringMatching(/^cannot be written: .*c\.yaml/) });
  expect(snapshot(root)).toEqual(BEFORE);
});

test("where the reading refuses, or ends by a defect, all files get their old texts back", async () => {
  const root = estate();
  const refused = await tryEdits([A, B], root, world, async () => ({ ok: false, error: "no" }));
  expect(refused).toEqual({ ok: false, error: "no" });
  expect(snapshot(root)).toEqual(BEFORE);
  const defect = tryEdits([A, B], root, world, () => Promise.reject(new Error("a defect")));
  await expect(defect).rejects.toThrow("a defect");
  expect(snapshot(root)).toEqual(BEFORE);
});

test.each([
  ["hangs", () => new Promise<never>(() => {})],
  ["ends by it", () => Promise.reject(new Error("the process that loads definitions ended"))],
  ["is done just then", reads],
])(
  "a signal while the edits are checked gives all files their old texts back: the reading %s",
  async (_, read) => {
    const root = estate();
    const tried = await tryEdits([A, B], root, world, () => {
      process.emit("SIGHUP");
      return read();
    });
    expect(tried).toMatchObject({ ok: false, error: expect.stringContaining("interrupted") });
    expect(snapshot(root)).toEqual(BEFORE);
    expect(process.listenerCount("SIGHUP")).toBe(0);
  },
);

test("one file that cannot be restored does not keep the others from it, and is named", async () => {
  const root = estate();
  change(root, { "customers/c.yaml": "c: 1\n" });
  const C = edit("customers/c.yaml", "c: 2\n", "c: 1\n");
  const tried = await tryEdits([A, C], root, world, async () => {
    // a file where the folder was
    rmSync(join(root, "customers"), { recursive: true });
    change(root, { customers: "" });
    return { ok: false, error: "no" };
  });
  expect(tried).toEqual({
    ok: false,
    error: "no; NOT restored, because they cannot be written either: customers/c.yaml",
  });
  expect(snapshot(root)).toMatchObject({ "offers/a.yaml": "a: 1\n" });
});
