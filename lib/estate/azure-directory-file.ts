import { resolve } from "node:path";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { failure, type Outcome } from "../values/failure.ts";

/** Reads a file that describes an emulated Azure, as JSON that is not yet judged. */
export function readAzureFile(folder: string, file: string): Outcome<unknown> {
  const document = readJsonFile(resolve(folder, file), "azure-directory", NAMED);
  if (document.ok) return document;
  const fix = "name a JSON file of tenants and subscriptions (docs/sandbox.md)";
  return failure("unreadable-input", `${file} cannot be read: ${document.error.reason}`, fix);
}
