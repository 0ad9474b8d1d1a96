import type { AccessSide } from "../access/access-side.ts";
import { definedAccess } from "../access/defined-access.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { registerCustomer } from "../delegation/register.ts";
import { factsOfEstate } from "../estate/facts-of-estate.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readProviderLock } from "../estate/provider-lock.ts";
import { readEstate } from "../estate/read-estate.ts";
import { checkRules } from "../rules/check.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import { compareText } from "../values/compare-text.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";
import { loadEngine } from "./load-engine.ts";
import { makeStacks } from "./made-stacks.ts";

/** The access that definitions ask for, with how everything in them is called. */
export interface DefinedSide {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

/**
 * Runs an estate's definitions in this process, and returns the access that they request. Definitions are programs:
 * only the child process of a review calls this.
 */
export async function readDefinitions(root: string): Promise<Outcome<DefinedSide>> {
  const read = await readEstate({ root, records: root }, "complete", false);
  return read.ok ? definedSide(read.value, root) : read;
}

/** The stacks that definitions give, with what stands beside them. */
export interface DefinedStacks {
  /** Texts by customer id, as the engine `json` writes them. */
  readonly stacks: Readonly<Record<string, string>>;
  readonly facts: EstateFacts;
  /** The provider lock beside every stack; null where there is none. */
  readonly providerLock: string | null;
}

/**
 * Runs an estate's definitions in this process, and returns the stacks that they give. Nothing is written. Only the child
 * process of `keeper fleet --since` calls this.
 */
export function readStacks(root: string): Promise<Outcome<DefinedStacks>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(root, undefined));
    const estate = yield* take(await readEstate({ root, records: root }, "complete", false));
    yield* take(brokenRules(checkRules(estate, RULES).findings));
    const writer = yield* take(await loadEngine("json"));
    const { stacks } = yield* take(await makeStacks(writer, folders, estate, new Set(), () => {}));
    return {
      stacks: Object.fromEntries(stacks.map(({ name, text }) => [name, text])),
      facts: factsOfEstate(root, estate),
      providerLock: (yield* take(readProviderLock(root))) ?? null,
    };
  });
}

function definedSide(estate: Estate, root: string): Outcome<DefinedSide> {
  const sound = brokenRules(checkRules(estate, RULES).findings);
  return sound.ok ? success(sideOfEstate(estate, root)) : sound;
}

/** The access that definitions ask for. Expects that no rule finds an error. */
export function sideOfEstate(estate: Estate, root: string): DefinedSide {
  const offers = offersById(estate);
  const customers = estate.customers
    .map(({ value }) => definedAccess(value.id, registerCustomer(value, offers, estate.catalogue)))
    .sort((a, b) => compareText(a.customer, b.customer));
  return {
    side: { source: "definitions", selection: "complete", customers },
    facts: factsOfEstate(root, estate),
  };
}
