import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { writeFileAtomically } from "./write-file.ts";

/** What of the emulated Azure is kept between two runs. */
const AZURE_FILE = "azure.json";

/** Whoever else uses a kept folder uses it for long: waiting is no help, but ending takes a moment. */
const LONGEST_WAIT = 2_000;

/** A folder for one sandbox: its output, state and lock, and what Azure holds. */
export interface SandboxFolder {
  readonly path: string;
  /** What was kept of the emulated Azure; undefined at the first run. JSON, not yet judged. */
  readonly kept: unknown;
  /** Keeps what Azure holds by now; nothing where the folder is not kept. */
  keep(azure: object): void;
  /** Lets go of the folder; one that is not kept is gone afterwards. */
  release(): void;
}

/**
 * Makes or takes over a sandbox's folder.
 *
 * @param kept where to keep it, relative to the working folder; @default - a temporary folder
 * @param root the estate whose lock the sandbox starts with: leaving a customer takes its two steps there as well
 */
export function openSandboxFolder(
  folder: string,
  kept: string | undefined,
  root: string | undefined,
): Outcome<SandboxFolder> {
  try {
    // through links, as Terraform reports paths
    const path =
      kept === undefined
        ? realpathSync(mkdtempSync(join(tmpdir(), "keeper-sandbox-")))
        : resolve(folder, kept);
    mkdirSync(path, { recursive: true });
    const hold = holdOutputFolder(path, LONGEST_WAIT);
    if (!hold.ok) return hold;
    copyLock(root, path);
    return success(kept === undefined ? temporary(path) : lasting(path, hold.value));
  } catch (error) {
    const fix = "name a folder that can be written; where azure.json is broken, delete it to begin anew";
    return failure("output-not-writable", `the sandbox's folder cannot be used: ${reasonOf(error)}`, fix);
  }
}

function temporary(path: string): SandboxFolder {
  return {
    path,
    kept: undefined,
    keep: () => {},
    release: () => rmSync(path, { recursive: true, force: true }),
  };
}

function lasting(path: string, letGo: () => void): SandboxFolder {
  const file = join(path, AZURE_FILE);
  const kept = readJsonFile(file, "emulated-azure", OWN);
  if (!kept.ok && !kept.error.isAbsent) throw new Error(`${AZURE_FILE} cannot be read: ${kept.error.reason}`);
  return {
    path,
    kept: kept.ok ? kept.value : undefined,
    keep: (azure) => writeFileAtomically(file, `${JSON.stringify(azure, undefined, 2)}\n`),
    release: letGo,
  };
}

function copyLock(root: string | undefined, path: string): void {
  if (root === undefined) return;
  const [from, to] = [join(root, LOCK_FILE), join(path, LOCK_FILE)];
  if (existsSync(from) && !existsSync(to)) copyFileSync(from, to);
}
