import { statSync } from "node:fs";
import { basename } from "node:path";
import { sideOf } from "../access/access-side.ts";
import type { Read } from "../documents/problem.ts";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { readPlan } from "../formats/terraform/plan.ts";
import { readState } from "../formats/terraform/state.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { attempt, take } from "../values/result.ts";
import { holdsLists, loadLists } from "./load-lists.ts";
import { type LoadContext, type LoadedSide, notGated } from "./loaded-side.ts";

/**
 * Loads a side that is not an output of keeper. It is a plan, a state, or Azure's own lists.
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
    if (holdsLists(path))
      return gated === undefined ? loadLists(name, path, root) : notGated(name, "is a list from Azure");
    if (name === "" || statSync(path).isDirectory()) {
      const problem = `${JSON.stringify(name)} is not a file, nor a folder with manifest.json, definitions.json or assignments.json`;
      return failure("unreadable-input", problem, FIX);
    }
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, FIX);
  }
  return attempt(function* () {
    const document = yield* take(loadTerraform(name, path));
    const owner = customer ?? basename(path).split(".")[0] ?? "";
    if (isPlan(document)) return { kind: "plan", plan: yield* take(readOr(name, readPlan(owner, document))) };
    if (gated !== undefined) return yield* take(notGated(name, "is not a plan"));
    const { access, tainted } = yield* take(readOr(name, readState(owner, document)));
    return { kind: "side", side: { ...sideOf("state", access), tainted }, facts: undefined };
  });
}

function readOr<T>(name: string, read: Read<T>): Outcome<T> {
  return read.ok ? read : refused(name, "terraform", read.error);
}

/** Fix for a side that cannot be read. */
const FIX =
  "name . for this checkout, git:<revision>, a cdktf.out folder, a plan or state from terraform show -json, or a folder with Azure's lists from keeper fetch";

function loadTerraform(name: string, path: string): Outcome<unknown> {
  const document = readJsonFile(path, "plan-or-state", NAMED);
  if (document.ok) return document;
  const { content, reason } = document.error;
  if (content !== undefined) return refused(name, "terraform", content);
  return failure("unreadable-input", `${name} cannot be read: ${reason}`, FIX);
}

function isPlan(document: unknown): boolean {
  return isObject(document) && ("resource_changes" in document || "planned_values" in document);
}
