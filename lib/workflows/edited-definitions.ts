import { rmSync } from "node:fs";
import { join } from "node:path";
import type { EstateFolders } from "../estate/find-estate.ts";
import { Interruption } from "../estate/interruption.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import type { Finding } from "../rules/finding.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attemptAsync, failed, type Result, take } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";
import { type CheckedEstate, checkedEstate } from "./checked-estate.ts";
import { confineModules } from "./confined-modules.ts";
import type { World } from "./world.ts";

/** A definition file as it is, and as it becomes. */
export interface FileEdit extends NewFile {
  readonly edited: string;
}

/** An edit that may remove its file: then `edited` is undefined. */
export interface FileChange extends NewFile {
  readonly edited: string | undefined;
}

/** Reads the whole estate, which must break no rule. @param except codes of errors that are expected */
export function soundEstate(
  folders: EstateFolders,
  world: World,
  except?: ReadonlySet<string>,
): Promise<Outcome<CheckedEstate>> {
  return attemptAsync(async function* () {
    const read = yield* take(await checkedEstate(folders, "complete", world));
    yield* take(brokenRules(read.result.findings, except));
    return read;
  });
}

/**
 * Writes edits of definitions, in their order, and reads them again. All files get their old texts back in three cases.
 * A file cannot be written, the reading finds something other than intended, or the process is asked to end meanwhile.
 *
 * @param read reads what is there now, or says as a clause what is wrong with it
 */
export async function tryEdits<T>(
  edits: readonly FileChange[],
  root: string,
  world: World,
  read: () => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  const written: FileChange[] = [];
  const undone = (why: string) => failed(`${why}${stuckText(restored(written, root))}`);
  // Ctrl-C would leave unchecked edits
  const interruption = new Interruption();
  try {
    const problem = writeAll(edits, root, written);
    if (problem !== undefined) return undone(problem);
    // what was loaded before the edit must not be taken for what is there now
    confineModules(world.keeper);
    const after = await Promise.race([read(), interruption.asked.then(() => failed(INTERRUPTED))]);
    if (await interruption.isAsked()) return undone(INTERRUPTED);
    return after.ok ? after : undone(after.error);
  } catch (defect) {
    // Ctrl-C also ends the process that loads definitions, which is no defect then
    if (await interruption.isAsked()) return undone(INTERRUPTED);
    restored(written, root);
    throw defect;
  } finally {
    interruption.end();
  }
}

const INTERRUPTED = "could not be checked, because the command was interrupted";

/** Writes edits and adds each to `written`. Returns the problem that ended this, as a clause. */
function writeAll(edits: readonly FileChange[], root: string, written: FileChange[]): string | undefined {
  try {
    for (const edit of edits) {
      write(join(root, edit.path), edit.edited);
      written.push(edit);
    }
    return undefined;
  } catch (error) {
    return `cannot be written: ${reasonOf(error)}`;
  }
}

/** Gives files their old texts back, the last one first. Returns the paths of files that could not be restored. */
function restored(written: readonly FileChange[], root: string): string[] {
  return [...written].reverse().flatMap(({ path, text }) => {
    try {
      write(join(root, path), text);
      return [];
    } catch {
      return [path];
    }
  });
}

function stuckText(paths: readonly string[]): string {
  return paths.length === 0
    ? ""
    : `; NOT restored, because they cannot be written either: ${paths.join(", ")}`;
}

/** What a reading after an edit allows. */
export interface ReadingAgain {
  /** Codes of errors that are expected. @default - none */
  readonly except?: ReadonlySet<string>;
  /** Findings before the edit, which may stay. @default - none */
  readonly known?: readonly Finding[];
  /** What else changed, as a clause; undefined where nothing did. */
  readonly otherChange: (after: CheckedEstate) => string | undefined;
}

/** Reads an estate after an edit. Fails with a clause: which rule it breaks, or what else changed than intended. */
export async function readAgain(
  folders: EstateFolders,
  world: World,
  { except, known = [], otherChange }: ReadingAgain,
): Promise<Result<CheckedEstate, string>> {
  const after = await checkedEstate(folders, "complete", world);
  if (!after.ok) return failed(after.error.problem);
  const sound = brokenRules(newFindings(after.value.result.findings, known), except);
  if (!sound.ok) return failed(sound.error.problem);
  const problem = otherChange(after.value);
  return problem === undefined ? after : failed(problem);
}

/** Findings of which none is known of the same rule at the same place. */
export function newFindings(findings: readonly Finding[], known: readonly Finding[]): Finding[] {
  const keys = new Set(known.map(findingKey));
  return findings.filter((each) => !keys.has(findingKey(each)));
}

function findingKey({ code, at }: Finding): string {
  return JSON.stringify([code, at.file, at.path]);
}

/** As {@link tryEdits}, for edits of the whole estate. The failure says why they were not made. */
export async function applyEdits(
  edits: readonly FileEdit[],
  folders: EstateFolders,
  world: World,
  reading: ReadingAgain,
): Promise<Outcome<CheckedEstate>> {
  const after = await tryEdits(edits, folders.root, world, () => readAgain(folders, world, reading));
  if (after.ok) return after;
  const problem = `the edit is not made, and all files are as they were: ${after.error}`;
  return failure(
    "unreadable-input",
    problem,
    "run the command again, or make the edit by hand and run keeper check",
  );
}

function write(path: string, text: string | undefined): void {
  if (text === undefined) rmSync(path);
  else writeFileAtomically(path, text);
}
