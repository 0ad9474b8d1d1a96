import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { failure, type Result, reasonOf, success } from "./failure.ts";

/** Where an estate is, and where its stacks go. Absolute paths. */
export interface EstateFolders {
  readonly root: string;
  readonly output: string;
}

/**
 * Finds the estate that a folder belongs to: the nearest `cdktf.json` upwards.
 *
 * @param output where the cdktf CLI wants the stacks (`CDKTF_OUTDIR`); @default - `output` of cdktf.json, or `cdktf.out`
 */
export function findEstate(from: string, output: string | undefined): Result<EstateFolders> {
  const root = nearest(resolve(from), "cdktf.json");
  if (root === undefined) {
    return failure(
      "no-estate",
      "there is no cdktf.json in this folder or above it",
      "run keeper inside an estate: a folder with cdktf.json, offers/ and customers/",
    );
  }
  if (output !== undefined && output !== "") return success({ root, output: resolve(root, output) });
  try {
    const config: unknown = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
    const configured =
      typeof config === "object" && config !== null && "output" in config ? config.output : undefined;
    return success({
      root,
      output: resolve(root, typeof configured === "string" && configured !== "" ? configured : "cdktf.out"),
    });
  } catch (error) {
    return failure(
      "unreadable-cdktf-json",
      `cdktf.json cannot be read: ${reasonOf(error)}`,
      "correct cdktf.json",
    );
  }
}

function nearest(folder: string, file: string): string | undefined {
  if (existsSync(join(folder, file))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent, file);
}
