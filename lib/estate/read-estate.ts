import paths, { join } from "node:path";
import { parseCustomer } from "../definitions/customer-schema.ts";
import { parseEstate } from "../definitions/estate-schema.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import type { Customer } from "../delegation/customer.ts";
import { DEVIATIONS_FOLDER } from "../delegation/deviation.ts";
import type { EstateDefaults, State } from "../delegation/estate-defaults.ts";
import { type EstateLock, withImportMark } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Estate, Located, UnreadableFile } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { nearest } from "../values/nearest.ts";
import { own } from "../values/own.ts";
import { pathBelow } from "../values/path-below.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { DefinitionFile } from "./definition-file.ts";
import { listDefinitionFiles, listUnreadFiles } from "./definition-files.ts";
import { readDeviations, withDeviations } from "./deviation-files.ts";
import type { EstateFolders } from "./find-estate.ts";
import { readLocalState } from "./local-state.ts";
import { readLock } from "./lock-file.ts";
import { type Progress, type Reading, readAll, readOne, readSelected, stemOf } from "./read-definitions.ts";
import { readPublished } from "./record-files.ts";
import { catalogueFile, readRoleCatalogue } from "./role-catalogue-file.ts";
import { unreadableFile } from "./unreadable-file.ts";

/** Selection to read: everything, or named customers with their offers. */
export type Selection = "complete" | readonly string[];

type ReadFolders = Pick<EstateFolders, "root" | "records"> & Partial<Pick<EstateFolders, "output">>;

/**
 * Reads an estate for the rules. Unreadable files are listed in `unreadable`, without an exception. Where customers are
 * selected, files of others are ignored.
 */
export function readEstate(
  folders: ReadFolders,
  selection: Selection,
  continuousIntegration: boolean,
  progress: Progress = () => {},
): Promise<Outcome<Estate>> {
  return attemptAsync(async function* () {
    const catalogue = yield* take(readRoleCatalogue(catalogueFile(folders.root)));
    return yield* take(await readEstateBy(catalogue, folders, selection, continuousIntegration, progress));
  });
}

/** Reads an estate as {@link readEstate} does, with a catalogue that is already read. */
export function readEstateBy(
  catalogue: RoleCatalogue,
  { root, records, output }: ReadFolders,
  selection: Selection,
  continuousIntegration: boolean,
  progress: Progress,
): Promise<Outcome<Estate>> {
  return attemptAsync(async function* () {
    const { read, unreadable: unreadableDefaults } = await readDefaults(root);
    const defaults = records === root ? read : sandboxed(read);
    const files = yield* take(listFiles(root));
    const customers = yield* take(await readCustomers(root, files.customers, selection, progress));
    const states = selectedStates(selection, customers.read);
    // a broken offer that is no longer delegated must not block a revocation
    const lock = yield* take(readLock(records, states));
    // marks of imports are the estate's: a sandbox has a lock of its own, and imports what the estate imports
    const marks = records === root ? lock : yield* take(readLock(root, states));
    const offers = await readOffers(root, files.offers, selection, customers.read);
    const deviations = await readDeviations(root, files.deviations);
    const record = readPublished(
      root,
      selection === "complete" ? undefined : offers.read.map(({ value }) => value.id),
    );
    return {
      offers: offers.read,
      customers: withDeviations(customers.read, deviations.read).map((each) => withMark(each, marks)),
      deviations: deviations.read,
      defaults,
      unreadable: [
        ...unreadableDefaults,
        ...stateInOutput(root, output, defaults),
        ...offers.unreadable,
        ...customers.unreadable,
        ...deviations.unreadable,
        ...record.unreadable,
        ...(selection === "complete" ? unreadFiles(root) : []),
      ],
      controlFiles: [],
      catalogue,
      lock,
      published: record.published,
      deployed: readLocalState(records, defaults.value.state, states),
      continuousIntegration,
      isComplete: selection === "complete",
      others: new Set(unreadStems(files.customers, customers)),
    };
  });
}

