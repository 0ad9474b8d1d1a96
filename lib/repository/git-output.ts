import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/*
 * What git prints, as values.
 */

/** A regular file of a commit. */
export interface TreeFile {
  readonly path: string;
  /** Git object id of its content. */
  readonly id: string;
}

/** A regular file of a commit with its size. */
export interface SizedFile extends TreeFile {
  /** In bytes. */
  readonly size: number;
}

/** An entry of a git tree, of any mode. */
export interface TreeEntry extends TreeFile {
  readonly mode: string;
}

/** A commit of a branch. */
export interface LoggedCommit {
  readonly commit: string;
  /** Its committer's time, in milliseconds since 1970. The committer can choose it. */
  readonly at: number;
  /** Files that differ from its first parent. Undefined for the first commit, which has all of its files. */
  readonly files: readonly string[] | undefined;
}

/** Parses an entry of `log --name-only`: id and time, then the names of files. */
export function loggedCommit(entry: string): LoggedCommit[] {
  const [head = "", ...names] = entry.split("\0");
  const [, commit, seconds] = /^([0-9a-f]{40,64}) (\d+)$/.exec(head.trim()) ?? [];
  if (commit === undefined) return [];
  const files = names.map((name) => name.replace(/^\n/, "")).filter((name) => name !== "");
  return [{ commit, at: Number(seconds) * 1_000, files }];
}

/** Parses an entry of `ls-tree -z`. */
export function treeEntry(listed: string): TreeEntry {
  // the first tab ends mode, type and id; names may contain tabs
  const tab = listed.indexOf("\t");
  const [mode = "", , id = ""] = listed.slice(0, tab).split(" ");
  return { mode, id, path: listed.slice(tab + 1) };
}

/** Parses an entry of `ls-tree -l -z`. Its fourth field is the size, or a hyphen. */
export function sizedEntry(listed: string): SizedFile & Pick<TreeEntry, "mode"> {
  const tab = listed.indexOf("\t");
  const [mode = "", , id = "", size = ""] = listed.slice(0, tab).split(/ +/);
  return { mode, id, size: Number(size) || 0, path: listed.slice(tab + 1) };
}

/** Splits the output of `cat-file --batch`. Each object is a line, the content and a line feed. */
export function splitObjects(output: Buffer, files: readonly SizedFile[]): Outcome<Buffer[]> {
  const contents: Buffer[] = [];
  let from = 0;
  for (const { id, size, path } of files) {
    const start = output.indexOf("\n", from) + 1;
    if (output.toString("latin1", from, start - 1) !== `${id} blob ${size}`)
      return failure("unreadable-input", `git has no content of ${path} (${id})`, "fetch the whole commit");
    from = start + size + 1;
    contents.push(output.subarray(start, start + size));
  }
  return success(contents);
}

/** Mode and object id of an entry; undefined where missing. The mode counts: a link is a blob like a file. */
export function entryText(mode: string, id: string): string | undefined {
  return /^0+$/.test(mode) ? undefined : `${mode} ${id}`;
}
