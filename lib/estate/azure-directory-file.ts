import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Reads a file that describes an emulated Azure, as JSON that is not yet judged. */
export function readAzureFile(folder: string, file: string): Outcome<unknown> {
  try {
    return success(JSON.parse(readFileSync(resolve(folder, file), "utf8")));
  } catch (error) {
    const problem = `${file} cannot be read: ${reasonOf(error)}`;
    return failure(
      "unreadable-input",
      problem,
      "name a JSON file of tenants and subscriptions (docs/sandbox.md)",
    );
  }
}
