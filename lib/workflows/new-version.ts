import { join } from "node:path";
import { compareVersions } from "../delegation/identifiers.ts";
import type { NextVersion, NextVersions, NotWritten, UnwrittenVersion } from "../delegation/next-version.ts";
import type { Offer } from "../delegation/offer.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import type { PlanEdit, RestoredVersion } from "../estate/plan-edit.ts";
import { restoredText, versionText, withVersionTexts } from "../estate/version-text.ts";
import { type Estate, findOffer } from "../rules/estate.ts";
import { publishedVersionChanged, recordDifferences } from "../rules/published-version-changed.ts";
import type { VersionDifference } from "../rules/record-difference.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { attempt, attemptAsync, failed, type Result, success, take } from "../values/result.ts";
import type { CheckedEstate } from "./checked-estate.ts";
import { DraftedEdits } from "./drafted-edits.ts";
import { applyEdits, type FileEdit, soundEstate } from "./edited-definitions.ts";
import { type NamedPlan, planOf } from "./named-plan.ts";
import { nextVersion, otherOfferChange, type VersionLines, versionLines } from "./offer-lines.ts";
import { restoredVersion } from "./restored-version.ts";
import type { World } from "./world.ts";

/** Request to write the next version of a plan. */
export interface NewVersionRequest {
  /** `offer/plan`. */
  readonly plan: string;
  /** A set, policy or principal, as versions write it. Other plans whose changed versions name it are written too. */
  readonly alsoIncluding: string | undefined;
}

/**
 * Restores a plan's recorded versions that an edit changed, and writes the next version. The next version has the edit.
 * The definitions are read again. Where anything else would change, all files get their old texts back.
 */
export function newVersion(request: NewVersionRequest, world: World): Promise<Outcome<NextVersions>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const before = yield* take(await soundEstate(folders, world, OF_RECORD));
    const plans = yield* take(plansToWrite(request, before.estate, folders.root));
    const { edits, written, unwritten } = editsOf(plans, before.estate, folders.root);
    const after =
      edits.length === 0
        ? before
        : yield* take(
            await applyEdits(edits, folders, world, {
              except: OF_RECORD,
              otherChange: (read) => otherChange(before, read, written),
            }),
          );
    const differing = recordDifferences(after.estate).map(
      ({ offer, plan, version }) => `${offer}/${plan}@${version}`,
    );
    return { written, unwritten, differing };
  });
}

/** The rule that the next version mends. */
const OF_RECORD: ReadonlySet<string> = new Set([publishedVersionChanged.code]);

interface PlanToWrite extends NextVersion {
  readonly differences: readonly VersionDifference[];
}

function plansToWrite(
  { plan: named, alsoIncluding }: NewVersionRequest,
  estate: Estate,
  root: string,
): Outcome<PlanToWrite[]> {
  return attempt(function* () {
    const first = yield* take(planOf(named, estate));
    const byPlan = groupBy(recordDifferences(estate), ({ offer, plan }) => `${offer}/${plan}`);
    const others = [...byPlan.keys()].filter(
      (key) =>
        key !== named && alsoIncluding !== undefined && mentions(byPlan.get(key) ?? [], alsoIncluding, root),
    );
    if (
      alsoIncluding !== undefined &&
      others.length === 0 &&
      !mentions(byPlan.get(named) ?? [], alsoIncluding, root)
    ) {
      const changed = [...byPlan.keys()];
      const fix =
        changed.length === 0 ? "no recorded version is changed" : `changed plans: ${listed(changed, 5)}`;
      return yield* take(
        failure("bad-arguments", `no changed version names ${JSON.stringify(alsoIncluding)}`, fix),
      );
    }
    const keys = [`${first.offer.value.id}/${first.plan}`, ...others];
    const found: PlanToWrite[] = [];
    for (const key of keys)
      found.push(planToWrite(yield* take(planOf(key, estate)), byPlan.get(key) ?? [], estate));
    return found;
  });
}

