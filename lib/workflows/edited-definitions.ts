import { join } from "node:path";
import type { EstateFolders } from "../estate/find-estate.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import type { Finding } from "../rules/finding.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { type CheckedEstate, checkedEstate } from "./checked-estate.ts";
import { confineModules } from "./confined-modules.ts";
import type { World } from "./world.ts";

/** A definition file as it is, and as it becomes. */
export interface FileEdit extends NewFile {
  readonly edited: string;
}

/**
 * Reads the whole estate, which must break no rule.
 *
 * @param passes errors that are expected. @default - none
 */
export function soundEstate(
  folders: EstateFolders,
  world: World,
  passes: (finding: Finding) => boolean = () => false,
): Promise<Outcome<CheckedEstate>> {
  return attemptAsync(async function* () {
    const read = yield* take(await checkedEstate(folders, "complete", world));
    const [first] = read.result.findings.filter((each) => each.severity === "error" && !passes(each));
    if (first === undefined) return read;
    const problem = `the definitions break rules, first ${first.code} in ${first.at.file}: ${first.problem}`;
    return yield* take(failure("unreadable-input", problem, "run keeper check, and correct the errors"));
  });
}

/**
 * Writes edits of definitions and reads the estate again. Where it then breaks a rule, or something else changed than was
 * meant, all files get their old texts back, and the outcome says why.
 *
 * @param otherChange what else changed, as a clause; undefined where nothing did
 */
export async function applyEdits(
  edits: readonly FileEdit[],
  folders: EstateFolders,
  world: World,
  {
    passes,
    otherChange,
  }: {
    readonly passes?: (finding: Finding) => boolean;
    readonly otherChange: (after: CheckedEstate) => string | undefined;
  },
): Promise<Outcome<CheckedEstate>> {
  write(folders.root, edits, "edited");
  // what was loaded before the edit must not be taken for what is there now
  confineModules(world.keeper);
  const after = await soundEstate(folders, world, passes);
  const problem = after.ok ? otherChange(after.value) : after.error.problem;
  if (after.ok && problem === undefined) return success(after.value);
  write(folders.root, edits, "text");
  return failure(
    "unreadable-input",
    `the edit is not made, and all files are as they were: ${problem}`,
    "make the edit by hand, and run keeper check",
  );
}

function write(root: string, edits: readonly FileEdit[], which: "edited" | "text"): void {
  for (const edit of edits) writeFileAtomically(join(root, edit.path), edit[which]);
}
