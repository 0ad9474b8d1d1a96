import { isAbsolute, join, relative } from "node:path";
import { parseCustomer } from "../definitions/customer-schema.ts";
import { parseEstate } from "../definitions/estate-schema.ts";
import { parseOffer } from "../definitions/offer-schema.ts";
import type { Customer } from "../delegation/customer.ts";
import type { EstateDefaults, State } from "../delegation/estate-defaults.ts";
import type { Read } from "../documents/problem.ts";
import type { Estate, Located, UnreadableFile } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { nearest } from "../values/nearest.ts";
import { failed, success } from "../values/result.ts";
import type { DefinitionFile } from "./definition-file.ts";
import { listDefinitionFiles, listUnreadFiles, readDefinitionFile } from "./definition-files.ts";
import type { EstateFolders } from "./find-estate.ts";
import { readLocalState } from "./local-state.ts";
import { readLock } from "./lock-file.ts";
import { catalogueFile, readRoleCatalogue } from "./role-catalogue-file.ts";
import { unreadableFile, unreadablePart } from "./unreadable-file.ts";

/** What to read: everything, or the customers named with the offers that they took. */
export type Selection = "complete" | readonly string[];

/** Called now and then while files are read, with how many of how many. */
export type Progress = (done: number, of: number) => void;

/**
 * Reads an estate for the rules. What cannot be read is in `unreadable`, not an exception; where customers are
 * selected, files of others are neither judged nor in the way.
 */
export async function readEstate(
  { root, records, output }: Pick<EstateFolders, "root" | "records"> & Partial<Pick<EstateFolders, "output">>,
  selection: Selection,
  continuousIntegration: boolean,
  progress: Progress = () => {},
): Promise<Outcome<Estate>> {
  const catalogue = readRoleCatalogue(catalogueFile(root));
  if (!catalogue.ok) return catalogue;
  const defaults = await readDefaults(root);
  const estateDefaults = records === root ? defaults.read : sandboxed(defaults.read);
  const listed = listFiles(root);
  if (!listed.ok) return listed;
  const { customerFiles, offerFiles } = listed.value;
  const customers =
    selection === "complete"
      ? await readAll(root, customerFiles, parseCustomer, progress)
      : await readSelected(root, customerFiles, parseCustomer, selection);
  if (selection !== "complete") {
    const unknown = selection.find((id) => !knows(customers, id));
    if (unknown !== undefined) return unknownCustomer(unknown, customerFiles);
  }
  // an offer of which nothing is delegated any more must not be in the way of a revocation
  const lock = readLock(records, selectedStates(selection, customers.read));
  if (!lock.ok) return lock;
  const delegations = customers.read.flatMap(({ value }) => value.delegations);
  const taken = new Set(delegations.flatMap(({ offer, scopes }) => (scopes.length === 0 ? [] : [offer])));
  const offers =
    selection === "complete"
      ? await readAll(root, offerFiles, parseOffer)
      : await readSelected(root, offerFiles, parseOffer, [...taken]);
  return success({
    offers: offers.read,
    customers: customers.read,
    defaults: estateDefaults,
    unreadable: [
      ...defaults.unreadable,
      ...stateInOutput(root, output, estateDefaults),
      ...offers.unreadable,
      ...customers.unreadable,
      ...(selection === "complete" ? unreadFiles(root) : []),
    ],
    catalogue: catalogue.value,
    lock: lock.value,
    deployed: readLocalState(records, estateDefaults.value.state, selectedStates(selection, customers.read)),
    continuousIntegration,
    isComplete: selection === "complete",
    others: new Set(unreadStems(customerFiles, customers)),
  });
}

