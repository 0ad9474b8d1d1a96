import { randomBytes } from "node:crypto";
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all: a killed process leaves the old text, never half of the new. A link stays, and its
 * target is written. A pipe or device is written directly, because a file cannot replace it.
 *
 * @param text the text, or its pieces in order
 */
export function writeFileAtomically(path: string, text: string | Iterable<string>): void {
  const pieces = typeof text === "string" ? [text] : text;
  const present = statSync(path, { throwIfNoEntry: false });
  if (present === undefined) makeAtomically(path, (temporary) => writePieces(temporary, pieces));
  else if (present.isFile())
    makeAtomically(realpathSync(path), (temporary) => writePieces(temporary, pieces));
  else writePieces(path, pieces);
}

function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    // unlike writeSync, this writes all of a piece
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** As {@link writeFileAtomically}, for a file that a function writes under a temporary name. */
export function makeAtomically(path: string, make: (temporary: string) => void): void {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  try {
    make(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
