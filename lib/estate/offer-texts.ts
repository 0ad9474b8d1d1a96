import { readdirSync } from "node:fs";
import paths, { join } from "node:path";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { compareText } from "../values/compare-text.ts";
import { slashPath } from "../values/path-below.ts";
import type { NewFile } from "./write-new-files.ts";

/** Endings of files in which a principal may be written. */
const WRITTEN = /\.(?:ts|mts|js|mjs|ya?ml|json)$/;

/**
 * Texts of all files in `offers/` and its folders, sorted by path. They hold shared parts of offers too. Links are not
 * followed. Unreadable files are left out; the reader of definitions reports them.
 */
export function offerTexts(root: string): NewFile[] {
  const entries = readdirSync(join(root, "offers"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && WRITTEN.test(entry.name))
    .map(({ parentPath, name }) => slashPath(paths, root, join(parentPath, name)))
    .filter((path) => !path.split("/").some((part) => part === "node_modules" || part.startsWith(".")))
    .sort(compareText)
    .flatMap((path) => {
      const read = readTextFile(join(root, path), "definition", OWN);
      return read.ok ? [{ path, text: read.value }] : [];
    });
}
