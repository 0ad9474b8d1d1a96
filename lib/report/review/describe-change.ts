import type { AccessGrant } from "../../access/access-grant.ts";
import type { DelegatedDefinition } from "../../access/access-side.ts";
import { withoutMarker } from "../../delegation/version-marker.ts";
import type { AccessChange, AccessDifference } from "../../review/access-change.ts";
import { placeOf } from "../../review/access-change.ts";
import { changedTerms } from "../../review/changed-terms.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { isNonEmpty } from "../../review/role-meaning.ts";
import { type Exchanged, exchangeOf } from "../../review/severity.ts";
import { count, shorten, shortenBoth } from "../phrases.ts";
import { describeGrant, holderText, wayText } from "./describe-grant.ts";
import type { DescribedChange } from "./described.ts";
import { differenceText, unabridgedDifference } from "./operations-text.ts";
import { type Locate, type Location, locationText, locatorOf, scopeText } from "./where.ts";
import { CHANGE_WORDS, coverText, flagWords, REPLACEMENT_WORDS, termsText } from "./wording.ts";

/** Grants left standing that are named one by one. */
const MOST_LEFT_STANDING = 20;

/** Longest text for customers that a line repeats, in characters. */
const LONGEST_DESCRIPTION = 300;

/**
 * A change in words.
 *
 * @param locate words places
 * @param places where the change happens: ARM ids
 */
export function describeChange(
  change: AccessChange,
  directory: NameDirectory,
  locate: Locate = locatorOf([change], 1),
  places: readonly string[] = [placeOf(change)],
): DescribedChange {
  const { line, details } = lines(change, directory, locate(places));
  const flags = flagWords(change.flags, [change]).join(", ");
  return {
    ...CHANGE_WORDS[change.kind],
    line: flags === "" ? line : `[${flags}] ${line}`,
    details,
    unabridged: unabridged(change),
  };
}

/** Permissions that an added or removed grant gives or takes; where there are none, why. */
function differenceOrCover(
  verb: "gains" | "loses",
  { difference, coveredBy }: Extract<AccessChange, { kind: "grant-added" | "grant-removed" }>,
): string[] {
  return isNonEmpty(difference) ? differenceText(verb, difference) : [coverText(verb, coveredBy)];
}

type Lines = Pick<DescribedChange, "line" | "details">;

function lines(change: AccessChange, directory: NameDirectory, location: Location): Lines {
  const where = locationText(location, directory);
  const inBrackets = locationInBrackets(location, directory);
  switch (change.kind) {
    case "grant-added":
      return {
        line: describeGrant(change.after, directory, where),
        details: differenceOrCover("gains", change),
      };
    case "grant-removed":
      return {
        line: describeGrant(change.before, directory, where),
        details: differenceOrCover("loses", change),
      };
    case "grant-altered":
      return alteredGrant(change, directory, where);
    case "grant-restated":
      return {
        line: describeGrant(change.after, directory, where),
        details: restated(change.before, change.after),
      };
    case "definition-added":
      return { line: definitionText(change.after, inBrackets), details: wholeDefinition(change.after) };
    case "definition-removed":
      return {
        line: definitionText(change.before, inBrackets),
        details: claimed(change.before.claimedSource),
      };
    case "definition-changed":
      return { line: definitionText(change.after, inBrackets), details: definitionDetails(change) };
    case "assignment-added":
    case "assignment-removed":
      return { line: `delegation of ${where}`, details: [] };
    case "subscription-added":
      return { line: `subscription listed${inBrackets}`, details: [] };
    case "subscription-vanished":
      return leftStanding(change.leftStanding, directory, inBrackets);
  }
}

function alteredGrant(
  { before, after, gained, lost }: Extract<AccessChange, { kind: "grant-altered" }>,
  directory: NameDirectory,
  where: string,
): Lines {
  return {
    line: `${holderText(after, directory, where)}: ${wayText(before, directory)} -> ${wayText(after, directory)}`,
    details: [
      ...termsText(changedTerms(before.access, after.access)),
      ...differenceText("gains", handedOut(gained)),
      ...differenceText("loses", handedOut(lost)),
    ],
  };
}

