import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { parseJson } from "../documents/json.ts";
import { type Read, readAt } from "../documents/problem.ts";
import { refused } from "../documents/refused-document.ts";
import { FACTS_FILE } from "../estate/facts-file.ts";
import { readFacts } from "../formats/stack/facts.ts";
import { PROVIDER_LOCK_FILE, STACK_FILE } from "../formats/stack/manifest.ts";
import { type ReadOutput, readOutputFolder } from "../formats/stack/output-documents.ts";
import { readStack } from "../formats/stack/stack.ts";
import { readStackFolder } from "../formats/stack/stack-folder.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { GatedSide } from "./gated-side.ts";

/** The access that the stacks of an output folder ask for, and how base calls what is in it. */
export interface LoadedOutput {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/**
 * Reads an output folder of `keeper synth`, whole or not at all.
 *
 * @param gated what is demanded of a side that is to be decided on; undefined where it is only looked at
 */
export function loadOutput(
  folder: string,
  name: string,
  gated: GatedSide | undefined,
): Outcome<LoadedOutput> {
  try {
    const output = loadListed(folder);
    if (!output.ok) return refused(name, "output", output.error);
    const facts = loadFactsFile(folder);
    if (!facts.ok) return refused(name, "output", facts.error);
    const customers: CustomerAccess[] = [];
    for (const stack of output.value.stacks) {
      const access = loadStack(join(folder, "stacks", stack), stack, gated);
      if (!access.ok) return refused(`${name}/stacks/${stack}/${STACK_FILE}`, "output", access.error);
      customers.push(access.value);
    }
    const side: AccessSide = { source: "synthesized", selection: output.value.selection, customers };
    return success({ side, facts: facts.value });
  } catch (error) {
    return unreadable(name, error);
  }
}

/** How base calls what is in an output folder: its names alone, without its stacks. */
export function loadFacts(folder: string, name: string): Outcome<EstateFacts> {
  try {
    const facts = loadFactsFile(folder);
    return facts.ok ? success(facts.value) : refused(name, "output", facts.error);
  } catch (error) {
    return unreadable(name, error);
  }
}

function unreadable<T>(name: string, error: unknown): Outcome<T> {
  const problem = `${name} is no whole output folder of keeper synth: ${reasonOf(error)}`;
  return failure("unreadable-input", problem, "synthesize again, and hand over the whole folder");
}

function loadListed(folder: string): Read<ReadOutput> {
  const [manifest, marker] = ["manifest.json", "keeper.json"].map((file) =>
    readFileSync(join(folder, file), "utf8"),
  ) as [string, string];
  const entries = readdirSync(join(folder, "stacks"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const selection = parsed("keeper.json", marker);
  return selection.ok ? readOutputFolder(manifest, selection.value, folders) : selection;
}

function loadFactsFile(folder: string): Read<EstateFacts> {
  const document = parsed(FACTS_FILE, readFileSync(join(folder, FACTS_FILE), "utf8"));
  return document.ok ? readAt(readFacts(document.value), [FACTS_FILE]) : document;
}

function parsed(file: string, text: string): Read<unknown> {
  return readAt(parseJson(text), [file]);
}

function loadStack(place: string, stack: string, gated: GatedSide | undefined): Read<CustomerAccess> {
  const alone = readStackFolder(stack, readdirSync(place), {
    handedOver: gated !== undefined,
    lock: () => readFileSync(join(place, PROVIDER_LOCK_FILE), "utf8"),
    locks: gated?.locks ?? [],
  });
  return alone.ok ? readStack(stack, readFileSync(join(place, STACK_FILE), "utf8")) : alone;
}
