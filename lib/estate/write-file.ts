import { randomBytes } from "node:crypto";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all: a killed process leaves the old text, never half of the new. A link stays, and its
 * target is written. A pipe or device is written directly, because a file cannot replace it.
 */
export function writeFileAtomically(path: string, text: string): void {
  const present = statSync(path, { throwIfNoEntry: false });
  if (present === undefined) makeAtomically(path, (temporary) => writeFileSync(temporary, text));
  else if (present.isFile())
    makeAtomically(realpathSync(path), (temporary) => writeFileSync(temporary, text));
  else writeFileSync(path, text);
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
