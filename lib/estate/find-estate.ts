import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";

/** The folders of an estate. Absolute paths. */
export interface EstateFolders {
  readonly root: string;
  readonly output: string;
  /** Folder of the lock and of local Terraform state: the root, except in a sandbox. */
  readonly records: string;
}

/**
 * Finds the estate of a folder. It is the nearest parent with a `cdktf.json`, or the folder itself.
 *
 * @param output the cdktf CLI's output folder (`CDKTF_OUTDIR`); @default - `output` of cdktf.json, or `cdktf.out`
 */
export function findEstate(from: string, output: string | undefined): Outcome<EstateFolders> {
  const root = nearest(resolve(from), "cdktf.json");
  if (root === undefined) {
    return failure(
      "no-estate",
      "there is no cdktf.json in this folder or above it",
      "run keeper inside an estate: a folder with cdktf.json, offers/ and customers/; keeper init begins one",
    );
  }
  if (output !== undefined && output !== "")
    return success({ root, output: resolve(root, output), records: root });
  const config = readJsonFile(join(root, "cdktf.json"), "cdktf-json", OWN);
  if (!config.ok) {
    const problem = `cdktf.json cannot be read: ${config.error.reason}`;
    return failure("unreadable-cdktf-json", problem, "correct cdktf.json");
  }
  const configured = isObject(config.value) ? config.value["output"] : undefined;
  return success({
    root,
    output: resolve(root, typeof configured === "string" && configured !== "" ? configured : "cdktf.out"),
    records: root,
  });
}

/**
 * Moves output and records into a sandbox. It ignores the output folder of the cdktf CLI and of cdktf.json, so that
 * nothing outside the sandbox is written.
 *
 * @param sandbox the sandbox's folder (`KEEPER_SANDBOX`); undefined or empty outside one
 */
export function inSandbox(folders: EstateFolders, sandbox: string | undefined): EstateFolders {
  if (sandbox === undefined || sandbox === "") return folders;
  const records = resolve(sandbox);
  return { root: folders.root, output: join(records, "cdktf.out"), records };
}

function nearest(folder: string, file: string): string | undefined {
  if (existsSync(join(folder, file))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent, file);
}
