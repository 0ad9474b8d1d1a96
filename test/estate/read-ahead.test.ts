import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { readAhead, readerOf } from "../../lib/estate/read-ahead.ts";
import { readStackFiles, type StackReader } from "../../lib/estate/stack-files.ts";
import { REPOSITORY, temporaryFolder } from "../support/estates.ts";

/** The thread as it is published. */
const THREAD = pathToFileURL(join(REPOSITORY, "dist/cli/read-ahead-thread.js"));

/** Folders `s000`, `s001`… with a stack of so many bytes each; undefined is a folder without one. */
function stacks(...sizes: readonly (number | undefined)[]): string {
  const root = temporaryFolder();
  for (const [index, size] of sizes.entries()) {
    const folder = join(root, `s${String(index).padStart(3, "0")}`);
    mkdirSync(folder);
    if (size !== undefined) writeFileSync(join(folder, "cdk.tf.json"), `${index}é`.padEnd(size, "x"));
  }
  return root;
}

function placesIn(...roots: readonly string[]): string[] {
  return roots.flatMap((root) =>
    readdirSync(root)
      .sort()
      .map((name) => join(root, name)),
  );
}

/** What a reader says of a place: its names and text, or why not. */
function said(read: StackReader, place: string): unknown {
  try {
    const { names, text } = read(place);
    return { names, text: text() };
  } catch (error) {
    return String(error);
  }
}

function expectTheSame(read: StackReader, places: readonly string[]): void {
  for (const place of places) expect(said(read, place)).toEqual(said(readStackFiles, place));
}

test("readAhead reads what is read without it, batch after batch, of one folder after the other", () => {
  // three batches of a megabyte, and then some
  const [first, second] = [stacks(...Array(40).fill(90_000)), stacks(0, 1, 7_000)];
  expectTheSame(readAhead([first, second], THREAD), placesIn(first, second));
});

test("readAhead: what was read ahead is not read again", () => {
  const [root, elsewhere] = [stacks(10, 10, 10), stacks(10)];
  const [first = "", ...others] = placesIn(root);
  const expected = others.map((place) => said(readStackFiles, place));
  const read = readAhead([root], THREAD);
  // all three are in one batch; what is asked for between them is none of the thread's
  said(read, first);
  expectTheSame(read, placesIn(elsewhere));
  rmSync(root, { recursive: true });
  expect(others.map((place) => said(read, place))).toEqual(expected);
});

test("readAhead: what cannot be read fails for whoever asks, and what comes after it is read", () => {
  const root = stacks(10, undefined, 10, 10, 10);
  rmSync(join(root, "s002"), { recursive: true });
  writeFileSync(join(root, "s002"), "a file, not a folder");
  symlinkSync("s000", join(root, "s005"));
  symlinkSync("nowhere", join(root, "s006"));
  mkdirSync(join(root, "s007", "cdk.tf.json"), { recursive: true });
  writeFileSync(join(root, "s003", "more.tf"), "");
  writeFileSync(join(root, "s004", "cdk.tf.json"), Buffer.from([0xff, 0xfe, 0x41, 0xef, 0xbb, 0xbf]));
  expectTheSame(readAhead([root], THREAD), placesIn(root));
});

test("readAhead: a stack that is too large for a batch is read when it is asked for", () => {
  const root = stacks(10, 256 * 1024 - 1, 256 * 1024, 2_000_000, 10);
  expectTheSame(readAhead([root], THREAD), placesIn(root));
});

test("readAhead: whoever asks for some, for others, or again gets what is there", () => {
  const root = stacks(...Array(30).fill(90_000));
  const places = placesIn(root);
  const some = places.filter((_, index) => index % 7 === 3);
  expectTheSame(readAhead([root], THREAD), some);
  expectTheSame(readAhead([root], THREAD), [...some, join(root, "none"), ...places]);
  expectTheSame(readAhead([root], THREAD), [...places].reverse());
});

test("readAhead: what the thread never read is read without it", () => {
  const root = stacks(10, 10);
  expectTheSame(readAhead([join(root, "nothing here"), root], THREAD), placesIn(root));
  const broken = join(temporaryFolder(), "broken.js");
  writeFileSync(broken, "throw new Error('no thread');");
  expectTheSame(readAhead([root], pathToFileURL(broken)), placesIn(root));
});

test("readerOf reads ahead only where the manifest is that of a fleet", () => {
  const output = temporaryFolder();
  expect(readerOf([output, join(output, "none")])).toBe(readStackFiles);
  writeFileSync(join(output, "manifest.json"), " ".repeat(256 * 1024 - 1));
  expect(readerOf([output])).toBe(readStackFiles);
  // a plan is a file, and no folder
  expect(readerOf([join(output, "manifest.json"), "\0", "x".repeat(5000)])).toBe(readStackFiles);
});
