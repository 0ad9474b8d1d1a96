import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessSide, CustomerAccess } from "../delegation/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { readFacts } from "../readers/facts.ts";
import { readOutputFolder } from "../readers/output-folder.ts";
import type { DocumentProblem, Read } from "../readers/problem.ts";
import { parseJson } from "../readers/stack.ts";
import { readStackFolder } from "../readers/stack-folder.ts";
import { StackShapes } from "../readers/stack-shapes.ts";
import { FACTS_FILE } from "./facts-file.ts";
import { failure, type Result, reasonOf, success } from "./failure.ts";

/** The access that the stacks of an output folder ask for, and how base calls what is in it. */
export interface LoadedOutput {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/** Stacks that were read already, by their bytes: most of two outputs is the same, and is read once. */
export interface ReadStacks {
  readonly byCustomer: Map<string, { readonly text: string; readonly access: CustomerAccess }>;
  readonly shapes: StackShapes;
}

/** No stacks yet. */
export function noStacks(): ReadStacks {
  return { byCustomer: new Map(), shapes: new StackShapes() };
}

/** How many problems of documents a failure repeats. */
const MOST_PROBLEMS = 5;

/**
 * Reads an output folder of `keeper synth`, whole or not at all.
 *
 * @param known stacks of another folder; filled with those of this one
 */
export function loadOutput(folder: string, name: string, known: ReadStacks): Result<LoadedOutput> {
  try {
    const json = (file: string) => parsed(join(folder, file), file);
    const [manifest, marker, facts] = [json("manifest.json"), json("keeper.json"), json(FACTS_FILE)];
    for (const each of [manifest, marker, facts]) if (!each.ok) return refused(name, each.problems);
    const entries = readdirSync(join(folder, "stacks"), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const output = readOutputFolder(documentIn(manifest), documentIn(marker), folders);
    if (!output.ok) return refused(name, output.problems);
    const read = readFacts(documentIn(facts));
    if (!read.ok) return refused(`${name}/${FACTS_FILE}`, read.problems);
    const customers: CustomerAccess[] = [];
    for (const stack of output.value.stacks) {
      const access = loadStack(folder, stack, known);
      if (!access.ok) return refused(`${name}/stacks/${stack}/cdk.tf.json`, access.problems);
      customers.push(access.value);
    }
    const side: AccessSide = { source: "synthesized", selection: output.value.selection, customers };
    return success({ side, facts: read.value });
  } catch (error) {
    const problem = `${name} is no whole output folder of keeper synth: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "synthesize again, and hand over the whole folder");
  }
}

/** A document that was not read, as a failure: which of its parts, and why. */
export function refused<T>(name: string, problems: readonly DocumentProblem[]): Result<T> {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(
      ({ kind, path, problem, received }) =>
        `${kind} at ${path.join(".") || "the top"}: ${problem} (${received})`,
    );
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : "";
  const fix = "a document is read whole or not at all: hand over what keeper synth or Terraform wrote";
  return failure("refused-document", `${name} is not read: ${told.join("; ")}${more}`, fix);
}

function parsed(path: string, file: string): Read<unknown> {
  const read = parseJson(readFileSync(path, "utf8"));
  return read.ok ? read : { ok: false, problems: read.problems.map((each) => ({ ...each, path: [file] })) };
}

function documentIn(read: Read<unknown>): unknown {
  return read.ok ? read.value : undefined;
}

function loadStack(folder: string, stack: string, known: ReadStacks): Read<CustomerAccess> {
  const place = join(folder, "stacks", stack);
  const alone = readStackFolder(stack, readdirSync(place));
  if (!alone.ok) return alone;
  const text = readFileSync(join(place, "cdk.tf.json"), "utf8");
  const before = known.byCustomer.get(stack);
  if (before?.text === text) return { ok: true, value: before.access };
  const read = known.shapes.read(stack, text);
  if (read.ok) known.byCustomer.set(stack, { text, access: read.value });
  return read;
}
