import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { ACCEPTANCES_FOLDER, acceptancePath } from "../acceptance/acceptance-record.ts";
import { parseAcceptance, type RecordProblem, type RecordRead } from "../acceptance/parse-acceptance.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import { compareText } from "../values/compare-text.ts";
import { reasonOf } from "../values/failure.ts";
import { failed } from "../values/result.ts";

/** A file in `acceptances/` that cannot be read as a record. */
export interface UnreadableRecord extends RecordProblem {
  /** Relative to the estate's root. */
  readonly file: string;
}

/** All records of an estate. */
export interface RecordedAcceptances {
  /** By customer id. A record that cannot be read is an error, never absent. */
  readonly byCustomer: ReadonlyMap<string, RecordRead>;
  /** Sorted by file. */
  readonly unreadable: readonly UnreadableRecord[];
}

/** Reads the record of one customer; undefined where there is none. */
export function readAcceptance(root: string, customer: string): RecordRead | undefined {
  const text = readTextFile(join(root, acceptancePath(customer)), "acceptance", ownBelow(root));
  if (text.ok) return parseAcceptance(text.value, customer);
  if (text.error.isAbsent) return undefined;
  return failed({ line: 1, problem: `cannot be read: ${text.error.reason}`, received: "the file" });
}

/** Reads every record of an estate; none where there is no folder of them. */
export function readAcceptances(root: string): RecordedAcceptances {
  const byCustomer = new Map<string, RecordRead>();
  const unreadable: UnreadableRecord[] = [];
  for (const name of namesIn(root, unreadable)) {
    const customer = name.replace(/\.ya?ml$/i, "");
    const file = `${ACCEPTANCES_FOLDER}/${name}`;
    if (!ID_PATTERN.test(customer) || !name.endsWith(".yaml")) {
      unreadable.push({
        file,
        line: 1,
        problem: "does not belong to a customer by its name",
        received: name,
      });
      continue;
    }
    const read = readAcceptance(root, customer);
    if (read === undefined) continue;
    byCustomer.set(customer, read);
    if (!read.ok) unreadable.push({ file, ...read.error });
  }
  return { byCustomer, unreadable };
}

/** Names of YAML files; others, such as signatures, are no records. */
function namesIn(root: string, unreadable: UnreadableRecord[]): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, ACCEPTANCES_FOLDER), { withFileTypes: true });
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing)
      unreadable.push({
        file: ACCEPTANCES_FOLDER,
        line: 1,
        problem: `cannot be read: ${reasonOf(error)}`,
        received: "the folder",
      });
    return [];
  }
  return entries
    .map(({ name }) => name)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort(compareText);
}
