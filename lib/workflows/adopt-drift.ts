import type { AdoptionProblem } from "../drift/allowance.ts";
import { findEstate } from "../estate/find-estate.ts";
import { withVersionTexts } from "../estate/version-text.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import type { CheckedEstate } from "./checked-estate.ts";
import { type ComparedEstates, comparedEstates } from "./compared-estates.ts";
import { DraftedEdits } from "./drafted-edits.ts";
import { type LookedAt, lookedAt } from "./drifted-delegations.ts";
import { type AzureVersion, azureVersions, type DriftedEntry, driftedEntries } from "./drifted-entries.ts";
import { applyEdits, type FileEdit, soundEstate } from "./edited-definitions.ts";
import { type LoadedSnapshot, loadSnapshot } from "./load-snapshot.ts";
import { customersAreKnown } from "./meant-name.ts";
import { areMovedCustomers, draftMove, type VersionMove } from "./moved-versions.ts";
import { otherOfferChange } from "./offer-lines.ts";
import type { World } from "./world.ts";

/** Request to define what Azure has. */
export interface AdoptDriftRequest {
  /** At least one. */
  readonly customers: readonly string[];
  /** Folder of a snapshot, relative to the working folder. */
  readonly from: string;
}

/** A delegation of a customer whose version is another one now. */
export interface AdoptedEntry extends Omit<VersionMove, "to"> {
  readonly offer: string;
  readonly plan: string;
  /** The version that grants what Azure has. */
  readonly to: string;
  /** The offer's file, where the version was written; undefined where the plan had it already. */
  readonly written: string | undefined;
}

/** What came of a request. Nothing was published or deployed. */
export interface AdoptedDrift extends ComparedEstates {
  readonly adopted: readonly AdoptedEntry[];
  /** Differences that are not adopted, with the reason. */
  readonly refused: readonly (LookedAt & { readonly why: AdoptionProblem })[];
  /** Subscriptions that the snapshot did not read whole. */
  readonly notRead: readonly LookedAt[];
}

/**
 * Writes what Azure has as a version of the plan, for its customers. The definitions are read again. Where anything
 * else would change, or Azure would still differ, all files get their old texts back.
 */
export function adoptDrift(request: AdoptDriftRequest, world: World): Promise<Outcome<AdoptedDrift>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { root } = folders;
    const snapshot = yield* take(loadSnapshot(request.from, world.folder));
    const before = yield* take(await soundEstate(folders, world));
    yield* take(customersAreKnown(request.customers, before.estate));
    const looks = lookedAt(before.estate, request.customers, snapshot);
    const { entries, refused, notRead } = driftedEntries(looks, before.estate);
    const planned = azureVersions(entries, before.estate);
    const { edits, adopted, unedited } = editsOf(planned.versions, root);
    const after =
      edits.length === 0
        ? before
        : yield* take(
            await applyEdits(edits, folders, world, {
              otherChange: (read) => otherChange(before, read, { planned, adopted, snapshot }),
            }),
          );
    const compared = yield* take(comparedEstates(before.estate, after.estate, root));
    return {
      ...compared,
      adopted,
      refused: [...refused, ...planned.refused, ...unedited.flatMap(notLiteral)],
      notRead,
    };
  });
}

interface PlannedEdits {
  readonly edits: readonly FileEdit[];
  readonly adopted: readonly AdoptedEntry[];
  readonly unedited: readonly DriftedEntry[];
}

/** Edits of offers and customers. A version that no customer can be moved to is not written. */
function editsOf(versions: readonly AzureVersion[], root: string): PlannedEdits {
  const drafts = new DraftedEdits(root);
  const adopted: AdoptedEntry[] = [];
  const unedited: DriftedEntry[] = [];
  for (const { entries, file, edit, number } of versions) {
    const written = edit === undefined ? undefined : file;
    const moves = entries.map((entry) => ({ entry, move: { ...placeOf(entry), to: number, written } }));
    const movable = moves.filter(({ move }) => draftMove(new DraftedEdits(root), move));
    const isThere =
      movable.length > 0 &&
      (edit === undefined || drafts.add(file, (text) => withVersionTexts(text, file, [edit])));
    for (const each of moves)
      if (isThere && movable.includes(each) && draftMove(drafts, each.move)) adopted.push(each.move);
      else unedited.push(each.entry);
  }
  return { edits: drafts.files, adopted, unedited };
}

function placeOf({ customer, file, index, offer, plan, version }: DriftedEntry) {
  return { customer, file, index, offer, plan, version };
}

function notLiteral({ looks }: DriftedEntry): AdoptedDrift["refused"] {
  return looks.map((each) => ({ ...each, why: "no-literal" }));
}

interface Meant {
  readonly planned: { readonly versions: readonly AzureVersion[] };
  readonly adopted: readonly AdoptedEntry[];
  readonly snapshot: LoadedSnapshot;
}

/** What is otherwise than it was meant; undefined where nothing is. */
function otherChange(
  { estate: before }: CheckedEstate,
  { estate: after }: CheckedEstate,
  { planned, adopted, snapshot }: Meant,
): string | undefined {
  if (!areMovedCustomers(before.customers, after.customers, adopted))
    return "a customer would change in something else than the version";
  const numbers = new Set(adopted.map(({ offer, plan, to }) => `${offer}/${plan}@${to}`));
  const other = otherOfferChange(
    before,
    after,
    ({ id }) =>
      new Map(
        planned.versions.flatMap(({ offer, plan, number, lines }) =>
          offer === id && numbers.has(`${offer}/${plan}@${number}`)
            ? [[`${plan}@${number}`, lines] as const]
            : [],
        ),
      ),
  );
  if (other !== undefined) return other;
  const offers = new Set(adopted.map(({ customer, offer }) => JSON.stringify([customer, offer])));
  const customers = [...new Set(adopted.map(({ customer }) => customer))];
  const left = lookedAt(after, customers, snapshot).find(
    ({ customer, offer, allowance }) =>
      offers.has(JSON.stringify([customer, offer])) && allowance.kind === "differs",
  );
  return left && `Azure would still differ on ${left.subscriptionId}`;
}
