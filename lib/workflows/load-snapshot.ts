import { join, resolve } from "node:path";
import type { FoundAccess } from "../access/found-access.ts";
import { readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { readArmLists } from "../formats/arm/lists.ts";
import { readSnapshot, SNAPSHOT_FILES, type Snapshot } from "../formats/snapshot/snapshot.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import { loadArmLists } from "./load-lists.ts";

/** A folder of `keeper fetch`: what Azure has, and what was asked of it. */
export interface LoadedSnapshot {
  readonly found: FoundAccess;
  readonly snapshot: Snapshot;
}

/** Loads a snapshot by its name, a path relative to the folder. Lists without `snapshot.json` are refused. */
export function loadSnapshot(name: string, folder: string): Outcome<LoadedSnapshot> {
  const path = resolve(folder, name);
  return attempt(function* () {
    const snapshot = yield* take(loadRecord(name, path));
    const read = readArmLists((yield* take(loadArmLists(name, path))).lists);
    const found = read.ok ? read.value : yield* take(refused<FoundAccess>(name, "lists", read.error));
    return { found, snapshot };
  });
}

function loadRecord(name: string, path: string): Outcome<Snapshot> {
  const document = readJsonFile(join(path, SNAPSHOT_FILES.snapshot), "snapshot", {
    from: "handed-over",
    folder: path,
  });
  if (document.ok) {
    const read = readSnapshot(document.value);
    return read.ok ? success(read.value) : refused(name, "lists", read.error);
  }
  const { content, reason } = document.error;
  if (content !== undefined) return refused(name, "lists", content);
  const problem = `${name}/${SNAPSHOT_FILES.snapshot} cannot be read: ${reason}`;
  return failure(
    "unreadable-input",
    problem,
    "pass the folder of a snapshot: keeper fetch --output <folder>",
  );
}
