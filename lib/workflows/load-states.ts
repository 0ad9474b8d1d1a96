import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FoundDelegations } from "../access/found-delegation.ts";
import type { State } from "../delegation/estate-defaults.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInLists } from "../formats/arm/found-delegations.ts";
import { type ListedStates, listedStates } from "../formats/arm/listed-states.ts";
import type { Snapshot } from "../formats/snapshot/snapshot.ts";
import { readStateResources, type StateResource } from "../formats/terraform/state-resources.ts";
import type { Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, success, take } from "../values/result.ts";
import { holdsLists, loadArmLists } from "./load-lists.ts";
import { readTerraform, type TerraformKind } from "./load-terraform.ts";

/** A state of Terraform that was read. */
export interface LoadedState {
  /** As the user named it, or its path in the estate. */
  readonly name: string;
  readonly resources: readonly StateResource[];
}

/** Azure's lists that were read. */
export interface LoadedLists {
  readonly name: string;
  /** The delegations; a failure where a resource failed or is unfinished. */
  readonly found: Outcome<FoundDelegations>;
  /** Every listed resource, assigned or not. */
  readonly states: ListedStates;
  /** Subscriptions that were read whole; undefined where the lists do not say. */
  readonly read: ReadonlySet<Guid> | undefined;
  readonly snapshot: Snapshot | undefined;
}

/** What states and lists show, in the order in which they were named. */
export interface LoadedEvidence {
  readonly states: readonly LoadedState[];
  readonly lists: readonly LoadedLists[];
}

const FIX = "name a state (terraform state pull, terraform show -json) or a folder from keeper fetch";

/** Loads states of Terraform and folders with Azure's lists. Names are relative to the folder. */
export function loadEvidence(names: readonly string[], folder: string): Outcome<LoadedEvidence> {
  return attempt(function* () {
    const [states, lists]: [LoadedState[], LoadedLists[]] = [[], []];
    for (const name of names) {
      const path = resolve(folder, name);
      if (holdsLists(path)) lists.push(yield* take(loadFolder(name, path)));
      else states.push(yield* take(loadState(name, path, "plan-or-state")));
    }
    return { states, lists };
  });
}

function loadFolder(name: string, path: string): Outcome<LoadedLists> {
  return attempt(function* () {
    const { lists, snapshot } = yield* take(loadArmLists(name, path));
    const read = foundInLists(lists);
    const found = read.ok ? read : refused<FoundDelegations>(name, "lists", read.error);
    const listed = listedStates(lists);
    const states = listed.ok ? listed.value : yield* take(refused<ListedStates>(name, "lists", listed.error));
    return { name, found, states, read: lists.read, snapshot };
  });
}

function loadState(name: string, path: string, kind: TerraformKind): Outcome<LoadedState> {
  return attempt(function* () {
    return yield* take(resourcesOf(name, yield* take(readTerraform({ name, path, kind }, FIX))));
  });
}

function resourcesOf(name: string, document: unknown): Outcome<LoadedState> {
  const read = readStateResources(document);
  return read.ok ? success({ name, resources: read.value }) : refused(name, "terraform", read.error);
}

/**
 * Loads the local state of a customer. Undefined where state is not kept in files, or where there is no file. A missing
 * local state contains nothing.
 */
export function loadLocalState(
  records: string,
  state: State,
  customer: string,
): Outcome<LoadedState | undefined> {
  if (state.backend !== "local") return success(undefined);
  const name = `${state.folder}/${customer}.tfstate`;
  const path = join(records, state.folder, `${customer}.tfstate`);
  if (!existsSync(path)) return success(undefined);
  return loadState(name, path, "local-state");
}
