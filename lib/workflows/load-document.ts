import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type AccessSide, sideOf } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { type FileSource, NAMED, readJsonFile } from "../documents/read-file.ts";
import { type RefusedKind, refused } from "../documents/refused-document.ts";
import { readLock } from "../estate/lock-file.ts";
import { readArmLists } from "../formats/arm/lists.ts";
import { type ReadPlan, readPlan } from "../formats/terraform/plan.ts";
import { readState } from "../formats/terraform/state.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import { type GatedSide, notGated } from "./gated-side.ts";

/** A side, or a plan, which is both; with the names that come along. */
export type LoadedSide =
  | { readonly kind: "side"; readonly side: AccessSide; readonly facts: EstateFacts | undefined }
  | { readonly kind: "plan"; readonly plan: ReadPlan };

/** What loading a document may need. */
export interface DocumentContext {
  /** The estate's root; its lock tells whose the subscriptions are that Azure lists. */
  readonly root: string | undefined;
  /** Whose plan or state it is. @default - the file's name before its first full stop */
  readonly customer: string | undefined;
  /** What is demanded where the sides are to be decided on: then they are plans or synthesized output. */
  readonly gated: GatedSide | undefined;
}

/** Loads a side that is no output of keeper's: a plan, a state, or what Azure lists. */
export function loadDocument(name: string, path: string, context: DocumentContext): Outcome<LoadedSide> {
  try {
    if (existsSync(join(path, "definitions.json")))
      return context.gated !== undefined
        ? notGated(name, "is a list of what is there")
        : loadLists(name, path, context);
    if (name === "" || statSync(path).isDirectory()) {
      const problem = `${JSON.stringify(name)} is no file, nor a folder with manifest.json or definitions.json`;
      return failure("unreadable-input", problem, FIX);
    }
    const document = loadJson(name, path, "plan-or-state", NAMED);
    if (!document.ok) return document;
    const customer = context.customer ?? basename(path).split(".")[0] ?? "";
    if (isPlan(document.value)) {
      const plan = readPlan(customer, document.value);
      return plan.ok ? success({ kind: "plan", plan: plan.value }) : refused(name, "terraform", plan.error);
    }
    if (context.gated !== undefined) return notGated(name, "is no plan");
    const state = readState(customer, document.value);
    if (!state.ok) return refused(name, "terraform", state.error);
    return success({ kind: "side", side: sideOf("state", state.value), facts: undefined });
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, FIX);
  }
}

/** What to hand over instead of what cannot be read. */
const FIX =
  "name . for this checkout, git:<revision>, a cdktf.out folder, a plan or state from terraform show -json, or a folder with definitions.json and assignments.json from az managedservices";

/** What a document of a kind is called where it is refused. */
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

/** What Azure lists, by the customers that the estate's lock names for the subscriptions. */
function loadLists(name: string, path: string, { root }: DocumentContext): Outcome<LoadedSide> {
  const list = (file: string) =>
    loadJson(`${name}/${file}`, join(path, file), "arm-list", { from: "handed-over", folder: path });
  const [definitions, assignments] = [list("definitions.json"), list("assignments.json")];
  if (!definitions.ok) return definitions;
  if (!assignments.ok) return assignments;
  const customers = customersBySubscription(root);
  const read = readArmLists(
    { definitions: definitions.value, assignments: assignments.value },
    (subscription) => customers.get(subscription) ?? subscription,
  );
  if (!read.ok) return refused(name, "lists", read.error);
  const side: AccessSide = {
    source: "arm",
    selection: read.value.map(({ customer }) => customer),
    customers: read.value,
  };
  return success({ kind: "side", side, facts: undefined });
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
