import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes a file whole or not at all: a killed process leaves the old text, never half of the new. */
export function writeFileAtomically(path: string, text: string): void {
  makeAtomically(path, (temporary) => writeFileSync(temporary, text));
}

/** As {@link writeFileAtomically}, for a file that is made in another way under the name that is handed over. */
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
