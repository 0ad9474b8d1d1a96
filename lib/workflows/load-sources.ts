import { resolve } from "node:path";
import type { FoundDelegations, FoundSubscription } from "../access/found-delegation.ts";
import {
  delegationKey,
  delegationText,
  type NotAdopted,
  type SourcedDelegation,
  type SourcePlace,
} from "../adoption/adoption.ts";
import type { CommentedGuid } from "../adoption/remarks.ts";
import type { Cloud } from "../delegation/cloud.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInLists } from "../formats/arm/found-delegations.ts";
import { notReadFix, placeOfSubscription } from "../formats/snapshot/not-read-fix.ts";
import { SNAPSHOT_FILES, type Snapshot } from "../formats/snapshot/snapshot.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import { attempt, mapResult, take } from "../values/result.ts";
import { holdsLists, loadArmLists } from "./load-lists.ts";
import { loadFile } from "./load-terraform.ts";
import type { TemplateInput } from "./template-values.ts";

/** What several sources show together. */
export interface LoadedSources {
  readonly delegations: readonly SourcedDelegation[];
  readonly notAdopted: readonly NotAdopted[];
  readonly subscriptions: ReadonlyMap<Guid, FoundSubscription>;
  /** GUIDs in templates that have a comment on their line. */
  readonly commented: readonly CommentedGuid[];
  /** Undefined where no source shows it. */
  readonly cloud: Cloud | undefined;
  /** Managing tenants whose sign-in read a snapshot. */
  readonly askedTenants: ReadonlySet<Guid>;
  /** Tenants that any source shows for a subscription. Several: it moved, or a source is outdated. */
  readonly tenantsShown: ReadonlyMap<Guid, ReadonlySet<Guid>>;
}

type SourceParts = Omit<LoadedSources, "tenantsShown">;

/** What one source shows. */
interface LoadedSource extends SourceParts {
  /** Whether it is Azure's own list, and no plan or state. */
  readonly isList: boolean;
  /** Subscriptions whose delegations it shows completely. */
  readonly read: ReadonlySet<Guid>;
}

/**
 * Loads sources of delegations. They are folders with Azure's lists, plans or states of any Terraform configuration in
 * JSON, and templates.
 */
export function loadSources(
  names: readonly string[],
  folder: string,
  input: TemplateInput,
): Outcome<LoadedSources> {
  return attempt(function* () {
    const all: LoadedSource[] = [];
    for (const name of names) all.push(yield* take(loadSource(name, resolve(folder, name), input)));
    const clouds = new Set(all.flatMap(({ cloud }) => cloud ?? []));
    if (clouds.size > 1)
      return yield* take(
        failure("bad-arguments", "the sources are of several Azure clouds", "adopt each cloud by itself"),
      );
    const subscriptions = new Map<Guid, FoundSubscription>();
    for (const [id, facts] of all.flatMap((each) => [...each.subscriptions]))
      subscriptions.set(id, { ...facts, ...subscriptions.get(id) });
    const gone = goneFromAzure(all);
    return {
      delegations: all.flatMap((each) => each.delegations).filter((each) => !gone.has(each)),
      notAdopted: [...all.flatMap((each) => each.notAdopted), ...gone.values()],
      commented: all.flatMap((each) => each.commented),
      subscriptions,
      cloud: [...clouds][0],
      askedTenants: new Set(all.flatMap((each) => [...each.askedTenants])),
      tenantsShown: tenantsShown(all),
    };
  });
}

function tenantsShown(sources: readonly LoadedSource[]): Map<Guid, Set<Guid>> {
  const pairs = sources.flatMap(({ delegations, subscriptions }) => [
    ...[...subscriptions].map(([id, { tenantId }]) => [id, tenantId] as const),
    ...delegations.map(
      ({ definition, customerTenantId }) => [definition.subscriptionId, customerTenantId] as const,
    ),
  ]);
  const shown = new Map<Guid, Set<Guid>>();
  for (const [subscription, tenant] of pairs)
    if (tenant !== undefined && tenant !== "")
      shown.set(subscription, (shown.get(subscription) ?? new Set()).add(tenant.toLowerCase()));
  return shown;
}

/** Delegations of plans and states that are gone from Azure. A snapshot read their subscription, and lacks them. */
function goneFromAzure(sources: readonly LoadedSource[]): Map<SourcedDelegation, NotAdopted> {
  const lists = sources.filter(({ isList }) => isList);
  const read = new Set(lists.flatMap((each) => [...each.read]));
  const listed = new Set(lists.flatMap(({ delegations }) => delegations.map(delegationKey)));
  const others = sources.filter(({ isList }) => !isList).flatMap(({ delegations }) => delegations);
  const gone = others.filter(
    (each) => read.has(each.definition.subscriptionId) && !listed.has(delegationKey(each)),
  );
  return new Map(
    gone.map((each) => [
      each,
      {
        at: each.at,
        code: "gone-from-azure",
        what: delegationText(each),
        why: "is gone from Azure, or grants nothing there: the snapshot read its whole subscription",
        // a template has no addresses
        fix:
          each.address === undefined
            ? "deploy the template first, or go on without it"
            : "remove it from that configuration and its state",
      },
    ]),
  );
}

function loadSource(name: string, path: string, input: TemplateInput): Outcome<LoadedSource> {
  if (holdsLists(path)) return loadFolder(name, path);
  return mapResult(loadFile(name, path, input), (found) => ({
    ...sourced(found, (position) => ({ file: name, path: position })),
    isList: false,
    read: new Set<Guid>(),
  }));
}

function loadFolder(name: string, path: string): Outcome<LoadedSource> {
  return attempt(function* () {
    const { lists, snapshot } = yield* take(loadArmLists(name, path));
    const read = foundInLists(lists);
    const found = read.ok ? read.value : yield* take(refused<FoundDelegations>(name, "lists", read.error));
    const loaded = sourced(found, ([list, ...rest]) => ({
      file: `${name}/${list === "definitions" ? SNAPSHOT_FILES.definitions : SNAPSHOT_FILES.assignments}`,
      path: rest,
    }));
    const own = { isList: true, read: lists.read ?? new Set<Guid>() };
    if (snapshot === undefined) return { ...loaded, ...own };
    return { ...withSnapshot(loaded, snapshot, `${name}/${SNAPSHOT_FILES.snapshot}`), ...own };
  });
}

function sourced(found: FoundDelegations, placeOf: (path: Path) => SourcePlace): SourceParts {
  return {
    delegations: found.delegations.map((each) => ({ ...each, at: placeOf(each.path) })),
    notAdopted: found.leftOut.map(({ path, what, why, isUnknown = false }) => ({
      at: placeOf(path),
      code: isUnknown ? "not-read" : "no-delegation",
      what,
      why,
      ...(isUnknown ? { fix: "keeper fetch reads resource groups too" } : {}),
    })),
    commented: (found.commented ?? []).map(({ path, guid, comment }) => ({
      at: placeOf(path),
      guid,
      comment,
    })),
    subscriptions: found.subscriptions,
    cloud: undefined,
    askedTenants: new Set(),
  };
}

function withSnapshot(
  loaded: SourceParts,
  { cloud, tenants, subscriptions }: Snapshot,
  file: string,
): SourceParts {
  const notRead = subscriptions.flatMap((subscription, index): NotAdopted[] =>
    subscription.notRead.map((problem) => ({
      at: { file, path: ["subscriptions", index] },
      code: "not-read",
      what: `${problem.part} of subscription ${subscription.id}`,
      why: `was not read: ${problem.sentence}`,
      fix: notReadFix(problem, placeOfSubscription(subscription, { tenants })),
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