function listFiles(
  root: string,
): Outcome<{ readonly customerFiles: DefinitionFile[]; readonly offerFiles: DefinitionFile[] }> {
  try {
    return success({
      customerFiles: listDefinitionFiles(root, "customers"),
      offerFiles: listDefinitionFiles(root, "offers"),
    });
  } catch (error) {
    const problem = `offers/ or customers/ cannot be read: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "make both of them folders that may be read");
  }
}

/** Files that somebody takes for definitions and keeper does not read: left out in silence, access would be missing. */
function unreadFiles(root: string): UnreadableFile[] {
  const estate = listUnreadFiles(root, ".").filter((file) => file.startsWith("estate."));
  return ["offers", "customers"]
    .flatMap((folder) => listUnreadFiles(root, folder))
    .concat(estate)
    .map((file) =>
      unreadableFile(file, {
        problem: "is of a kind that keeper does not read",
        fix: "write it as .ts, .yaml or .json, or move it out of this folder",
      }),
    );
}

/** State among the stacks goes when they go: the output folder may have another name than `cdktf.out`. */
function stateInOutput(
  root: string,
  output: string | undefined,
  { value: { state }, file }: Located<EstateDefaults>,
): UnreadableFile[] {
  if (output === undefined || state.backend !== "local") return [];
  const below = relative(output, join(root, state.folder));
  if (below.startsWith("..") || isAbsolute(below)) return [];
  return [
    {
      at: { file, path: ["state", "folder"] },
      problem: "state.folder lies in the folder that stacks are written to and removed from",
      received: state.folder,
      allowed: "a folder of its own, outside the output folder",
      fix: 'write folder: "state"',
    },
  ];
}

function unreadStems(files: readonly DefinitionFile[], { read, unreadable }: Reading<Customer>): string[] {
  const seen = new Set([...read.map(({ file }) => file), ...unreadable.map(({ at }) => at.file)]);
  return files.filter(({ file }) => !seen.has(file)).map(({ stem }) => stem);
}

/** The states of selected customers, under their ids and former ids; every state where all customers were read. */
function selectedStates(
  selection: Selection,
  customers: readonly Located<Customer>[],
): readonly string[] | undefined {
  if (selection === "complete") return undefined;
  return customers.flatMap(({ value: { id, formerId } }) => (formerId === undefined ? [id] : [id, formerId]));
}

interface Reading<T> {
  readonly read: Located<T>[];
  readonly unreadable: UnreadableFile[];
}

/** So many files are read at once: enough to keep the TypeScript loader busy, few enough to keep memory flat. */
const AT_ONCE = 64;

async function readAll<T>(
  root: string,
  files: readonly DefinitionFile[],
  parse: (input: unknown) => Read<T>,
  progress: Progress = () => {},
): Promise<Reading<T>> {
  const reading: Reading<T> = { read: [], unreadable: [] };
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const batch = files.slice(start, start + AT_ONCE);
    const results = await Promise.all(batch.map((file) => readOne(root, file, parse)));
    for (const { read, unreadable } of results) {
      reading.read.push(...read);
      reading.unreadable.push(...unreadable);
    }
    progress(start + batch.length, files.length);
  }
  return reading;
}

/**
 * Reads the definitions with these ids: from the files named after them, and only where one of those is missing or
 * holds another id, from all the others. Then what cannot be read elsewhere is left out: it is not selected.
 */
async function readSelected<T extends { readonly id: string }>(
  root: string,
  files: readonly DefinitionFile[],
  parse: (input: unknown) => Read<T>,
  ids: readonly string[],
): Promise<Reading<T>> {
  const named = files.filter(({ stem }) => ids.includes(stem));
  const first = await readAll(root, named, parse);
  const found = first.read.filter(({ value }) => ids.includes(value.id));
  const missing = ids.filter(
    (id) =>
      !found.some(({ value }) => value.id === id) &&
      !first.unreadable.some(({ at }) => stemOf(at.file) === id),
  );
  if (missing.length === 0) return { read: found, unreadable: first.unreadable };
  const others = files.filter((file) => !named.includes(file));
  const rest = await readAll(root, others, parse);
  return {
    read: [...found, ...rest.read.filter(({ value }) => missing.includes(value.id))],
    unreadable: first.unreadable,
  };
}

async function readOne<T>(
  root: string,
  file: DefinitionFile,
  parse: (input: unknown) => Read<T>,
): Promise<Reading<T>> {
  const raw = await readDefinitionFile(root, file);
  if (!raw.ok) {
    const { part } = raw.error;
    const unreadable =
      part === undefined ? unreadableFile(file.file, raw.error) : unreadablePart(file.file, part);
    return { read: [], unreadable: [unreadable] };
  }
  const parsed = parseSafely(raw.value, parse);
  if (parsed.ok) return { read: [{ value: parsed.value, file: file.file }], unreadable: [] };
  return {
    read: [],
    unreadable: parsed.error.map((problem) => unreadablePart(file.file, problem)),
  };
}

/** A definition in code can throw even while it is looked at, by a getter. */
function parseSafely<T>(input: unknown, parse: (input: unknown) => Read<T>): Read<T> {
  try {
    return parse(input);
  } catch (error) {
    const problem = `cannot be read: ${reasonOf(error)}`;
    const fix = "write plain values in place of getters and proxies";
    return failed([
      { kind: "value-not-allowed", path: [], problem, received: "the file", allowed: "plain values", fix },
    ]);
  }
}

async function readDefaults(
  root: string,
): Promise<{ readonly read: Located<EstateDefaults>; readonly unreadable: readonly UnreadableFile[] }> {
  const fallback = { value: defaultsOf(undefined), file: "estate.ts" };
  const [first, ...others] = listDefinitionFiles(root, ".").filter(({ stem }) => stem === "estate");
  if (first === undefined) return { read: fallback, unreadable: [] };
  // whichever was meant, the other would be passed over without a word
  const twice = others.map(({ file }) =>
    unreadableFile(file, {
      problem: `defines the estate besides ${first.file}`,
      fix: `keep one of the two: delete ${file} or ${first.file}`,
    }),
  );
  const { read, unreadable } = await readOne(root, first, parseEstate);
  return { read: read[0] ?? { ...fallback, file: first.file }, unreadable: [...unreadable, ...twice] };
}

/** A sandbox keeps its state to itself, wherever the estate keeps its own, and forgets it on purpose. */
function sandboxed({ value, file }: Located<EstateDefaults>): Located<EstateDefaults> {
  const state: State = { backend: "local", folder: "state", allowInContinuousIntegration: true };
  return { value: { ...value, state }, file };
}

function defaultsOf(input: unknown): EstateDefaults {
  const parsed = parseEstate(input);
  if (!parsed.ok) throw new Error("the defaults of the defaults cannot be read");
  return parsed.value;
}

function knows({ read, unreadable }: Reading<Customer>, id: string): boolean {
  return read.some(({ value }) => value.id === id) || unreadable.some(({ at }) => stemOf(at.file) === id);
}

function unknownCustomer(id: string, files: readonly DefinitionFile[]): Outcome<Estate> {
  const near = nearest(
    id,
    files.map(({ stem }) => stem),
  );
  return failure(
    "unknown-customer",
    `no file in customers/ defines the customer ${JSON.stringify(id)}`,
    near === undefined ? "name customers by their ids" : `did you mean ${near}?`,
  );
}

function stemOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.\w+$/, "");
}
