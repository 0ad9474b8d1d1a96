import paths from "node:path";
import type { AccessGrant } from "../access/access-grant.ts";
import type { Engine } from "../delegation/engine.ts";
import type { State } from "../delegation/estate-defaults.ts";
import type { RegisteredCustomer } from "../delegation/register.ts";
import { factsOfEstate } from "../estate/facts-of-estate.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import { type OutputMarker, type StackToWrite, writeOutput } from "../estate/output-folder.ts";
import { readProviderLock } from "../estate/provider-lock.ts";
import { StackSpool } from "../estate/stack-spool.ts";
import { updatedLock } from "../estate/updated-lock.ts";
import { type AddedVersions, updatedRecord } from "../estate/updated-record.ts";
import { unknownImports } from "../formats/stack/imports.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { slashPath } from "../values/path-below.ts";
import { attempt, attemptAsync, take } from "../values/result.ts";
import { loadEngine } from "./load-engine.ts";
import { type MadeStacks, makeStacks } from "./made-stacks.ts";
import type { World } from "./world.ts";

/** Result of a synthesis. */
export interface Synthesis {
  readonly customers: readonly RegisteredCustomer[];
  /** By customer id. */
  readonly grants: ReadonlyMap<string, readonly AccessGrant[]>;
  readonly marker: OutputMarker;
  /** The output folder, relative to the estate's root. */
  readonly outputName: string;
  readonly state: State;
  /** Whether `estate.lock.json` changed and must be committed. */
  readonly lockChanged: boolean;
  /** Files of the record that changed and must be committed, relative to the estate's root. */
  readonly recordChanged: readonly string[];
}

/**
 * Makes every customer's stack, verifies each, and only then writes. Expects that no rule finds an error. Fails where
 * the packages of the engine are missing.
 *
 * @param imports customers and resource addresses whose resources exist and are to be imported (`KEEPER_IMPORT`)
 * @param added versions that the record gets, unless it has them
 */
export function synthesizeEstate(
  folders: EstateFolders,
  estate: Estate,
  imports: ReadonlySet<string>,
  engine: Engine,
  added: readonly AddedVersions[],
  progress: World["progress"],
): Promise<Outcome<Synthesis>> {
  return attemptAsync(async function* () {
    const writer = yield* take(await loadEngine(engine));
    const spool = new StackSpool();
    try {
      const keep = (stack: StackToWrite) => spool.keep(stack);
      const made = yield* take(await makeStacks(writer, folders, estate, imports, progress, keep));
      const [unknown] = unknownImports(made.customers.map(customerSubscriptions), imports);
      if (unknown !== undefined) return yield* take(unknownImport(unknown));
      return yield* take(writeStacks(made, folders, estate, added));
    } finally {
      writer.end();
      spool.end();
    }
  });
}

function writeStacks(
  { customers, grants, stacks }: MadeStacks,
  { root, output, records }: EstateFolders,
  estate: Estate,
  added: readonly AddedVersions[],
): Outcome<Synthesis> {
  const { isComplete: complete, lock } = estate;
  const defined = { customers: customers.map(({ customer }) => customer), offers: offersById(estate) };
  return attempt(function* () {
    const providerLock = yield* take(readProviderLock(root));
    const facts = factsOfEstate(root, estate);
    const { marker, lockChanged, recordChanged } = yield* take(
      writeOutput(
        output,
        { stacks, complete, providerLock, facts },
        () => updatedLock(records, defined, complete, lock),
        () => updatedRecord(root, added, estate.catalogue),
      ),
    );
    const outputName = slashPath(paths, root, output) || output;
    return {
      customers,
      grants,
      marker,
      outputName,
      state: estate.defaults.value.state,
      lockChanged,
      recordChanged,
    };
  });
}

function customerSubscriptions({ customer, subscriptions }: RegisteredCustomer) {
  return { id: customer.id, subscriptions };
}

function unknownImport(name: string): Outcome<never> {
  return failure(
    "bad-arguments",
    `KEEPER_IMPORT names ${JSON.stringify(name)}, which is neither a customer nor a resource address of this synthesis`,
    "name customers by their ids, or resources by their Terraform addresses, separated by commas",
  );
}
