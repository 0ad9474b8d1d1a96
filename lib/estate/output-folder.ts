import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type EstateFacts, FACTS_FORMAT } from "../delegation/estate-facts.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { RECORD_FOLDER } from "../delegation/recorded-version.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { manifestText, PROVIDER_LOCK_FILE, STACK_FILE } from "../formats/stack/manifest.ts";
import { stableJson } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import { FACTS_FILE, formerFacts, mergeFacts } from "./facts-file.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { StagedFiles } from "./staged-files.ts";

/** The marker's file name inside the output folder. */
const MARKER_FILE = "keeper.json";

/** One stack to write. */
export interface StackToWrite {
  /** The stack's name: the customer's id. */
  readonly name: string;
  /** `cdk.tf.json`. May be read from the disk each time. */
  readonly text: string;
}

/** Everything that is written into the output folder together. */
export interface OutputFiles {
  readonly stacks: readonly StackToWrite[];
  /** Whether the stacks are the whole estate. If not, other stacks stay in place and listed. */
  readonly complete: boolean;
  /** A committed `.terraform.lock.hcl`, to be placed beside every stack. */
  readonly providerLock: string | undefined;
  /** Names of principals and customers. */
  readonly facts: EstateFacts;
}

/** Content of `keeper.json`: the stacks that the last run made. */
export interface OutputMarker {
  readonly selection: "complete" | "selected";
  /** Customers whose stacks the last run made. */
  readonly customers: readonly string[];
  /** Customers whose stacks are listed from an earlier run. */
  readonly kept: readonly string[];
}

/** A file outside the output folder that changes together with it. */
export interface FileToWrite {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Result of writing the output folder. */
export interface WrittenOutput {
  readonly marker: OutputMarker;
  /** Whether the lock changed. */
  readonly lockChanged: boolean;
  /** Files of the record that changed, relative to the estate's root. */
  readonly recordChanged: readonly string[];
}

/**
 * Writes the stacks, the cdktf CLI's manifest, the record, the lock, and last the marker. A failed run writes nothing.
 * A process killed between two of them leaves whole files and no marker.
 *
 * @param lock gives the lock's file where it changes; called before the first change, while no other run writes; may
 * throw
 * @param record gives the files of the record that change, as `lock` does. @default - none
 */
export function writeOutput(
  output: string,
  files: OutputFiles,
  lock: () => FileToWrite | undefined,
  record: () => readonly FileToWrite[] = () => [],
): Outcome<WrittenOutput> {
  const fix = "make the folder writable, or free space on the disk; then run keeper synth again";
  try {
    mkdirSync(join(output, "stacks"), { recursive: true });
    const hold = holdOutputFolder(output);
    if (!hold.ok) return hold;
    try {
      return success(writeHeld(output, files, lock, record));
    } finally {
      hold.value();
    }
  } catch (error) {
    return failure("output-not-writable", `the output folder cannot be written: ${reasonOf(error)}`, fix);
  }
}

function writeHeld(
  output: string,
  files: OutputFiles,
  lock: () => FileToWrite | undefined,
  record: () => readonly FileToWrite[],
): WrittenOutput {
  const made = new Set(files.stacks.map(({ name }) => name));
  const kept = files.complete ? [] : keptStacks(output, made);
  const marker: OutputMarker = {
    selection: files.complete ? "complete" : "selected",
    customers: [...made].sort(compareText),
    kept,
  };
  const staged = new StagedFiles(output);
  try {
    for (const { name, text } of files.stacks) {
      const folder = join("stacks", name);
      staged.stage(join(folder, STACK_FILE), text);
      if (files.providerLock !== undefined)
        staged.stage(join(folder, PROVIDER_LOCK_FILE), files.providerLock);
    }
    if (files.complete) for (const name of orphans(output, made)) staged.retire(join("stacks", name));
    const listed = [...made, ...kept].sort(compareText);
    staged.stage("manifest.json", manifestText(listed));
    const facts = files.complete ? files.facts : mergeFacts(formerFacts(output), files.facts);
    staged.stage(FACTS_FILE, stableJson({ version: FACTS_FORMAT, ...facts }));
    const changedRecords = record();
    const recordChanged = changedRecords.map(({ path }) => `${RECORD_FOLDER}/${basename(path)}`);
    for (const [index, { path, text }] of changedRecords.entries())
      staged.stage(recordChanged[index] ?? "", text, path);
    const changedLock = lock();
    if (changedLock !== undefined) staged.stage(LOCK_FILE, changedLock.text, changedLock.path);
    staged.stage(MARKER_FILE, stableJson(marker));
    staged.commit(() => {
      // a run that is killed from here on leaves no marker, so a mixture never looks complete
      rmSync(join(output, MARKER_FILE), { force: true });
    });
    return { marker, lockChanged: changedLock !== undefined, recordChanged };
  } finally {
    staged.discard();
  }
}

/** Folders of removed stacks. The cdktf CLI deletes them too, so that none is applied by mistake. */
function orphans(output: string, made: ReadonlySet<string>): string[] {
  return stackFolders(output).filter((name) => !made.has(name));
}

function stackFolders(output: string): string[] {
  return readdirSync(join(output, "stacks")).filter(
    (name) => ID_PATTERN.test(name) && existsSync(join(output, "stacks", name, STACK_FILE)),
  );
}

/** Existing stacks of earlier runs. The cdktf CLI deletes the folder of every stack that is not listed. */
function keptStacks(output: string, made: ReadonlySet<string>): string[] {
  const listed = listedStacks(output);
  // one read of the folder, not one of every stack: there may be thousands
  const present = listed === undefined ? stackFolders(output) : readdirSync(join(output, "stacks"));
  return present.filter((name) => !made.has(name) && (listed?.has(name) ?? true)).sort(compareText);
}

/**
 * Names in the manifest. Undefined where it cannot be read, or where a killed run left no marker and perhaps unlisted
 * stacks. Every folder then counts as listed.
 */
function listedStacks(output: string): ReadonlySet<string> | undefined {
  if (!existsSync(join(output, MARKER_FILE))) return undefined;
  const manifest = readJsonFile(join(output, "manifest.json"), "manifest", OWN);
  const stacks = manifest.ok && isObject(manifest.value) ? manifest.value["stacks"] : undefined;
  return isObject(stacks) ? new Set(Object.keys(stacks)) : undefined;
}
