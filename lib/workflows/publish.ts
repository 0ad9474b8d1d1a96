import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer } from "../delegation/offer.ts";
import { recordedLines, recordedWith } from "../delegation/recorded-version.ts";
import { findEstate } from "../estate/find-estate.ts";
import { recordFile } from "../estate/record-files.ts";
import { takenVersions, writeRecord } from "../estate/updated-record.ts";
import { takenOffers } from "../rules/delegations.ts";
import { type Estate, findOffer, offersById } from "../rules/estate.ts";
import { recordNames } from "../rules/record-names.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { own } from "../values/own.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { checkedEstate } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** The version to publish. */
export interface PublishRequest {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
}

/** A published version. */
export interface PublishedVersion extends PublishRequest {
  /** The file of the record, relative to the estate's root. */
  readonly file: string;
  /** Whether the record had the version before. */
  readonly isKnown: boolean;
  /** Versions of the plan that customers have and that the record got with it. Ascending. */
  readonly alsoRecorded: readonly string[];
  /** Its grants as the record has them, and the same with names. */
  readonly lines: readonly string[];
  readonly grants: readonly string[];
  /** Customers that take it, by id. */
  readonly customers: readonly string[];
}

/** Records a version. From now on, a definition that gives it another meaning is an error. Deploys nothing. */
export function publish(request: PublishRequest, world: World): Promise<Outcome<PublishedVersion>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate, result } = yield* take(await checkedEstate(folders, "complete", world));
    const [first] = result.findings.filter(({ severity }) => severity === "error");
    if (first !== undefined) {
      const problem = `the definitions break rules, first ${first.code} in ${first.at.file}: ${first.problem}`;
      return yield* take(failure("unreadable-input", problem, "run keeper check, and correct the errors"));
    }
    const { offer, lines } = yield* take(versionToPublish(request, estate));
    yield* take(risesAbove(request, estate));
    // versions rise: once this one is recorded, an unrecorded lower one would be an error
    const alsoRecorded = recordedBeside(request, estate);
    const versions = [request, ...alsoRecorded.map((version) => ({ plan: request.plan, version }))];
    const changed = yield* take(writeRecord(folders, [{ offer, versions }], estate.catalogue));
    return {
      ...request,
      file: recordFile(request.offer),
      isKnown: changed.length === 0,
      alsoRecorded,
      lines,
      grants: lines.map(recordNames(estate)),
      customers: takersOf(request, estate),
    };
  });
}

/** The version that a request names, resolved. */
function versionToPublish(
  { offer: offerId, plan: planId, version: number }: PublishRequest,
  estate: Estate,
): Outcome<{ readonly offer: Offer; readonly lines: readonly string[] }> {
  return attempt(function* () {
    const ids = estate.offers.map(({ value }) => value.id);
    const offer = findOffer(estate, offerId)?.value;
    if (offer === undefined) return yield* take(unknown("offer", offerId, ids));
    const plan = own(offer.plans, planId);
    if (plan === undefined)
      return yield* take(unknown(`plan of offer ${offerId}`, planId, Object.keys(offer.plans)));
    const version = own(plan.versions, number);
    const numbers = Object.keys(plan.versions).sort(compareVersions);
    if (version === undefined)
      return yield* take(unknown(`version of plan ${offerId}/${planId}`, number, numbers));
    const lines = recordedLines(version, estate.catalogue);
    if (lines === undefined) throw new Error("a role is unknown: the rules were not checked");
    return { offer, lines };
  });
}

function unknown(what: string, received: string, known: readonly string[]): Outcome<never> {
  const near = nearest(received, known);
  return failure(
    "bad-arguments",
    `${JSON.stringify(received)} is no ${what}`,
    near === undefined ? `name one of: ${listed(known, 10)}` : `did you mean ${near}?`,
  );
}

/** Versions rise: a new one is higher than every recorded one of its plan. */
function risesAbove({ offer, plan, version }: PublishRequest, estate: Estate): Outcome<undefined> {
  const recorded = Object.keys(own(estate.published.get(offer) ?? {}, plan)?.versions ?? {});
  const highest = recorded.sort(compareVersions).at(-1);
  if (highest === undefined || recorded.includes(version) || compareVersions(version, highest) > 0)
    return success(undefined);
  return failure(
    "bad-arguments",
    `${offer}/${plan}@${version} is lower than ${highest}, which is recorded: versions rise`,
    `publish it as a version above ${highest}`,
  );
}

/** Versions of the plan that customers take and that are recorded with the published one. Ascending. */
function recordedBeside({ offer, ...published }: PublishRequest, estate: Estate): string[] {
  const customers = estate.customers.map(({ value }) => value);
  const all = takenVersions({ customers, offers: offersById(estate) });
  const taken = all.find((each) => each.offer.id === offer)?.versions ?? [];
  return recordedWith(estate.published.get(offer), published, taken)
    .map(({ version }) => version)
    .sort(compareVersions);
}

function takersOf({ offer: id, plan, version }: PublishRequest, estate: Estate): string[] {
  return estate.customers
    .filter(({ value }) =>
      takenOffers(value, estate).some(
        ({ offer, delegation }) =>
          offer.id === id && delegation.plan === plan && delegation.version === version,
      ),
    )
    .map(({ value }) => value.id)
    .sort(compareText);
}
