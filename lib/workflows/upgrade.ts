import { join } from "node:path";
import type { Customer } from "../delegation/customer.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import { withOtherText } from "../estate/replace-text.ts";
import type { Estate } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { CheckedEstate } from "./checked-estate.ts";
import { type ComparedEstates, comparedEstates } from "./compared-estates.ts";
import { applyEdits, type FileEdit, soundEstate } from "./edited-definitions.ts";
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
  /** Delegations whose version is no literal: a person writes it. */
  readonly unedited: readonly UpgradeTarget[];
  /** Customers that were chosen and have the version already, by id. */
  readonly current: readonly string[];
}

/**
 * Writes another version into the definitions of customers, in place, and compares the access before and after. A version
 * below the present one must be recorded. Files get their old texts back where anything else would change.
 */
export function upgrade(request: UpgradeRequest, world: World): Promise<Outcome<Upgraded>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { root } = folders;
    const before = yield* take(await soundEstate(folders, world));
    const { targets, current } = yield* take(upgradeTargets(request, before.estate));
    for (const target of targets) yield* take(isAllowed(target, request.to, before.estate));
    const { edits, unedited } = editsOf(targets, root, request.to);
    const moved = targets.filter((each) => !unedited.includes(each));
    const after =
      edits.length === 0
        ? before
        : yield* take(
            await applyEdits(edits, folders, world, {
              otherChange: (read) => otherChange(before, read, moved, request.to),
            }),
          );
    const compared = yield* take(comparedEstates(before.estate, after.estate, root));
    return { ...compared, to: request.to, moved, unedited, current };
  });
}

/** A customer may go back to a recorded version alone. */
function isAllowed(
  { customer, offer, plan, version }: UpgradeTarget,
  to: string,
  { published }: Estate,
): Outcome<undefined> {
  const recorded = own(own(published.get(offer) ?? {}, plan)?.versions ?? {}, to);
  if (compareVersions(to, version) > 0 || recorded !== undefined) return success(undefined);
  return failure(
    "bad-arguments",
    `${offer}/${plan}@${to} is below ${version}, which ${customer} has, and is not recorded`,
    "a customer can be moved back to a version that was published or that customers had",
  );
}

function editsOf(
  targets: readonly UpgradeTarget[],
  root: string,
  to: string,
): { readonly edits: readonly FileEdit[]; readonly unedited: readonly UpgradeTarget[] } {
  const texts = new Map<string, { readonly text: string; edited: string }>();
  const unedited = targets.filter(({ file, index, version }) => {
    const known = texts.get(file) ?? textOf(root, file);
    const path = ["delegations", index, "version"];
    const edited = known && withOtherText(known.edited, file, path, { from: version, to });
    if (known === undefined || edited === undefined) return true;
    texts.set(file, { text: known.text, edited });
    return false;
  });
  return { edits: [...texts].map(([path, both]) => ({ path, ...both })), unedited };
}

function textOf(root: string, file: string): { readonly text: string; edited: string } | undefined {
  const read = readTextFile(join(root, file), "definition", OWN);
  return read.ok ? { text: read.value, edited: read.value } : undefined;
}

/** A difference between the estate as it is read now and the one that was meant; undefined without one. */
function otherChange(
  before: CheckedEstate,
  { estate: after }: CheckedEstate,
  moved: readonly UpgradeTarget[],
  to: string,
): string | undefined {
  if (JSON.stringify(before.estate.offers) !== JSON.stringify(after.offers)) return "an offer would change";
  const meant = before.estate.customers.map(({ value, file }) => ({
    value: movedCustomer(value, moved, to),
    file,
  }));
  const byFile = (a: { readonly file: string }, b: { readonly file: string }) => compareText(a.file, b.file);
  const isMeant = JSON.stringify(meant.sort(byFile)) === JSON.stringify([...after.customers].sort(byFile));
  return isMeant ? undefined : "a customer would change in something else than the version";
}

function movedCustomer(customer: Customer, moved: readonly UpgradeTarget[], to: string): Customer {
  const indexes = new Set(moved.filter((each) => each.customer === customer.id).map(({ index }) => index));
  if (indexes.size === 0) return customer;
  const delegations = customer.delegations.map((each, index) =>
    indexes.has(index) ? { ...each, version: to } : each,
  );
  return { ...customer, delegations };
}
