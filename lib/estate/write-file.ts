import { randomBytes } from "node:crypto";
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file completely or not at all. A killed process leaves the old text, never half of the new. A link stays,
 * and its target is written. A pipe or device is written directly, because a file cannot replace it.
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

/** A file that is written, and not at its place yet. */
export interface PendingFile {
  /** Moves it to its place, over an older file. */
  readonly place: () => void;
  /** Removes it, where it is not at its place: the older file stays. */
  readonly discard: () => void;
}

/**
 * Writes a file beside its place, so that failures come before any other change. A pipe or device has no place beside
 * it: it is written at once.
 *
 * @throws {Error} Where it cannot be written.
 */
export function writePendingFile(path: string, text: string): PendingFile {
  const present = statSync(path, { throwIfNoEntry: false });
  if (present?.isDirectory() === true) throw new Error(`there is a folder at ${path}`);
  if (present?.isFile() === false) {
    writePieces(path, [text]);
    return { place: () => {}, discard: () => {} };
  }
  const target = present === undefined ? path : realpathSync(path);
  const temporary = temporaryName(target);
  const discard = () => rmSync(temporary, { force: true });
  try {
    writePieces(temporary, [text]);
  } catch (error) {
    discard();
    throw error;
  }
  return { place: () => renameSync(temporary, target), discard };
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
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
  const temporary = temporaryName(path);
  try {
    make(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
