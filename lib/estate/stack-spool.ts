import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackToWrite } from "./output-folder.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/**
 * Keeps the stacks of a run on the disk until all are made. They are in one file of this process alone. Thousands would
 * take hundreds of MiB of memory. Where the disk takes no more, the stacks that follow stay in memory.
 */
export class StackSpool {
  #folder: TemporaryFolder | undefined;
  #file: number | undefined;
  #end = 0;

  /** @param parent an existing folder. @default - that of the system for temporary files */
  constructor(parent: string = tmpdir()) {
    try {
      this.#folder = temporaryFolder(parent, "keeper-stacks");
      this.#file = openSync(join(this.#folder.path, "stacks"), "wx+", 0o600);
    } catch {
      this.end();
    }
  }

  /** Takes a stack. The one that it gives reads its text whenever it is asked for, until {@link end}. */
  keep(stack: StackToWrite): StackToWrite {
    const file = this.#file;
    const { name, text } = stack;
    const bytes = Buffer.from(text);
    // a lone surrogate has no bytes
    if (file === undefined || !text.isWellFormed() || !this.#append(file, bytes)) return { name, text };
    const [start, length] = [this.#end - bytes.length, bytes.length];
    return {
      name,
      get text() {
        return readText(file, start, length);
      },
    };
  }

  /** Removes the file. */
  end(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#folder?.remove();
    this.#folder = undefined;
  }

  /** Whether the disk took all of it. */
  #append(file: number, bytes: Buffer): boolean {
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(file, bytes, done, bytes.length - done, this.#end + done);
    } catch {
      return false;
    }
    this.#end += bytes.length;
    return true;
  }
}

function readText(file: number, start: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, start + done);
    if (read === 0) throw new Error("the file of this process's stacks was cut");
    done += read;
  }
  return bytes.toString("utf8");
}