/** The difference to report where only the terms of access differ. The terms are reported themselves. */
function handedOut({ delegated }: AccessDifference): AccessDifference {
  return { operations: [], delegated };
}

function unabridged(change: AccessChange): string[] {
  const { gained, lost } = exchangeOf(change);
  const linesOf = (verb: "gains" | "loses", exchanged: Exchanged | undefined) => {
    if (exchanged === undefined) return [];
    const [difference] = exchanged;
    return unabridgedDifference(verb, change.kind === "grant-altered" ? handedOut(difference) : difference);
  };
  return [...linesOf("gains", gained), ...linesOf("loses", lost)];
}

/** A location in brackets; empty for a whole subscription, unless there are several. */
function locationInBrackets(location: Location, directory: NameDirectory): string {
  return location.kind === "whole-subscription" ? "" : ` (${locationText(location, directory)})`;
}

function leftStanding(grants: readonly AccessGrant[], directory: NameDirectory, where: string): Lines {
  const shown = grants
    .slice(0, MOST_LEFT_STANDING)
    .map((grant) => `left standing: ${describeGrant(grant, directory, scopeText(grant.scope, directory))}`);
  const more = grants.length - shown.length;
  return {
    line: `subscription no longer managed here${where}: access left standing (${count(grants.length, "grant")})`,
    details: more > 0 ? [...shown, `left standing: ${count(more, "more grant")}`] : shown,
  };
}

function definitionText({ name }: DelegatedDefinition, inBrackets: string): string {
  return `definition "${shorten(name)}"${inBrackets}`;
}

function wholeDefinition(definition: DelegatedDefinition): string[] {
  const { description, managingTenantId, marketplacePlan, claimedSource } = definition;
  return [
    `the customer reads this name and the description "${shorten(withoutMarker(description), LONGEST_DESCRIPTION)}"`,
    `managing tenant ${managingTenantId}`,
    ...(marketplacePlan === undefined ? [] : [`marketplace plan ${shorten(marketplacePlan)}`]),
    ...claimed(claimedSource),
  ];
}

function claimed(source: string | undefined): string[] {
  return source === undefined ? [] : [`says that it comes from ${shorten(source)}`];
}

function restated(before: AccessGrant, after: AccessGrant): string[] {
  const moved =
    before.registrationDefinitionId !== after.registrationDefinitionId ||
    before.registrationAssignmentId !== after.registrationAssignmentId;
  const approvers = ({ access }: AccessGrant) => (access.kind === "standing" ? [] : access.approvers);
  const names = (grant: AccessGrant) => approvers(grant).map(({ displayName }) => displayName);
  return [
    ...(moved ? ["the same access from another definition or assignment"] : []),
    ...customerReads("name", before.principalDisplayName, after.principalDisplayName),
    ...customerReads("approvers", names(before).join(", "), names(after).join(", ")),
  ];
}

function definitionDetails({
  before,
  after,
  replacement,
}: Extract<AccessChange, { kind: "definition-changed" }>): string[] {
  const sources = [before, after].map(({ claimedSource }) => shorten(claimedSource ?? "nowhere"));
  return [
    ...(before.claimedSource === after.claimedSource
      ? []
      : [`says that it comes from ${sources[1]} instead of ${sources[0]}`]),
    ...customerReads("name", before.name, after.name),
    ...customerReads("description", withoutMarker(before.description), withoutMarker(after.description)),
    ...customerReads("marketplace plan", before.marketplacePlan ?? "", after.marketplacePlan ?? ""),
    ...(before.managingTenantId === after.managingTenantId
      ? []
      : [`managing tenant ${after.managingTenantId} instead of ${before.managingTenantId}`]),
    ...replacement.flatMap((cause) => REPLACEMENT_WORDS[cause](after) ?? []),
  ];
}

function customerReads(what: string, old: string, now: string): string[] {
  if (old === now) return [];
  const [before, after] = shortenBoth(old, now, LONGEST_DESCRIPTION);
  return [`the customer reads the ${what} "${after}" instead of "${before}"`];
}
