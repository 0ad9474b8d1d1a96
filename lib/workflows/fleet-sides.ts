import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { readTextFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { findEstate } from "../estate/find-estate.ts";
import type { FleetSide } from "../fleet/fleet-change.ts";
import { type StackParts, stackParts } from "../fleet/stack-parts.ts";
import { PROVIDER_LOCK_FILE } from "../formats/stack/manifest.ts";
import { runRevisionStacks } from "../repository/run-definitions.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, mapResult, success, take } from "../values/result.ts";
import type { FleetRequest } from "./fleet-request.ts";
import { KnownStacks } from "./known-stacks.ts";
import { loadStacks } from "./load-output.ts";
import { placeOf, type World } from "./world.ts";

/** A side of a fleet as it was read: a whole output. */
export interface ReadFleetSide extends FleetSide {
  /** Texts of the stacks, by customer. */
  readonly texts: ReadonlyMap<string, string>;
  /** The provider lock beside every stack; undefined where there is none. */
  readonly providerLock: string | undefined;
}

/** What is deployed, by an output or a revision, and what is to be. */
type NamedSides = Pick<FleetRequest, "base" | "since" | "change" | "executeDefinitions">;

/** Both sides of a fleet, read once where stacks are alike. @param change @default - the output of the estate */
export function loadFleetSides(
  { base, since, change, executeDefinitions }: NamedSides,
  world: World,
): Promise<Outcome<{ before: ReadFleetSide | undefined; after: ReadFleetSide }>> {
  const { folder, continuousIntegration } = world;
  return attemptAsync(async function* () {
    const known = new KnownStacks();
    const mayExecute = executeDefinitions || !continuousIntegration;
    let before: ReadFleetSide | undefined;
    if (base !== undefined) before = yield* take(loadFleetSide(folder, base, known));
    if (since !== undefined) before = yield* take(await loadRevision(since, mayExecute, world, known));
    const after = yield* take(loadFleetSide(folder, change ?? (yield* take(ownOutput(folder))), known));
    return { before, after };
  });
}

/** What the definitions of a revision give. They are programs, and run in a process of their own. */
function loadRevision(
  since: string,
  mayExecute: boolean,
  world: World,
  known: KnownStacks,
): Promise<Outcome<ReadFleetSide>> {
  return attemptAsync(async function* () {
    if (!mayExecute) {
      const problem = `--since ${since} would run definitions, which are programs`;
      const fix = "pass --base with an output, or --execute-definitions where this job holds no credential";
      return yield* take(failure("bad-arguments", problem, fix));
    }
    const { root } = yield* take(findEstate(world.folder, undefined));
    const git = yield* take(placeOf(world).repository());
    const commit = yield* take(git.commit(since));
    const printed = yield* take(await runRevisionStacks(git, commit, root, world));
    const stacks = Object.entries(printed.stacks).map(([customer, text]) => ({ customer, text }));
    for (const { customer, text } of stacks) {
      const read = known.read(customer, text);
      if (!read.ok)
        return yield* take(refused(`the stack of ${customer} at ${since}`, "definitions", read.error));
    }
    return sideOf(stacks, printed.facts, printed.providerLock ?? undefined);
  });
}

function sideOf(
  stacks: readonly { readonly customer: string; readonly text: string }[],
  { customers }: EstateFacts,
  providerLock: string | undefined,
): ReadFleetSide {
  return {
    stacks: new Map(
      stacks.map(({ customer, text }): [string, StackParts] => [
        customer,
        stackParts(JSON.parse(text), providerLock),
      ]),
    ),
    texts: new Map(stacks.map(({ customer, text }) => [customer, text])),
    providerLock,
    customers,
  };
}

/** The output folder of the estate that a folder is in. */
export function ownOutput(folder: string): Outcome<string> {
  return mapResult(findEstate(folder, undefined), ({ output }) => output);
}

function loadFleetSide(folder: string, name: string, known: KnownStacks): Outcome<ReadFleetSide> {
  return attempt(function* () {
    const path = resolve(folder, name);
    const { selection, stacks, facts } = yield* take(
      loadStacks(path, name, undefined, (customer, text) =>
        mapResult(known.read(customer, text), () => ({ customer, text })),
      ),
    );
    // a customer that is missing in a part of an estate has not vanished
    if (selection !== "complete")
      return yield* take(
        failure(
          "unreadable-input",
          `${name} holds selected customers, not the whole estate`,
          "run keeper synth without customers",
        ),
      );
    const providerLock = yield* take(loadProviderLock(path, name, stacks));
    return sideOf(stacks, facts, providerLock);
  });
}

/** The provider lock of an output. Synthesis writes the same beside every stack: another one is of unknown origin. */
function loadProviderLock(
  path: string,
  name: string,
  stacks: readonly { readonly customer: string }[],
): Outcome<string | undefined> {
  return attempt(function* () {
    const locks = new Set<string | undefined>();
    for (const { customer } of stacks) {
      const file = join(path, "stacks", customer, PROVIDER_LOCK_FILE);
      const read = existsSync(file)
        ? readTextFile(file, "provider-lock", { from: "handed-over", folder: path })
        : success(undefined);
      if (!read.ok) {
        const problem = `${name}: the provider lock of ${customer} cannot be read: ${read.error.reason}`;
        return yield* take(failure("unreadable-input", problem, "run keeper synth again"));
      }
      locks.add(read.value);
      if (locks.size > 1) {
        const problem = `${name}: the provider lock of ${customer} is another than that of the stacks before it`;
        return yield* take(failure("unreadable-input", problem, "run keeper synth again"));
      }
    }
    return [...locks][0];
  });
}
