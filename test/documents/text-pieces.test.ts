import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NAMED, readTextFile, readTextPieces } from "../../lib/documents/read-file.ts";
import { temporaryFolder } from "../support/estates.ts";

/*
 * A file that is read in pieces gives the text of the whole, in every encoding that shells print.
 */

/** Longer than a piece, with characters of one to four bytes at every offset. */
const TEXT = `"${"a€𝄞é".repeat(200_000)}"`;

function bytesOf(encoding: string, text: string): Buffer {
  const units = Buffer.from(`\ufeff${text}`, "utf16le");
  if (encoding === "UTF-8") return Buffer.from(text);
  if (encoding === "UTF-8 with a mark") return Buffer.from(`\ufeff${text}`);
  return encoding === "UTF-16" ? units : units.swap16();
}

/** The pieces of a file, or why it is not read. */
function pieces(bytes: Buffer) {
  const path = join(temporaryFolder(), "log.json");
  writeFileSync(path, bytes);
  const all: string[] = [];
  const read = readTextPieces(path, "activity-log", NAMED, (piece) => all.push(piece) > 0);
  const whole = readTextFile(path, "activity-log", NAMED);
  return { all, problem: read.ok ? undefined : read.error.reason, whole: whole.ok ? whole.value : undefined };
}

test.each(["UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16 of the other order"])("%s", (encoding) => {
  const { all, whole, problem } = pieces(bytesOf(encoding, TEXT));
  expect(problem).toBeUndefined();
  expect(all.length).toBeGreaterThan(2);
  expect([all.join("") === TEXT, whole === TEXT]).toEqual([true, true]);
});

test.each([
  ["UTF-8", Buffer.from([0x22, 0xc3, 0x22])],
  ["UTF-8", Buffer.from([0x22, 0xe2, 0x82])],
  ["UTF-16", Buffer.from([0xff, 0xfe, 0x22, 0x00, 0x22])],
])("ill-formed %s is refused, and not replaced", (encoding, bytes) => {
  expect(pieces(bytes)).toMatchObject({
    problem: expect.stringContaining(`is not well-formed ${encoding}`),
    whole: undefined,
  });
});
