import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { FoundDelegations, FoundSubscription } from "../access/found-delegation.ts";
import type { NotAdopted, SourcedDelegation, SourcePlace } from "../adoption/adoption.ts";
import type { Cloud } from "../delegation/cloud.ts";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInLists } from "../formats/arm/found-delegations.ts";
import { notReadFix } from "../formats/snapshot/not-read-fix.ts";
import { SNAPSHOT_FILES, type Snapshot } from "../formats/snapshot/snapshot.ts";
import { foundInTerraform } from "../formats/terraform/found-delegations.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import { attempt, success, take } from "../values/result.ts";
import { holdsLists, loadArmLists } from "./load-lists.ts";

/** What several sources show together. */
export interface LoadedSources {
  readonly delegations: readonly SourcedDelegation[];
  readonly notAdopted: readonly NotAdopted[];
  readonly subscriptions: ReadonlyMap<Guid, FoundSubscription>;
  /** Undefined where no source shows it. */
  readonly cloud: Cloud | undefined;
  /** Managing tenants whose sign-in read a snapshot. */
  readonly askedTenants: ReadonlySet<Guid>;
}

/** Loads sources: folders with Azure's lists, and plans or states of any Terraform configuration in JSON. */
export function loadSources(names: readonly string[], folder: string): Outcome<LoadedSources> {
  return attempt(function* () {
    const all: LoadedSources[] = [];
    for (const name of names) all.push(yield* take(loadSource(name, resolve(folder, name))));
    const clouds = new Set(all.flatMap(({ cloud }) => cloud ?? []));
    if (clouds.size > 1)
      return yield* take(
        failure("bad-arguments", "the sources are of several Azure clouds", "adopt each cloud by itself"),
      );
    const subscriptions = new Map<Guid, FoundSubscription>();
    for (const [id, facts] of all.flatMap((each) => [...each.subscriptions]))
      subscriptions.set(id, { ...facts, ...subscriptions.get(id) });
    return {
      delegations: all.flatMap((each) => each.delegations),
      notAdopted: all.flatMap((each) => each.notAdopted),
      subscriptions,
      cloud: [...clouds][0],
      askedTenants: new Set(all.flatMap((each) => [...each.askedTenants])),
    };
  });
}

const FIX = "name a folder from keeper fetch, or a plan or state from terraform show -json";

function loadSource(name: string, path: string): Outcome<LoadedSources> {
  try {
    if (holdsLists(path)) return loadFolder(name, path);
    if (statSync(path).isDirectory())
      return failure("unreadable-input", `${JSON.stringify(name)} is no folder with Azure's lists`, FIX);
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, FIX);
  }
  const document = readJsonFile(path, "plan-or-state", NAMED);
  if (!document.ok) {
    const { content, reason } = document.error;
    if (content !== undefined) return refused(name, "terraform", content);
    return failure("unreadable-input", `${name} cannot be read: ${reason}`, FIX);
  }
  const found = foundInTerraform(document.value);
  if (!found.ok) return refused(name, "terraform", found.error);
  return success(sourced(found.value, (position) => ({ file: name, path: position })));
}

function loadFolder(name: string, path: string): Outcome<LoadedSources> {
  return attempt(function* () {
    const { lists, snapshot } = yield* take(loadArmLists(name, path));
    const read = foundInLists(lists);
    const found = read.ok ? read.value : yield* take(refused<FoundDelegations>(name, "lists", read.error));
    const loaded = sourced(found, ([list, ...rest]) => ({
      file: `${name}/${list === "definitions" ? SNAPSHOT_FILES.definitions : SNAPSHOT_FILES.assignments}`,
      path: rest,
    }));
    if (snapshot === undefined) return loaded;
    return withSnapshot(loaded, snapshot, `${name}/${SNAPSHOT_FILES.snapshot}`);
  });
}

function sourced(found: FoundDelegations, placeOf: (path: Path) => SourcePlace): LoadedSources {
  return {
    delegations: found.delegations.map((each) => ({ ...each, at: placeOf(each.path) })),
    notAdopted: found.leftOut.map(({ path, what, why }) => ({
      at: placeOf(path),
      code: "no-delegation",
      what,
      why,
    })),
    subscriptions: found.subscriptions,
    cloud: undefined,
    askedTenants: new Set(),
  };
}

function withSnapshot(
  loaded: LoadedSources,
  { cloud, tenants, subscriptions }: Snapshot,
  file: string,
): LoadedSources {
  const notRead = subscriptions.flatMap((subscription, index): NotAdopted[] =>
    subscription.notRead.map((problem) => ({
      at: { file, path: ["subscriptions", index] },
      code: "not-read",
      what: `${problem.part} of subscription ${subscription.id}`,
      why: `was not read: ${problem.sentence}`,
      fix: notReadFix(problem, {
        askedBy: subscription.askedBy,
        subscriptionId: subscription.id,
        customerTenantId: subscription.tenantId,
      }),
    })),
  );
  return {
    ...loaded,
    notAdopted: [...loaded.notAdopted, ...notRead],
    subscriptions: new Map(
      subscriptions.map(({ id, name, tenantId }) => [
        id.toLowerCase(),
        {
          ...(name === undefined ? {} : { name }),
          ...(tenantId === undefined ? {} : { tenantId: tenantId.toLowerCase() }),
        },
      ]),
    ),
    cloud,
    askedTenants: new Set(
      tenants.flatMap(({ id, route }) => (route === "managing-tenant" ? id.toLowerCase() : [])),
    ),
  };
}
