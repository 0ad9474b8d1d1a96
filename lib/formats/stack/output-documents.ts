import * as z from "zod";
import { ID_PATTERN } from "../../delegation/identifiers.ts";
import { parseJson } from "../../documents/json.ts";
import { documentProblem, type Problem, type Read, readAllowed, readAt } from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import { failed, success } from "../../values/result.ts";
import { isManifestOf, STACK_FILE } from "./manifest.ts";

/** The stacks of one run in an output folder. */
export interface ReadOutput {
  readonly selection: "complete" | readonly string[];
  /** Names of the stacks to read, sorted. */
  readonly stacks: readonly string[];
}

const customerId = z.string().regex(ID_PATTERN, "a customer id");

const markerSchema = z.strictObject({
  selection: z.enum(["complete", "selected"]),
  customers: z.array(customerId),
  kept: z.array(customerId),
  // a digest that older versions of keeper wrote; ignored (decision 17)
  definitions: z.string().optional(),
});

const manifestSchema = z.strictObject({
  version: z.string(),
  stacks: z.record(
    customerId,
    z.strictObject({
      annotations: z.array(z.unknown()),
      constructPath: z.string(),
      dependencies: z.array(z.unknown()).max(0, "no dependencies among stacks"),
      name: z.string(),
      stackMetadataPath: z.string(),
      synthesizedStackPath: z.string(),
      workingDirectory: z.string(),
    }),
  ),
});

/**
 * Reads `manifest.json` and `keeper.json` of an output folder. The cdktf CLI follows the manifest, Terraform the
 * content of the folders, keeper its marker. Where they differ, it is unknown what would be applied.
 *
 * @param folders names of the folders below `stacks/`
 */
export function readOutputFolder(
  manifest: string,
  marker: unknown,
  folders: readonly string[],
): Read<ReadOutput> {
  const listed = listedStacks(manifest, [...folders].sort(compareText));
  if (!listed.ok) return readAt(listed, ["manifest.json"]);
  const marked = readAllowed(markerSchema, marker);
  if (!marked.ok) return readAt(marked, ["keeper.json"]);
  const { selection, customers, kept } = marked.value;
  const names = listed.value;
  const problems = [
    ...difference(names, [...customers, ...kept], "keeper.json"),
    ...difference(names, folders, "the folders below stacks/"),
    ...(selection === "complete" && kept.length > 0
      ? [documentProblem("output-incomplete", ["keeper.json", "kept"], "a complete run keeps no stack", kept)]
      : []),
  ];
  if (problems.length > 0) return failed(problems);
  const made = [...customers].sort(compareText);
  return success({ selection: selection === "complete" ? "complete" : made, stacks: made });
}

/** The names of the stacks in a manifest, sorted. */
function listedStacks(text: string, folders: readonly string[]): Read<readonly string[]> {
  // most manifests are keeper's for these folders: then megabytes need no parsing
  if (isManifestOf(text, folders)) return success(folders);
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const read = readAllowed(manifestSchema, parsed.value);
  if (!read.ok) return read;
  const stacks = Object.entries(read.value.stacks);
  const problems = stacks.flatMap(([name, stack]) => misplaced(name, stack));
  if (problems.length > 0) return failed(problems);
  return success(stacks.map(([name]) => name).sort(compareText));
}

function misplaced(
  name: string,
  stack: { readonly name: string; readonly synthesizedStackPath: string; readonly workingDirectory: string },
): Problem[] {
  const folder = `stacks/${name}`;
  const own =
    stack.name === name &&
    stack.synthesizedStackPath === `${folder}/${STACK_FILE}` &&
    stack.workingDirectory === folder;
  if (own) return [];
  return [documentProblem("output-incomplete", [name], "leads to another stack", stack)];
}

/** Names that only one of two lists has, or that one has twice. */
function difference(names: readonly string[], others: readonly string[], where: string): Problem[] {
  const sorted = [...others].sort(compareText);
  if (JSON.stringify(names) === JSON.stringify(sorted)) return [];
  const missing = names.filter((name) => !others.includes(name));
  const extra = others.filter((name, index) => !names.includes(name) || others.indexOf(name) !== index);
  const problem = `${where} and manifest.json name different stacks`;
  return [
    documentProblem("output-incomplete", ["manifest.json"], problem, [...missing, ...extra].join(", ")),
  ];
}
