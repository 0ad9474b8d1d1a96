import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { StagedFiles } from "./staged-files.ts";
import type { NewFile } from "./write-new-files.ts";

/** The package of one subscription of a customer. */
export interface SubscriptionPackage {
  readonly customer: string;
  readonly subscription: string;
  readonly files: readonly NewFile[];
}

/**
 * Writes packages below a folder, in place of the same customers' packages there. A subscription that is no longer
 * delegated keeps no package, so that it cannot be deployed by mistake.
 *
 * @param customers ids of all whose packages are replaced
 * @param packages made one by one: those of a whole fleet are never in memory together
 * @param mark name of the file that every package has; a folder without it is not replaced
 */
export function writePackages(
  output: string,
  customers: readonly string[],
  packages: Iterable<SubscriptionPackage>,
  mark: string,
): Outcome<undefined> {
  try {
    const old = customers.flatMap((customer) =>
      namesIn(join(output, customer)).map((name) => `${customer}/${name}`),
    );
    const foreign = old.find((path) => !existsSync(join(output, path, mark)));
    if (foreign !== undefined) {
      const problem = `${foreign} is not a package that keeper wrote; nothing was written`;
      return failure("file-exists", problem, "move it away, or name another folder with --output");
    }
    replace(output, old, packages);
    return success(undefined);
  } catch (error) {
    const problem = `the packages cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}

/** Names of everything in a folder; none where it does not exist. */
function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder).sort();
}

function replace(output: string, old: readonly string[], packages: Iterable<SubscriptionPackage>): void {
  const staged = new StagedFiles(output);
  try {
    for (const path of old) staged.retire(path);
    for (const { customer, subscription, files } of packages)
      for (const { path, text } of files) staged.stage(`${customer}/${subscription}/${path}`, text);
    staged.commit();
  } finally {
    staged.discard();
  }
}
