import { join } from "node:path";
import { OWN, readTextFile } from "../documents/read-file.ts";
import type { FileEdit } from "./edited-definitions.ts";

/** Edits of definition files that are not written yet. Several edits of one file follow each other. */
export class DraftedEdits {
  readonly #root: string;
  readonly #texts = new Map<string, { readonly text: string; edited: string }>();

  /** @param root the estate's root */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Drafts an edit of a file. False where the file cannot be read, or cannot be edited so.
   *
   * @param file relative to the root
   * @param edit gives the edited text, or undefined
   */
  add(file: string, edit: (text: string) => string | undefined): boolean {
    const known = this.#texts.get(file) ?? this.#read(file);
    const edited = known && edit(known.edited);
    if (known === undefined || edited === undefined) return false;
    this.#texts.set(file, { text: known.text, edited });
    return true;
  }

  /** The edited files, in the order of their first edit. */
  get files(): readonly FileEdit[] {
    return [...this.#texts].map(([path, both]) => ({ path, ...both }));
  }

  #read(file: string): { readonly text: string; readonly edited: string } | undefined {
    const read = readTextFile(join(this.#root, file), "definition", OWN);
    return read.ok ? { text: read.value, edited: read.value } : undefined;
  }
}
