import { hash } from "node:crypto";
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import paths, { join, relative } from "node:path";
import { reasonOf } from "../values/failure.ts";
import { pathBelow } from "../values/path-below.ts";
import { failed, mapResult, type Result, success } from "../values/result.ts";
import { decodeText, PieceDecoder, reasonOfText, type TextProblem, type TextRead } from "./decode-text.ts";
import { acceptanceOf, type DocumentKind, tooLarge } from "./document-kind.ts";
import { parseJson } from "./json.ts";

/*
 * Opens files to read documents. All other files of this room are pure.
 */

/**
 * Origin of a file, which decides what may be in its place:
 * - `named`: on the command line. Links are followed. Pipes are read, because shells pass the output of a command so.
 * - `own`: in the estate. Links are followed to a regular file; with a folder, to one below it. What a definition says is
 *   repeated in findings, and the author of a change may choose where a link leads.
 * - `handed-over`: below a folder that was handed over. Links are not followed and only regular files are read. The
 *   author of a change may choose its content: a link could lead to a file that only this job can read.
 */
export type FileSource =
  | { readonly from: "named" }
  | { readonly from: "own"; readonly folder?: string }
  | { readonly from: "handed-over"; readonly folder: string };

/** A file that was named on the command line. */
export const NAMED: FileSource = { from: "named" };

/** A file of the estate. */
export const OWN: FileSource = { from: "own" };

/** A file of the estate whose content is shown. @param root the estate's root, which no link to it may leave */
export function ownBelow(root: string): FileSource {
  return { from: "own", folder: root };
}

/** Reason why a file is not read. */
export interface FileProblem {
  /** Whether the file is missing, rather than unreadable. A broken link counts as unreadable. */
  readonly isAbsent: boolean;
  /** The reason, as the continuation of "cannot be read:". */
  readonly reason: string;
  /** Present where the file was read and its content refused. */
  readonly content?: readonly [TextProblem];
}

/** Result of reading a file. */
export type FileRead<T> = Result<T, FileProblem>;

/** Reads the text of a document. The kind decides its size and encoding. */
export function readTextFile(path: string, kind: DocumentKind, source: FileSource): FileRead<string> {
  const bytes = readBytes(path, kind, source);
  if (!bytes.ok) return bytes;
  return asFileRead(decodeText(bytes.value, kind));
}

/** Reads a JSON document, as {@link readTextFile} does. */
export function readJsonFile(path: string, kind: DocumentKind, source: FileSource): FileRead<unknown> {
  const text = readTextFile(path, kind, source);
  return text.ok ? asFileRead(parseJson(text.value)) : text;
}

/**
 * Reads the text of a printed document in pieces. The whole of it is never in memory.
 *
 * @param take gets each piece, and returns whether it needs more
 */
export function readTextPieces(
  path: string,
  kind: DocumentKind,
  source: FileSource,
  take: (piece: string) => boolean,
): FileRead<undefined> {
  return withFile(path, kind, source, (file) => {
    const chunk = Buffer.allocUnsafe(LARGEST_CHUNK);
    let decoder: PieceDecoder | undefined;
    for (let length = 0; ; ) {
      const filled = fill(file, chunk);
      length += filled;
      if (length > acceptanceOf(kind).largest) return unread(tooLarge(kind));
      decoder ??= new PieceDecoder(chunk.subarray(0, filled));
      const piece = decoder.decode(filled === 0 ? undefined : chunk.subarray(0, filled));
      if (!piece.ok) return asFileRead(piece);
      if (!take(piece.value) || filled === 0) return success(undefined);
    }
  });
}

/** SHA-256 of a file's bytes, whatever they are: 64 hexadecimal digits. */
export function digestOfFile(path: string, kind: DocumentKind, source: FileSource): FileRead<string> {
  return mapResult(readBytes(path, kind, source), (bytes) => hash("sha256", bytes));
}

function asFileRead<T>(read: TextRead<T>): FileRead<T> {
  return read.ok ? read : failed({ isAbsent: false, reason: reasonOfText(read.error), content: read.error });
}

/** Lists a folder inside a handed-over one, unordered. Links are refused. */
export function readHandedOverFolder(place: string, folder: string): FileRead<readonly Dirent[]> {
  return attempted(place, () => {
    const link = linkBefore(place, folder);
    return link === undefined ? success(readdirSync(place, { withFileTypes: true })) : unread(link);
  });
}

function readBytes(path: string, kind: DocumentKind, source: FileSource): FileRead<Buffer> {
  return withFile(path, kind, source, (file, size) => readWithin(file, size, kind));
}

