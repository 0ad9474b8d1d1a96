import { hash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseDeviation } from "../definitions/deviation-schema.ts";
import { deviationFileText, type RoleName } from "../definitions/deviation-text.ts";
import type { Customer } from "../delegation/customer.ts";
import { DEVIATIONS_FOLDER, type Deviation, deviationText } from "../delegation/deviation.ts";
import type { Located, UnreadableFile } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { DefinitionFile } from "./definition-file.ts";
import { listUnreadFiles } from "./definition-files.ts";
import { type Reading, readAll } from "./read-definitions.ts";
import { unreadableFile } from "./unreadable-file.ts";
import { writeFileAtomically } from "./write-file.ts";

/**
 * Reads the deviations of an estate from the files of their folder. A file whose digest does not fit the rest of it is
 * unreadable.
 */
export async function readDeviations(
  root: string,
  files: readonly DefinitionFile[],
): Promise<Reading<Deviation>> {
  const data = files.filter(({ language }) => language !== "module");
  const { read, unreadable } = await readAll(root, data, parseDeviation);
  const edited = read.filter(({ value }) => value.digest !== deviationDigest(value));
  return {
    read: read.filter((each) => !edited.includes(each)),
    unreadable: [...unreadable, ...edited.map(editedFile), ...otherFiles(root, files)],
  };
}

function editedFile({ file, value }: Located<Deviation>): UnreadableFile {
  return {
    at: { file, path: ["digest"] },
    problem: "does not fit what the file says of the definition and of Azure",
    received: value.digest,
    allowed: deviationDigest(value),
    fix: "restore the file from version control, or write it anew with keeper drift --allow",
  };
}

/** Files that look like deviations, but are programs, or kinds that keeper does not read. */
function otherFiles(root: string, files: readonly DefinitionFile[]): UnreadableFile[] {
  const modules = files.flatMap(({ file, language }) => (language === "module" ? [file] : []));
  return [...modules, ...listUnreadFiles(root, DEVIATIONS_FOLDER)].map((file) =>
    unreadableFile(file, {
      problem: "is of a kind that no deviation is",
      fix: "write it as .yaml with keeper drift --allow, or move it out of this folder",
    }),
  );
}

/** Customers with the deviations that name them. */
export function withDeviations(
  customers: readonly Located<Customer>[],
  deviations: readonly Located<Deviation>[],
): readonly Located<Customer>[] {
  if (deviations.length === 0) return customers;
  return customers.map(({ value, file }) => {
    const own = deviations.flatMap((each) => (each.value.customer === value.id ? [each.value] : []));
    return own.length === 0 ? { value, file } : { value: { ...value, deviations: own }, file };
  });
}

/** Digest of a deviation, without its reason, who allowed it, and its day. */
export function deviationDigest(deviation: Parameters<typeof deviationText>[0]): string {
  return `sha256:${hash("sha256", deviationText(deviation))}`;
}

/** Writes a deviation's file whole, in place of an older one. Gives its path, from the estate's root. */
export function writeDeviation(
  root: string,
  file: string,
  deviation: Deviation,
  roleName: RoleName,
): Outcome<string> {
  try {
    mkdirSync(join(root, DEVIATIONS_FOLDER), { recursive: true });
    writeFileAtomically(join(root, file), deviationFileText(deviation, roleName));
    return success(file);
  } catch (error) {
    const problem = `${file} cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}
