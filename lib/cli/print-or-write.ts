import { resolve } from "node:path";
import { writeFileAtomically } from "../estate/write-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { CommandContext } from "./command-context.ts";

/** Prints a report, or writes it into a file: whole or not at all. */
export function printOrWrite(
  text: string,
  output: string | undefined,
  { terminal, folder }: CommandContext,
): Outcome<undefined> {
  if (output === undefined) {
    terminal.out(text);
    return success(undefined);
  }
  try {
    writeFileAtomically(resolve(folder, output), text);
    return success(undefined);
  } catch (error) {
    const problem = `${output} cannot be written: ${reasonOf(error)}`;
    return failure(
      "output-not-writable",
      problem,
      "name a file in a folder that is there and may be written",
    );
  }
}
