import type { Read } from "../documents/problem.ts";
import type { Located, UnreadableFile } from "../rules/estate.ts";
import { reasonOf } from "../values/failure.ts";
import { failed } from "../values/result.ts";
import type { DefinitionFile } from "./definition-file.ts";
import { readDefinitionFile } from "./definition-files.ts";
import { unreadableFile, unreadablePart } from "./unreadable-file.ts";

/** Progress of reading, called from time to time with the numbers read and in total. */
export type Progress = (done: number, of: number) => void;

/** Content of a folder of definition files. */
export interface Reading<T> {
  readonly read: Located<T>[];
  readonly unreadable: UnreadableFile[];
}

/** Number of files read at once. Enough to keep the TypeScript loader busy, few enough to limit memory. */
const AT_ONCE = 64;

/** Reads every file. */
export async function readAll<T>(
  root: string,
  files: readonly DefinitionFile[],
  parse: (input: unknown) => Read<T>,
  progress: Progress = () => {},
): Promise<Reading<T>> {
  const reading: Reading<T> = { read: [], unreadable: [] };
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const batch = files.slice(start, start + AT_ONCE);
    const results = await Promise.all(batch.map((file) => readOne(root, file, parse)));
    for (const { read, unreadable } of results) {
      reading.read.push(...read);
      reading.unreadable.push(...unreadable);
    }
    progress(start + batch.length, files.length);
  }
  return reading;
}

/**
 * Reads the definitions with these ids from the files named after them. Where one of those is missing or holds another
 * id, it reads all other files too. It ignores those that cannot be read: they are not selected.
 */
export async function readSelected<T extends { readonly id: string }>(
  root: string,
  files: readonly DefinitionFile[],
  parse: (input: unknown) => Read<T>,
  ids: readonly string[],
): Promise<Reading<T>> {
  const named = files.filter(({ stem }) => ids.includes(stem));
  const first = await readAll(root, named, parse);
  const found = first.read.filter(({ value }) => ids.includes(value.id));
  const missing = ids.filter(
    (id) =>
      !found.some(({ value }) => value.id === id) &&
      !first.unreadable.some(({ at }) => stemOf(at.file) === id),
  );
  if (missing.length === 0) return { read: found, unreadable: first.unreadable };
  const others = files.filter((file) => !named.includes(file));
  const rest = await readAll(root, others, parse);
  return {
    read: [...found, ...rest.read.filter(({ value }) => missing.includes(value.id))],
    unreadable: first.unreadable,
  };
}

/** Reads one file. */
export async function readOne<T>(
  root: string,
  file: DefinitionFile,
  parse: (input: unknown) => Read<T>,
): Promise<Reading<T>> {
  const raw = await readDefinitionFile(root, file);
  if (!raw.ok) {
    const { part } = raw.error;
    const unreadable =
      part === undefined ? unreadableFile(file.file, raw.error) : unreadablePart(file.file, part);
    return { read: [], unreadable: [unreadable] };
  }
  const parsed = parseSafely(raw.value, parse);
  if (parsed.ok) return { read: [{ value: parsed.value, file: file.file }], unreadable: [] };
  return {
    read: [],
    unreadable: parsed.error.map((problem) => unreadablePart(file.file, problem)),
  };
}

/** A definition in code can throw even while it is read, by a getter. */
function parseSafely<T>(input: unknown, parse: (input: unknown) => Read<T>): Read<T> {
  try {
    return parse(input);
  } catch (error) {
    const problem = `cannot be read: ${reasonOf(error)}`;
    const fix = "write plain values in place of getters and proxies";
    return failed([
      { kind: "value-not-allowed", path: [], problem, received: "the file", allowed: "plain values", fix },
    ]);
  }
}

/** The name of a file without its folder and ending. */
export function stemOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.\w+$/, "");
}
