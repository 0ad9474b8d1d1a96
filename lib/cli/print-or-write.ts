import { resolve } from "node:path";
import { failure, type Result, reasonOf, success } from "../estate/failure.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import type { Surroundings } from "./surroundings.ts";

/** Prints a report, or writes it into a file: whole or not at all. */
export function printOrWrite(
  text: string,
  output: string | undefined,
  { terminal, folder }: Surroundings,
): Result<undefined> {
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
