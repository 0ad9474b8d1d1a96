import { compareVersions } from "../delegation/identifiers.ts";
import { findEstate } from "../estate/find-estate.ts";
import type { Estate } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { CheckedEstate } from "./checked-estate.ts";
import { type ComparedEstates, comparedEstates } from "./compared-estates.ts";
import { DraftedEdits } from "./drafted-edits.ts";
import { applyEdits, soundEstate } from "./edited-definitions.ts";
import { areMovedCustomers, draftMove, type VersionMove } from "./moved-versions.ts";
import { type UpgradeTarget, type UpgradeTargets, upgradeTargets } from "./upgrade-targets.ts";
import type { World } from "./world.ts";

/** Request to move customers to a version. */
export interface UpgradeRequest extends UpgradeTargets {
  readonly to: string;
}

/** Moved delegations. Nothing was deployed. */
export interface Upgraded extends ComparedEstates {
  readonly to: string;
  /** Delegations whose definition names the version now. */
  readonly moved: readonly UpgradeTarget[];
  /** Delegations whose version is not a literal: a person writes it. */
  readonly unedited: readonly UpgradeTarget[];
  /** Customers that were chosen and have the version already, by id. */
  readonly current: readonly string[];
}

/**
 * Writes another version into customers' definitions, in place, and compares the access. The version must be recorded,
 * as far as the plan has a record. Files get their old texts back where anything else would change.
 */
export function upgrade(request: UpgradeRequest, world: World): Promise<Outcome<Upgraded>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { root } = folders;
    const before = yield* take(await soundEstate(folders, world));
    const { targets, current } = yield* take(upgradeTargets(request, before.estate));
    for (const target of targets) yield* take(isAllowed(target, request.to, before.estate));
    const moves = targets.map((each) => ({ ...each, to: request.to }));
    const drafts = new DraftedEdits(root);
    const moved = moves.filter((each) => draftMove(drafts, each));
    const unedited = moves.filter((each) => !moved.includes(each));
    const edits = drafts.files;
    const after =
      edits.length === 0
        ? before
        : yield* take(
            await applyEdits(edits, folders, world, {
              otherChange: (read) => otherChange(before, read, moved),
            }),
          );
    const compared = yield* take(comparedEstates(before.estate, after.estate, root));
    return { ...compared, to: request.to, moved: moved.map(target), unedited: unedited.map(target), current };
  });
}

function target({ to: _, ...move }: UpgradeTarget & VersionMove): UpgradeTarget {
  return move;
}

/**
 * Whether a customer may move to a version. Only recorded versions are allowed, up or down: an unrecorded one is a
 * draft. A plan without a record comes from an older estate, whose customers may go up.
 */
function isAllowed(
  { customer, offer, plan, version }: UpgradeTarget,
  to: string,
  { published }: Estate,
): Outcome<undefined> {
  const recorded = own(published.get(offer) ?? {}, plan)?.versions;
  if (own(recorded ?? {}, to) !== undefined) return success(undefined);
  const name = `${offer}/${plan}@${to}`;
  if (compareVersions(to, version) < 0)
    return failure(
      "bad-arguments",
      `${name} is below ${version}, which ${customer} has, and is not recorded`,
      "a customer can be moved back to a version that was published or that customers had",
    );
  if (recorded === undefined) return success(undefined);
  return failure(
    "bad-arguments",
    `${name} is not published: its definition can still change`,
    `run \`keeper publish ${offer} ${plan} ${to}\` first`,
  );
}

/** A difference of the estate now from the one that was meant. Undefined without one. */
function otherChange(
  { estate: before }: CheckedEstate,
  { estate: after }: CheckedEstate,
  moved: readonly VersionMove[],
): string | undefined {
  if (JSON.stringify(before.offers) !== JSON.stringify(after.offers)) return "an offer would change";
  const isMeant = areMovedCustomers(before.customers, after.customers, moved);
  return isMeant ? undefined : "a customer would change in something else than the version";
}
