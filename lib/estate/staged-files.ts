import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Files that appear together: all are written beside their places first, and moved there only when every one was.
 * A full disk or a killed process before the first move changes nothing.
 */
export class StagedFiles {
  readonly #moves: { readonly from: string; readonly to: string }[] = [];
  readonly #folders = new Set<string>();
  readonly #suffix = `.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;

  /** Writes a file beside its place. */
  stage(path: string, text: string): void {
    const from = `${path}${this.#suffix}`;
    const folder = dirname(path);
    if (!this.#folders.has(folder) && !existsSync(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    this.#moves.push({ from, to: path });
    writeFileSync(from, text);
  }

  /**
   * Moves every staged file to its place, in the order in which they were staged.
   *
   * @param first done before the first move, when nothing is in the way any more
   * @throws {Error} Before the first move, where a folder is in the way.
   */
  commit(first: () => void = () => {}): void {
    const blocked = this.#moves.find(
      ({ to }) => statSync(to, { throwIfNoEntry: false })?.isDirectory() === true,
    );
    if (blocked !== undefined) throw new Error(`there is a folder at ${blocked.to}`);
    first();
    for (const { from, to } of this.#moves) renameSync(from, to);
    this.#moves.length = 0;
  }

  /** Removes what was staged and not moved; after a commit, nothing. */
  discard(): void {
    for (const { from } of this.#moves) removeIfThere(from);
    this.#moves.length = 0;
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // where it could not even be written; why, the first error says
  }
}
