import { copyFileSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { NAMED, OWN, readJsonFile } from "../documents/read-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";
import { writeFileAtomically } from "./write-file.ts";

/** File name of the emulated Azure's state, kept between two runs. */
const AZURE_FILE = "azure.json";

/** Milliseconds to wait for another sandbox to end. A running one keeps its folder much longer. */
const LONGEST_WAIT = 2_000;

/** The folder of one sandbox: its output, state and lock, and the emulated Azure's state. */
export interface SandboxFolder {
  readonly path: string;
  /** The emulated Azure's state of the last run; undefined at the first run. JSON, not yet validated. */
  readonly kept: unknown;
  /** Saves the emulated Azure's state; does nothing for a temporary folder. */
  keep(azure: object): void;
  /** Releases the folder; deletes a temporary one. */
  release(): void;
}

/**
 * Opens a sandbox's folder, and creates it where it is missing.
 *
 * @param kept the folder to keep, relative to `folder`; @default - a temporary folder
 * @param root the estate whose lock the sandbox starts with, so that removing a customer needs its two steps here too
 */
export function openSandboxFolder(
  folder: string,
  kept: string | undefined,
  root: string | undefined,
): Outcome<SandboxFolder> {
  try {
    // resolve links, because Terraform reports resolved paths
    const made = kept === undefined ? temporaryFolder(realpathSync(tmpdir()), "keeper-sandbox") : undefined;
    const path = made?.path ?? resolve(folder, kept ?? "");
    mkdirSync(path, { recursive: true });
    const hold = holdOutputFolder(path, LONGEST_WAIT);
    if (!hold.ok) return hold;
    copyLock(root, path);
    return success(made === undefined ? persistent(path, hold.value) : temporary(made));
  } catch (error) {
    const fix = "name a writable folder; where azure.json is broken, delete it to start with an empty Azure";
    return failure("output-not-writable", `the sandbox's folder cannot be used: ${reasonOf(error)}`, fix);
  }
}

/** Reads a file that describes an emulated Azure, as JSON that is not yet validated. */
export function readAzureFile(folder: string, file: string): Outcome<unknown> {
  const document = readJsonFile(resolve(folder, file), "azure-directory", NAMED);
  if (document.ok) return document;
  const fix = "name a JSON file of tenants and subscriptions (docs/sandbox.md)";
  return failure("unreadable-input", `${file} cannot be read: ${document.error.reason}`, fix);
}

function temporary({ path, remove }: TemporaryFolder): SandboxFolder {
  return { path, kept: undefined, keep: () => {}, release: remove };
}

function persistent(path: string, release: () => void): SandboxFolder {
  const file = join(path, AZURE_FILE);
  const kept = readJsonFile(file, "emulated-azure", OWN);
  if (!kept.ok && !kept.error.isAbsent) throw new Error(`${AZURE_FILE} cannot be read: ${kept.error.reason}`);
  return {
    path,
    kept: kept.ok ? kept.value : undefined,
    keep: (azure) => writeFileAtomically(file, `${JSON.stringify(azure, undefined, 2)}\n`),
    release,
  };
}

function copyLock(root: string | undefined, path: string): void {
  if (root === undefined) return;
  const [from, to] = [join(root, LOCK_FILE), join(path, LOCK_FILE)];
  if (existsSync(from) && !existsSync(to)) copyFileSync(from, to);
}
