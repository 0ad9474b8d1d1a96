import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { parseJson } from "../documents/json.ts";
import { type Read, readAt } from "../documents/problem.ts";
import { refused } from "../documents/refused-document.ts";
import { FACTS_FILE } from "../estate/facts-file.ts";
import type { StackReader } from "../estate/stack-files.ts";
import { readFacts } from "../formats/stack/facts.ts";
import { PROVIDER_LOCK_FILE, STACK_FILE } from "../formats/stack/manifest.ts";
import { type ReadOutput, readOutputFolder } from "../formats/stack/output-documents.ts";
import { readStackFolder } from "../formats/stack/stack-folder.ts";
import { StackTemplates } from "../formats/stack/stack-templates.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { GatedSide } from "./gated-side.ts";
import { LastRead } from "./last-read.ts";

/** The access that the stacks of an output folder ask for, and how base calls what is in it. */
export interface LoadedOutput {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/** What was read of another output folder: most of two outputs is the same, and is read once. */
export interface KnownOutput {
  readonly stacks: StackTemplates;
  readonly listed: LastRead<ReadOutput>;
  readonly facts: LastRead<EstateFacts>;
}

/** Nothing read yet. */
export function nothingKnown(): KnownOutput {
  return { stacks: new StackTemplates(), listed: new LastRead(), facts: new LastRead() };
}

/** How to read an output folder. */
export interface OutputOptions {
  /** What was read of another folder; from now on of this one too. */
  readonly known: KnownOutput;
  /** What is demanded of a side that is to be decided on; undefined where it is only looked at. */
  readonly gated: GatedSide | undefined;
  /** Reads the folders of stacks. */
  readonly read: StackReader;
}

/** Reads an output folder of `keeper synth`, whole or not at all. */
export function loadOutput(folder: string, name: string, options: OutputOptions): Outcome<LoadedOutput> {
  const { known } = options;
  try {
    const output = loadListed(folder, known.listed);
    if (!output.ok) return refused(name, "output", output.error);
    const facts = loadFactsFile(folder, known.facts);
    if (!facts.ok) return refused(name, "output", facts.error);
    const customers: CustomerAccess[] = [];
    for (const stack of output.value.stacks) {
      const access = loadStack(join(folder, "stacks", stack), stack, options);
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
    const facts = loadFactsFile(folder, new LastRead());
    return facts.ok ? success(facts.value) : refused(name, "output", facts.error);
  } catch (error) {
    return unreadable(name, error);
  }
}

function unreadable<T>(name: string, error: unknown): Outcome<T> {
  const problem = `${name} is no whole output folder of keeper synth: ${reasonOf(error)}`;
  return failure("unreadable-input", problem, "synthesize again, and hand over the whole folder");
}

function loadListed(folder: string, known: LastRead<ReadOutput>): Read<ReadOutput> {
  const texts = ["manifest.json", "keeper.json"].map((file) => readFileSync(join(folder, file), "utf8"));
  const [manifest = "", marker = ""] = texts;
  const entries = readdirSync(join(folder, "stacks"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return known.of([...texts, ...folders], () => {
    const selection = parsed("keeper.json", marker);
    return selection.ok ? readOutputFolder(manifest, selection.value, folders) : selection;
  });
}

function loadFactsFile(folder: string, known: LastRead<EstateFacts>): Read<EstateFacts> {
  const text = readFileSync(join(folder, FACTS_FILE), "utf8");
  return known.of([text], () => {
    const document = parsed(FACTS_FILE, text);
    return document.ok ? readAt(readFacts(document.value), [FACTS_FILE]) : document;
  });
}

function parsed(file: string, text: string): Read<unknown> {
  return readAt(parseJson(text), [file]);
}

function loadStack(
  place: string,
  stack: string,
  { known, gated, read }: OutputOptions,
): Read<CustomerAccess> {
  const { names, text } = read(place);
  const alone = readStackFolder(stack, names, {
    handedOver: gated !== undefined,
    lock: () => readFileSync(join(place, PROVIDER_LOCK_FILE), "utf8"),
    locks: gated?.locks ?? [],
  });
  if (!alone.ok) return alone;
  return known.stacks.read(stack, text());
}
