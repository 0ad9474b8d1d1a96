import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer } from "../delegation/offer.ts";
import { recordedLines } from "../delegation/recorded-version.ts";
import { type Estate, findOffer } from "../rules/estate.ts";

/** What versions grant, as the record has it, by `plan@n.n.n`. Undefined where a version cannot be resolved. */
export type VersionLines = ReadonlyMap<string, readonly string[] | undefined>;

/** The lines of every version of an offer. */
export function versionLines(offer: Offer, { catalogue }: Pick<Estate, "catalogue">): VersionLines {
  return new Map(
    Object.entries(offer.plans).flatMap(([plan, { versions }]) =>
      Object.entries(versions).map(
        ([number, each]) => [`${plan}@${number}`, recordedLines(each, catalogue)] as const,
      ),
    ),
  );
}

/** The version after all of these: the next minor one. */
export function nextVersion(numbers: readonly string[]): string {
  const [major = 0, minor = 0] = ([...numbers].sort(compareVersions).at(-1) ?? "0.0.0")
    .split(".")
    .map(Number);
  return `${major}.${minor + 1}.0`;
}

/**
 * What changed in offers other than was meant, as a clause; undefined where nothing did.
 *
 * @param meant the lines of versions that are new or change, of an offer as it was before
 */
export function otherOfferChange(
  before: Estate,
  after: Estate,
  meant: (offer: Offer) => VersionLines,
): string | undefined {
  if (before.offers.length !== after.offers.length) return "the offers would be others";
  for (const { value: offer } of before.offers) {
    const now = findOffer(after, offer.id)?.value;
    if (now === undefined || JSON.stringify(settingsOf(now)) !== JSON.stringify(settingsOf(offer)))
      return `offer ${offer.id} would change`;
    const lines = new Map([...versionLines(offer, before), ...meant(offer)]);
    if (textOf(versionLines(now, after)) !== textOf(lines))
      return `offer ${offer.id} would grant something else than the record and the edit`;
  }
  return undefined;
}

function settingsOf({ plans, ...others }: Offer): unknown {
  return [others, Object.entries(plans).map(([id, { visibility }]) => [id, visibility])];
}

function textOf(lines: VersionLines): string {
  return JSON.stringify([...lines].sort(([a], [b]) => (a < b ? -1 : 1)));
}
