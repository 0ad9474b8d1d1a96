import type { Dirent } from "node:fs";
import { join } from "node:path";
import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { parseJson } from "../documents/json.ts";
import { type Read, readAt } from "../documents/problem.ts";
import { readHandedOverFolder, readTextFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { FACTS_FILE } from "../estate/facts-file.ts";
import { readFacts } from "../formats/stack/facts.ts";
import { PROVIDER_LOCK_FILE, STACK_FILE } from "../formats/stack/manifest.ts";
import { type ReadOutput, readOutputFolder } from "../formats/stack/output-documents.ts";
import { readStackFolder } from "../formats/stack/stack-folder.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, failed, mapResult, take } from "../values/result.ts";
import type { KnownStacks } from "./known-stacks.ts";
import type { GatedSide } from "./loaded-side.ts";

/** The access of the stacks in an output folder, and its names. */
export interface LoadedOutput {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/** An output folder, and its name in messages. */
interface OutputFolder {
  readonly folder: string;
  readonly name: string;
}

/**
 * Reads an output folder of `keeper synth`, whole or not at all.
 *
 * @param gated requirements for a side to decide on; undefined for a review
 * @param known stacks of the other side
 */
export function loadOutput(
  folder: string,
  name: string,
  gated: GatedSide | undefined,
  known: KnownStacks,
): Outcome<LoadedOutput> {
  const read = (customer: string, text: string) => known.read(customer, text);
  return mapResult(loadStacks(folder, name, gated, read), ({ selection, stacks, facts }) => ({
    side: { source: "synthesized", selection, customers: stacks },
    facts,
  }));
}

/**
 * Reads an output folder of `keeper synth`, whole or not at all.
 *
 * @param gated as {@link loadOutput}
 * @param read gives what is wanted of a customer's `cdk.tf.json`
 */
export function loadStacks<T>(
  folder: string,
  name: string,
  gated: GatedSide | undefined,
  read: (customer: string, text: string) => Read<T>,
): Outcome<{ selection: AccessSide["selection"]; stacks: readonly T[]; facts: EstateFacts }> {
  return attempt(function* () {
    const output = { folder, name };
    const { selection, stacks: names } = yield* take(loadListed(output));
    const facts = yield* take(loadFacts(folder, name));
    const stacks: T[] = [];
    for (const stack of names) stacks.push(yield* take(loadStack(output, stack, gated, read)));
    return { selection, stacks, facts };
  });
}

/** The names in an output folder alone, without its stacks. */
export function loadFacts(folder: string, name: string): Outcome<EstateFacts> {
  return attempt(function* () {
    const document = yield* take(parsedIn({ folder, name }, FACTS_FILE, "facts"));
    return yield* take(readOr(name, readAt(readFacts(document), [FACTS_FILE])));
  });
}

function loadListed(output: OutputFolder): Outcome<ReadOutput> {
  return attempt(function* () {
    const manifest = yield* take(textIn(output, "manifest.json", "manifest"));
    const marker = yield* take(parsedIn(output, "keeper.json", "marker"));
    const entries = yield* take(entriesIn(output, "stacks"));
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return yield* take(readOr(output.name, readOutputFolder(manifest, marker, folders)));
  });
}

function loadStack<T>(
  output: OutputFolder,
  stack: string,
  gated: GatedSide | undefined,
  read: (customer: string, text: string) => Read<T>,
): Outcome<T> {
  return attempt(function* () {
    const place = `stacks/${stack}`;
    const file = `${place}/${STACK_FILE}`;
    const called = `${output.name}/${file}`;
    const names = (yield* take(entriesIn(output, place))).map((entry) => entry.name);
    const hasLock = gated !== undefined && names.includes(PROVIDER_LOCK_FILE);
    const lock = hasLock
      ? yield* take(textIn(output, `${place}/${PROVIDER_LOCK_FILE}`, "provider-lock"))
      : "";
    const alone = readStackFolder(stack, names, {
      handedOver: gated !== undefined,
      lock: () => lock,
      locks: gated?.locks ?? [],
    });
    yield* take(readOr(called, alone));
    const text = yield* take(textIn(output, file, "stack"));
    return yield* take(readOr(called, read(stack, text)));
  });
}

function parsedIn(output: OutputFolder, file: string, kind: DocumentKind): Outcome<unknown> {
  const text = textIn(output, file, kind);
  return text.ok ? readOr(output.name, readAt(parseJson(text.value), [file])) : text;
}

/** The text of a file of an output folder. Links inside the folder are not followed. */
function textIn({ folder, name }: OutputFolder, file: string, kind: DocumentKind): Outcome<string> {
  const text = readTextFile(join(folder, file), kind, { from: "handed-over", folder });
  if (text.ok) return text;
  const { content, reason } = text.error;
  return content === undefined
    ? unreadable(name, file, reason)
    : readOr(name, readAt(failed(content), [file]));
}

function entriesIn({ folder, name }: OutputFolder, place: string): Outcome<readonly Dirent[]> {
  const entries = readHandedOverFolder(join(folder, place), folder);
  return entries.ok ? entries : unreadable(name, place, entries.error.reason);
}

function readOr<T>(name: string, read: Read<T>): Outcome<T> {
  return read.ok ? read : refused(name, "output", read.error);
}

function unreadable(name: string, file: string, reason: string): Outcome<never> {
  const problem = `${name} is not a complete output folder of keeper synth: ${file} cannot be read: ${reason}`;
  return failure("unreadable-input", problem, "run keeper synth again, and pass the whole folder");
}
