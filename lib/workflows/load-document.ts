import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { sideOf } from "../access/access-side.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import type { Read } from "../documents/problem.ts";
import { type FileSource, NAMED, readJsonFile } from "../documents/read-file.ts";
import { type RefusedKind, refused } from "../documents/refused-document.ts";
import { readLock } from "../estate/lock-file.ts";
import { type ArmLists, readArmLists } from "../formats/arm/lists.ts";
import { readPlan } from "../formats/terraform/plan.ts";
import { readState } from "../formats/terraform/state.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { attempt, take } from "../values/result.ts";
import { type LoadContext, type LoadedSide, notGated } from "./loaded-side.ts";

/**
 * Loads a side that is no output of keeper: a plan, a state, or Azure's own lists.
 *
 * @param customer whose plan or state it is. @default - the file's name before its first full stop
 */
export function loadDocument(
  name: string,
  path: string,
  customer: string | undefined,
  { root, gated }: Pick<LoadContext, "root" | "gated">,
): Outcome<LoadedSide> {
  try {
    if (existsSync(join(path, "definitions.json")))
      return gated === undefined ? loadLists(name, path, root) : notGated(name, "is a list from Azure");
    if (name === "" || statSync(path).isDirectory()) {
      const problem = `${JSON.stringify(name)} is no file, nor a folder with manifest.json or definitions.json`;
      return failure("unreadable-input", problem, FIX);
    }
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, FIX);
  }
  return attempt(function* () {
    const document = yield* take(loadJson(name, path, "plan-or-state", NAMED));
    const owner = customer ?? basename(path).split(".")[0] ?? "";
    if (isPlan(document))
      return { kind: "plan", plan: yield* take(readOr(name, "terraform", readPlan(owner, document))) };
    if (gated !== undefined) return yield* take(notGated(name, "is no plan"));
    const { access, tainted } = yield* take(readOr(name, "terraform", readState(owner, document)));
    return { kind: "side", side: { ...sideOf("state", access), tainted }, facts: undefined };
  });
}

function readOr<T>(name: string, kind: RefusedKind, read: Read<T>): Outcome<T> {
  return read.ok ? read : refused(name, kind, read.error);
}

/** Fix for a side that cannot be read. */
const FIX =
  "name . for this checkout, git:<revision>, a cdktf.out folder, a plan or state from terraform show -json, or a folder with definitions.json and assignments.json from az managedservices";

/** Name of each kind of document in a refusal. */
const REFUSED_AS: Readonly<Record<LoadedKind, RefusedKind>> = {
  "plan-or-state": "terraform",
  "arm-list": "lists",
};

type LoadedKind = Extract<DocumentKind, "plan-or-state" | "arm-list">;

function loadJson(name: string, path: string, kind: LoadedKind, source: FileSource): Outcome<unknown> {
  const document = readJsonFile(path, kind, source);
  if (document.ok) return document;
  const { content, reason } = document.error;
  if (content !== undefined) return refused(name, REFUSED_AS[kind], content);
  return failure("unreadable-input", `${name} cannot be read: ${reason}`, FIX);
}

function isPlan(document: unknown): boolean {
  return isObject(document) && ("resource_changes" in document || "planned_values" in document);
}

/** Azure's own lists, by the customers that the estate's lock names for their subscriptions. */
function loadLists(name: string, path: string, root: string | undefined): Outcome<LoadedSide> {
  return attempt(function* () {
    const lists = yield* take(loadArmLists(name, path));
    const owners = customersBySubscription(root);
    const read = readArmLists(lists, (subscription) => owners.get(subscription) ?? subscription);
    const customers = yield* take(readOr(name, "lists", read));
    const selection = customers.map(({ customer }) => customer);
    return { kind: "side", side: { source: "arm", selection, customers }, facts: undefined };
  });
}

/** Reads both lists of a folder, as JSON that is not yet validated. */
export function loadArmLists(name: string, path: string): Outcome<ArmLists> {
  const list = (file: string) =>
    loadJson(`${name}/${file}`, join(path, file), "arm-list", { from: "handed-over", folder: path });
  return attempt(function* () {
    return {
      definitions: yield* take(list("definitions.json")),
      assignments: yield* take(list("assignments.json")),
    };
  });
}

function customersBySubscription(root: string | undefined): ReadonlyMap<string, string> {
  const lock = root === undefined ? undefined : readLock(root, undefined);
  if (lock?.ok !== true) return new Map();
  return new Map(
    Object.entries(lock.value).flatMap(([customer, { subscriptions }]) =>
      Object.keys(subscriptions).map((subscription): [string, string] => [subscription, customer]),
    ),
  );
}
