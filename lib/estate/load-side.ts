import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type AccessSide, sideOf } from "../delegation/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { readArmLists } from "../readers/arm.ts";
import { type ReadPlan, readPlan } from "../readers/plan.ts";
import { parseJson } from "../readers/stack.ts";
import { readState } from "../readers/state.ts";
import { isObject } from "../terraform/stack-json.ts";
import { failure, type Result, reasonOf, success } from "./failure.ts";
import type { GitRepository } from "./git.ts";
import { type GatedSide, type KnownOutput, loadOutput, refused } from "./load-output.ts";
import { readLock } from "./lock-file.ts";
import { runDefinitions } from "./run-definitions.ts";

/** A side, or a plan, which is both; with the names that come along. */
export type LoadedSide =
  | { readonly kind: "side"; readonly side: AccessSide; readonly facts: EstateFacts | undefined }
  | { readonly kind: "plan"; readonly plan: ReadPlan };

/** What loading a side may need. */
export interface LoadContext {
  /** Paths are relative to it. */
  readonly folder: string;
  /** The estate's root; needed for definitions. */
  readonly root: string | undefined;
  /** Whose plan it is. @default - the file's name before its first full stop */
  readonly customer: string | undefined;
  /** Whether definitions, which are programs, may be run. */
  readonly mayExecute: boolean;
  /**
   * What is demanded where the sides are to be decided on: then they are plans or synthesized output, and nothing is run
   * whatever `mayExecute` says.
   */
  readonly gated: GatedSide | undefined;
  /** The repository; asked for only where a revision is named. */
  readonly repository: () => Result<GitRepository>;
  /** The command that starts this keeper. */
  readonly keeper: readonly string[];
  /** What was read of the other side's output. */
  readonly known: KnownOutput;
}

/**
 * Loads a side: `.` (the definitions of the work tree), `git:<revision>` (those of a commit), the output folder of
 * `keeper synth`, a file with a Terraform plan or state in JSON, or a folder with what `az managedservices` lists.
 */
export async function loadSide(name: string, context: LoadContext): Promise<Result<LoadedSide>> {
  if (name === "." || name.startsWith("git:")) return loadDefinitions(name, context);
  const path = resolve(context.folder, name);
  if (existsSync(join(path, "manifest.json")) || existsSync(join(path, "keeper.json"))) {
    const output = loadOutput(path, name, context);
    return output.ok ? success({ kind: "side", ...output.value }) : output;
  }
  return loadDocument(name, path, context);
}

async function loadDefinitions(name: string, context: LoadContext): Promise<Result<LoadedSide>> {
  const { root, mayExecute, gated, repository, keeper } = context;
  if (gated !== undefined) return notGated(name, "would run definitions, which are programs");
  if (!mayExecute) {
    const fix =
      "compare synthesized output, or pass --execute-definitions where this job holds no credential";
    return failure("bad-arguments", `${name} would run definitions, which are programs`, fix);
  }
  if (root === undefined)
    return failure(
      "no-estate",
      "there is no cdktf.json in this folder or above it",
      "run keeper inside an estate",
    );
  if (name === ".") {
    // loaded where definitions are a side: every rule and the parsers of definitions come with it
    const { readDefinitions } = await import("./definition-side.ts");
    const defined = await readDefinitions(root, "this checkout");
    return defined.ok
      ? success({ kind: "side", side: defined.value.side, facts: defined.value.facts })
      : defined;
  }
  const git = repository();
  if (!git.ok) return git;
  const commit = git.value.commit(name.slice("git:".length));
  if (!commit.ok) return commit;
  const defined = runDefinitions(git.value, commit.value, root, keeper);
  return defined.ok ? success({ kind: "side", ...defined.value }) : defined;
}

/** What is gated is what will be applied, not what was meant, nor what is there. */
function notGated<T>(name: string, why: string): Result<T> {
  const fix = "compare two cdktf.out folders, or hand over a plan from terraform show -json";
  return failure("bad-arguments", `the gate does not decide on ${name}: it ${why}`, fix);
}

function loadDocument(name: string, path: string, context: LoadContext): Result<LoadedSide> {
  const fix =
    "name . for this checkout, git:<revision>, a cdktf.out folder, a plan or state from terraform show -json, or a folder with definitions.json and assignments.json from az managedservices";
  try {
    if (existsSync(join(path, "definitions.json")))
      return context.gated !== undefined
        ? notGated(name, "is a list of what is there")
        : loadLists(name, path, context);
    if (name === "" || statSync(path).isDirectory()) {
      const problem = `${JSON.stringify(name)} is no file, nor a folder with manifest.json or definitions.json`;
      return failure("unreadable-input", problem, fix);
    }
    const document = parseJson(readFileSync(path, "utf8"));
    if (!document.ok) return refused(name, document.problems);
    const customer = context.customer ?? basename(path).split(".")[0] ?? "";
    if (isPlan(document.value)) {
      const plan = readPlan(customer, document.value);
      return plan.ok ? success({ kind: "plan", plan: plan.value }) : refused(name, plan.problems);
    }
    if (context.gated !== undefined) return notGated(name, "is no plan");
    const state = readState(customer, document.value);
    if (!state.ok) return refused(name, state.problems);
    return success({ kind: "side", side: sideOf("state", state.value), facts: undefined });
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, fix);
  }
}

function isPlan(document: unknown): boolean {
  return isObject(document) && ("resource_changes" in document || "planned_values" in document);
}

/** What Azure lists, by the customers that the estate's lock names for the subscriptions. */
function loadLists(name: string, path: string, { root }: LoadContext): Result<LoadedSide> {
  const lists = {
    definitions: parseJson(readFileSync(join(path, "definitions.json"), "utf8")),
    assignments: parseJson(readFileSync(join(path, "assignments.json"), "utf8")),
  };
  if (!lists.definitions.ok) return refused(`${name}/definitions.json`, lists.definitions.problems);
  if (!lists.assignments.ok) return refused(`${name}/assignments.json`, lists.assignments.problems);
  const customers = customersBySubscription(root);
  const read = readArmLists(
    { definitions: lists.definitions.value, assignments: lists.assignments.value },
    (subscription) => customers.get(subscription) ?? subscription,
  );
  if (!read.ok) return refused(name, read.problems);
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
