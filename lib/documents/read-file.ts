import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { reasonOf } from "../values/failure.ts";
import { failed, type Result, success } from "../values/result.ts";
import { decodeText, reasonOfText, type TextProblem, type TextRead } from "./decode-text.ts";
import { acceptanceOf, type DocumentKind, tooLarge } from "./document-kind.ts";
import { parseJson } from "./json.ts";

/*
 * The one place where a file is opened to read a document. The other files of this room are pure.
 */

/**
 * Where a file is from, which decides what may be in its place:
 * - `named`: on the command line. Links are followed; a pipe is read, as shells hand over what a command prints.
 * - `own`: of the estate. Links are followed to a regular file.
 * - `handed-over`: below a folder that was handed over. No link is followed below the folder, nothing but a regular file
 *   is read: what is there may be chosen by an author of a change, and a link could lead to what only this job can read.
 */
export type FileSource =
  | { readonly from: "named" }
  | { readonly from: "own" }
  | { readonly from: "handed-over"; readonly folder: string };

/** A file that was named on the command line. */
export const NAMED: FileSource = { from: "named" };

/** A file of the estate. */
export const OWN: FileSource = { from: "own" };

/** Why the text of a file is not read. */
export interface FileProblem {
  /** Whether there is no such file, as opposed to one that cannot be read. A link that leads nowhere is a file. */
  readonly isAbsent: boolean;
  /** Why, as what follows "cannot be read:". */
  readonly reason: string;
  /** Present where the file was read and its content refused. */
  readonly content?: readonly [TextProblem];
}

/** What reading a file gives. */
export type FileRead<T> = Result<T, FileProblem>;

/** Reads the text of a document: within the size and in an encoding that its kind accepts. */
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

function asFileRead<T>(read: TextRead<T>): FileRead<T> {
  return read.ok ? read : failed({ isAbsent: false, reason: reasonOfText(read.error), content: read.error });
}

/** What is in a folder below one that was handed over, in no order; a link is no folder. */
export function readHandedOverFolder(place: string, folder: string): FileRead<readonly Dirent[]> {
  return attempted(place, () => {
    const link = linkBefore(place, folder);
    return link === undefined ? success(readdirSync(place, { withFileTypes: true })) : unread(link);
  });
}

function readBytes(path: string, kind: DocumentKind, source: FileSource): FileRead<Buffer> {
  return attempted(path, () => {
    const link = source.from === "handed-over" ? linkBefore(path, source.folder) : undefined;
    if (link !== undefined) return unread(link);
    const file = openSync(path, flagsOf(source));
    try {
      const stats = fstatSync(file);
      const problem = whyNotRead(stats, kind, source);
      return problem === undefined ? readWithin(file, stats.size, kind) : unread(problem);
    } finally {
      closeSync(file);
    }
  });
}

/** What a step gives; what the file system reports instead is a value too. */
function attempted<T>(path: string, step: () => FileRead<T>): FileRead<T> {
  try {
    return step();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // a link that leads nowhere is missing what it leads to, and is no absence
    const isAbsent = isMissing && lstatSync(path, { throwIfNoEntry: false }) === undefined;
    return failed({ isAbsent, reason: reasonOf(error) });
  }
}

function unread(clause: string): FileRead<never> {
  return failed({ isAbsent: false, reason: `it ${clause}` });
}

/** Without O_NONBLOCK, opening a pipe that nothing writes to never ends. Windows has neither flag, and no such pipe. */
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

/** How much is read at once, in bytes, at least and at most. */
const [SMALLEST_CHUNK, LARGEST_CHUNK] = [2 ** 12, 2 ** 20];

/** Reads to the end, which for a pipe or a file that grows may be beyond the size that was looked up. */
function readWithin(file: number, size: number, kind: DocumentKind): FileRead<Buffer> {
  const room = Math.min(Math.max(size + 1, SMALLEST_CHUNK), LARGEST_CHUNK);
  const chunk = Buffer.allocUnsafe(room);
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const count = readSync(file, chunk, 0, room, null);
    if (count === 0) return success(Buffer.concat(chunks));
    chunks.push(Buffer.from(chunk.subarray(0, count)));
    length += count;
    if (length > acceptanceOf(kind).largest) return unread(tooLarge(kind));
  }
}

/** The first link on the way from a handed-over folder to a place in it, as a problem; undefined where there is none. */
function linkBefore(path: string, folder: string): string | undefined {
  const inside = relative(folder, path);
  if (isAbsolute(inside) || inside.split(sep)[0] === "..")
    return "is outside the folder that was handed over";
  let place = folder;
  for (const name of inside.split(sep)) {
    place = join(place, name);
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    if (place === path) return "is a symbolic link: hand over the file itself";
    return `is reached through a symbolic link, ${relative(folder, place)}: hand over the folder itself`;
  }
  return undefined;
}