/** Opens a file that may be read, for one step. */
function withFile<T>(
  path: string,
  kind: DocumentKind,
  source: FileSource,
  step: (file: number, size: number) => FileRead<T>,
): FileRead<T> {
  return attempted(path, () => {
    const link = forbiddenLink(path, source);
    if (link !== undefined) return unread(link);
    const file = openSync(path, flagsOf(source));
    try {
      const stats = fstatSync(file);
      const problem = whyNotRead(stats, kind, source);
      return problem === undefined ? step(file, stats.size) : unread(problem);
    } finally {
      closeSync(file);
    }
  });
}

/** Fills a buffer as far as the file goes: a pipe gives less at once. Returns the number of bytes. */
function fill(file: number, buffer: Buffer): number {
  for (let filled = 0; ; ) {
    const count = readSync(file, buffer, filled, buffer.length - filled, null);
    filled += count;
    if (count === 0 || filled === buffer.length) return filled;
  }
}

/** Runs a step, and converts exceptions of the file system to failures. */
function attempted<T>(path: string, step: () => FileRead<T>): FileRead<T> {
  try {
    return step();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // a broken link also gives ENOENT, but is not a missing file
    const isAbsent = isMissing && lstatSync(path, { throwIfNoEntry: false }) === undefined;
    return failed({ isAbsent, reason: reasonOf(error) });
  }
}

function unread(clause: string): FileRead<never> {
  return failed({ isAbsent: false, reason: `it ${clause}` });
}

/** Flags for opening. Without O_NONBLOCK, opening a pipe without a writer blocks. Windows has neither flag. */
function flagsOf({ from }: FileSource): number {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  if (from === "named") return O_RDONLY;
  return O_RDONLY | O_NONBLOCK | (from === "handed-over" ? O_NOFOLLOW : 0);
}

function whyNotRead(stats: Stats, kind: DocumentKind, { from }: FileSource): string | undefined {
  if (stats.isDirectory()) return "is a folder where a file belongs";
  if (!stats.isFile() && from !== "named") return `is ${typeOf(stats)} where a regular file belongs`;
  return stats.size > acceptanceOf(kind).largest ? tooLarge(kind) : undefined;
}

function typeOf(stats: Stats): string {
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

/** Smallest and largest size of one read, in bytes. */
const [SMALLEST_CHUNK, LARGEST_CHUNK] = [2 ** 12, 2 ** 20];

/** Reads to the end, up to the limit of the kind. A pipe or growing file can exceed the reported size. */
function readWithin(file: number, size: number, kind: DocumentKind): FileRead<Buffer> {
  const room = Math.min(Math.max(size + 1, SMALLEST_CHUNK), LARGEST_CHUNK);
  const chunks: Buffer[] = [];
  let [chunk, filled, length] = [Buffer.allocUnsafe(room), 0, 0];
  for (;;) {
    const count = readSync(file, chunk, filled, room - filled, null);
    filled += count;
    length += count;
    if (length > acceptanceOf(kind).largest) return unread(tooLarge(kind));
    const isEnd = count === 0;
    if (!isEnd && filled < room) continue;
    chunks.push(chunk.subarray(0, filled));
    // most files fit into one chunk, and are not copied
    if (isEnd) return success(chunks.length === 1 ? chunk.subarray(0, filled) : Buffer.concat(chunks));
    [chunk, filled] = [Buffer.allocUnsafe(room), 0];
  }
}

/** Problem of a link that may not be followed; undefined where there is none. */
function forbiddenLink(path: string, source: FileSource): string | undefined {
  if (source.from === "handed-over") return linkBefore(path, source.folder);
  if (source.from === "named" || source.folder === undefined) return undefined;
  const end = realpathSync.native(path);
  // nearly always: no link
  if (end === path || pathBelow(paths, realpathSync.native(source.folder), end) !== undefined)
    return undefined;
  return "is reached through a link that leaves the estate: copy the file into it";
}

/** Problem of the first link between a handed-over folder and a path. Undefined where there is none. */
function linkBefore(path: string, folder: string): string | undefined {
  const inside = pathBelow(paths, folder, path);
  if (inside === undefined) return "is outside the folder that was handed over";
  let place = folder;
  for (const name of inside.split("/")) {
    place = join(place, name);
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    if (place === path) return "is a symbolic link: hand over the file itself";
    return `is reached through a symbolic link, ${relative(folder, place)}: hand over the folder itself`;
  }
  return undefined;
}
