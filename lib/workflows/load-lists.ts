import { existsSync } from "node:fs";
import { join } from "node:path";
import { accessByCustomer, type FoundAccess } from "../access/found-access.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { type ArmLists, readArmLists } from "../formats/arm/lists.ts";
import { readSnapshot, SNAPSHOT_FILES, type Snapshot } from "../formats/snapshot/snapshot.ts";
import { foreignLists } from "../formats/snapshot/snapshot-lists.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import type { LoadedSide } from "./loaded-side.ts";

/** Whether a folder holds Azure's lists. */
export function holdsLists(path: string): boolean {
  return Object.values(SNAPSHOT_FILES).some((file) => existsSync(join(path, file)));
}

/** Loads Azure's lists as a side. The estate's lock names the customers of the subscriptions. */
export function loadLists(name: string, path: string, root: string | undefined): Outcome<LoadedSide> {
  return attempt(function* () {
    const read = readArmLists((yield* take(loadArmLists(name, path))).lists);
    const found = read.ok ? read.value : yield* take(refused<FoundAccess>(name, "lists", read.error));
    const { owners } = recordsOf(root);
    const customers = accessByCustomer(found, (subscription) => owners.get(subscription) ?? subscription);
    const selection = customers.map(({ customer }) => customer);
    return { kind: "side", side: { source: "arm", selection, customers }, facts: undefined, found };
  });
}

/** Both lists of a folder, and their snapshot. Undefined for lists without `snapshot.json`. */
export interface LoadedArmLists {
  readonly lists: ArmLists;
  readonly snapshot: Snapshot | undefined;
}

/**
 * Reads both lists of a folder, as JSON that is not yet validated. Beside `snapshot.json`, their API version is known, and
 * which subscriptions were read whole. Without definitions, expanded assignments have them.
 */
export function loadArmLists(name: string, path: string): Outcome<LoadedArmLists> {
  const load = (file: keyof typeof SNAPSHOT_FILES, kind: ListKind) =>
    loadJson(`${name}/${SNAPSHOT_FILES[file]}`, path, SNAPSHOT_FILES[file], kind);
  const has = (file: keyof typeof SNAPSHOT_FILES) => existsSync(join(path, SNAPSHOT_FILES[file]));
  return attempt(function* () {
    const definitions =
      has("definitions") || has("snapshot") ? yield* take(load("definitions", "arm-list")) : undefined;
    const lists = { definitions, assignments: yield* take(load("assignments", "arm-list")) };
    return has("snapshot")
      ? yield* take(withSnapshot(name, lists, yield* take(load("snapshot", "snapshot"))))
      : { lists, snapshot: undefined };
  });
}

/** First API version that shows eligible access. Versions are days, with or without "-preview". */
const FIRST_WITH_ELIGIBLE = "2020-02-01";

function withSnapshot(name: string, lists: ArmLists, document: unknown): Outcome<LoadedArmLists> {
  const read = readSnapshot(document);
  if (!read.ok) return refused(name, "lists", read.error);
  const foreign = foreignLists(read.value, lists);
  if (foreign.length > 0) return refused(name, "lists", foreign);
  const { apiVersion, subscriptions } = read.value;
  const whole = subscriptions.filter(({ notRead }) => notRead.length === 0);
  const isVersionKnown = apiVersion >= FIRST_WITH_ELIGIBLE;
  const ids = new Set(whole.map(({ id }) => id.toLowerCase()));
  return success({ lists: { ...lists, isVersionKnown, read: ids }, snapshot: read.value });
}

type ListKind = Extract<DocumentKind, "arm-list" | "snapshot">;

function loadJson(name: string, folder: string, file: string, kind: ListKind): Outcome<unknown> {
  const document = readJsonFile(join(folder, file), kind, { from: "handed-over", folder });
  if (document.ok) return document;
  const { content, reason } = document.error;
  if (content !== undefined) return refused(name, "lists", content);
  const fix = "pass a folder with Azure's lists from keeper fetch";
  return failure("unreadable-input", `${name} cannot be read: ${reason}`, fix);
}