/** Whether the text of a changed version has a name as a word. */
function mentions(differences: readonly VersionDifference[], name: string, root: string): boolean {
  const word = new RegExp(`(?<![\\w$-])${name.replace(/[^\w]/g, "\\$&")}(?![\\w$-])`);
  return differences.some(({ at: { file }, plan, version }) => {
    const text = readTextFile(join(root, file), "definition", OWN);
    return text.ok && word.test(versionText(text.value, file, plan, version) ?? "");
  });
}

function planToWrite(
  { offer: { value: offer, file }, plan }: NamedPlan,
  differences: readonly VersionDifference[],
  { published }: Estate,
): PlanToWrite {
  const defined = Object.keys(own(offer.plans, plan)?.versions ?? {});
  const recorded = Object.keys(own(published.get(offer.id) ?? {}, plan)?.versions ?? {});
  const restored = differences.map(({ version }) => version).sort(compareVersions);
  const highest = [...defined, ...recorded].sort(compareVersions).at(-1) ?? "0.0.0";
  const base = restored.at(-1) ?? defined.sort(compareVersions).at(-1) ?? highest;
  const next = nextVersion([...defined, ...recorded]);
  return { offer: offer.id, plan, file, restored, base, next, differences };
}

interface PlannedEdits {
  readonly edits: readonly FileEdit[];
  readonly written: readonly NextVersion[];
  readonly unwritten: readonly UnwrittenVersion[];
}

function editsOf(plans: readonly PlanToWrite[], estate: Estate, root: string): PlannedEdits {
  const drafts = new DraftedEdits(root);
  const written: NextVersion[] = [];
  const unwritten: UnwrittenVersion[] = [];
  for (const { differences, ...next } of plans) {
    const edit = planEdit(next, estate);
    if (!edit.ok) unwritten.push({ ...next, why: edit.error, texts: [] });
    else if (drafts.add(next.file, (text) => withVersionTexts(text, next.file, [edit.value])))
      written.push(next);
    else
      unwritten.push({
        ...next,
        why: { kind: "no-literal" },
        texts: textsOf(edit.value.restored, next.file),
      });
  }
  return { edits: drafts.files, written, unwritten };
}

function textsOf(restored: ReadonlyMap<string, RestoredVersion>, file: string): UnwrittenVersion["texts"] {
  return [...restored].map(([version, each]) => ({ version, text: restoredText(each, file) }));
}

/** The edit of a plan, or why there is none. */
function planEdit(
  { offer: id, plan, restored, base, next }: NextVersion,
  estate: Estate,
): Result<PlanEdit, NotWritten> {
  const offer = findOffer(estate, id)?.value;
  const recorded = own(estate.published.get(id) ?? {}, plan)?.versions ?? {};
  const all = new Map<string, RestoredVersion>();
  for (const number of restored) {
    const now = own(own(offer?.plans ?? {}, plan)?.versions ?? {}, number);
    const lines = own(recorded, number);
    if (offer === undefined || now === undefined || lines === undefined)
      return failed({ kind: "not-defined" });
    const version = restoredVersion({ offer, now, lines, catalogue: estate.catalogue });
    if (!version.ok) return version;
    all.set(number, version.value);
  }
  return success({ plan, restored: all, base, next });
}

/** What else changed than was meant; undefined where nothing did. */
function otherChange(
  { estate: before }: CheckedEstate,
  { estate: after }: CheckedEstate,
  written: readonly NextVersion[],
): string | undefined {
  if (JSON.stringify(before.customers) !== JSON.stringify(after.customers)) return "a customer would change";
  return otherOfferChange(before, after, (offer) => meantLines(offer, before, written));
}

/** The lines of the versions that are written or restored. */
function meantLines(offer: Offer, estate: Estate, written: readonly NextVersion[]): VersionLines {
  const lines = new Map<string, readonly string[] | undefined>();
  const before = versionLines(offer, estate);
  for (const { plan, restored, base, next } of written.filter((each) => each.offer === offer.id)) {
    lines.set(`${plan}@${next}`, before.get(`${plan}@${base}`));
    for (const number of restored)
      lines.set(
        `${plan}@${number}`,
        own(own(estate.published.get(offer.id) ?? {}, plan)?.versions ?? {}, number),
      );
  }
  return lines;
}