/** Readable offers of an estate, and nothing else of it: no catalogue, lock or customers. */
export async function readOffersAlone(root: string): Promise<Outcome<Pick<Estate, "offers" | "unreadable">>> {
  try {
    const files = listDefinitionFiles(root, "offers");
    const { read, unreadable } = await readAll(root, files, parseOffer);
    return success({ offers: read, unreadable: [...unreadable, ...unreadFiles(root)] });
  } catch (error) {
    const problem = `offers/ cannot be read: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "make it a readable folder");
  }
}

async function readCustomers(
  root: string,
  files: readonly DefinitionFile[],
  selection: Selection,
  progress: Progress,
): Promise<Outcome<Reading<Customer>>> {
  if (selection === "complete") return success(await readAll(root, files, parseCustomer, progress));
  const customers = await readSelected(root, files, parseCustomer, selection);
  const unknown = selection.find((id) => !knows(customers, id));
  return unknown === undefined ? success(customers) : unknownCustomer(unknown, files);
}

/** Reads every offer; where customers are selected, only their offers. */
async function readOffers(
  root: string,
  files: readonly DefinitionFile[],
  selection: Selection,
  customers: readonly Located<Customer>[],
): Promise<Reading<Offer>> {
  if (selection === "complete") return readAll(root, files, parseOffer);
  const delegations = customers.flatMap(({ value }) => value.delegations);
  const taken = new Set(delegations.flatMap(({ offer, scopes }) => (scopes.length === 0 ? [] : [offer])));
  return readSelected(root, files, parseOffer, [...taken]);
}

function withMark({ value, file }: Located<Customer>, marks: EstateLock): Located<Customer> {
  const entry = own(marks, value.id) ?? own(marks, value.formerId ?? "");
  return { value: withImportMark(value, entry?.imports), file };
}

/** The files of an estate's folders. */
interface EstateFiles {
  readonly customers: DefinitionFile[];
  readonly offers: DefinitionFile[];
  readonly deviations: DefinitionFile[];
}

function listFiles(root: string): Outcome<EstateFiles> {
  try {
    return success({
      customers: listDefinitionFiles(root, "customers"),
      offers: listDefinitionFiles(root, "offers"),
      deviations: listDefinitionFiles(root, DEVIATIONS_FOLDER),
    });
  } catch (error) {
    const problem = `offers/, customers/ or deviations/ cannot be read: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "make each of them a readable folder");
  }
}

/** Problems of files that look like definitions but are not read. Without them, access would be missing silently. */
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

/**
 * Problem of local state in the output folder, which is removed with its stacks. That folder may have another name than
 * `cdktf.out`.
 */
function stateInOutput(
  root: string,
  output: string | undefined,
  { value: { state }, file }: Located<EstateDefaults>,
): UnreadableFile[] {
  if (output === undefined || state.backend !== "local") return [];
  if (pathBelow(paths, output, join(root, state.folder)) === undefined) return [];
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

/**
 * States of selected customers, under their ids and former ids. Undefined where all customers were read: every state.
 */
function selectedStates(
  selection: Selection,
  customers: readonly Located<Customer>[],
): readonly string[] | undefined {
  if (selection === "complete") return undefined;
  return customers.flatMap(({ value: { id, formerId } }) => (formerId === undefined ? [id] : [id, formerId]));
}

async function readDefaults(
  root: string,
): Promise<{ readonly read: Located<EstateDefaults>; readonly unreadable: readonly UnreadableFile[] }> {
  const fallback = { value: defaultsOf(undefined), file: "estate.ts" };
  const [first, ...others] = listDefinitionFiles(root, ".").filter(({ stem }) => stem === "estate");
  if (first === undefined) return { read: fallback, unreadable: [] };
  // otherwise one of both would be ignored silently
  const twice = others.map(({ file }) =>
    unreadableFile(file, {
      problem: `defines the estate besides ${first.file}`,
      fix: `keep one of the two: delete ${file} or ${first.file}`,
    }),
  );
  const { read, unreadable } = await readOne(root, first, parseEstate);
  return { read: read[0] ?? { ...fallback, file: first.file }, unreadable: [...unreadable, ...twice] };
}

/** Settings of an estate in a sandbox: state is local, and its loss is intended. */
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

function unknownCustomer(id: string, files: readonly DefinitionFile[]): Outcome<never> {
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
