import type { AccessGrant } from "../../access/access-grant.ts";
import type { DelegatedDefinition } from "../../access/access-side.ts";
import { withoutMarker } from "../../delegation/version-marker.ts";
import type { AccessChange, AccessDifference } from "../../review/access-change.ts";
import { placeOf } from "../../review/group.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { isNonEmpty } from "../../review/role-meaning.ts";
import { type Exchanged, exchangeOf } from "../../review/severity.ts";
import { count } from "../finding-text.ts";
import { differenceText, unabridgedDifference } from "./operations-text.ts";
import { shorten, shortenBoth } from "./shorten.ts";
import { termsText } from "./terms.ts";
import { scopeText, type Where, whereOf } from "./where.ts";
import {
  CHANGE_WORDS,
  coverText,
  flagWords,
  grantText,
  holderText,
  REPLACEMENT_WORDS,
  wayText,
} from "./wording.ts";

/** A change told: one line, and more lines with the particulars. Text of users is in it as it is, but shortened. */
export interface ToldChange {
  readonly sign: string;
  /** What the sign means. */
  readonly title: string;
  readonly line: string;
  readonly details: readonly string[];
  /** Everything that is gained or lost, a line each, where the details only count some of it; else nothing. */
  readonly unabridged: readonly string[];
}

/** Grants left standing that are told one by one. */
const MOST_LEFT_STANDING = 20;

/** Longest text that customers read and a line repeats. */
const LONGEST_DESCRIPTION = 300;

/** A change in words. @param where says where it happens */
export function tell(
  change: AccessChange,
  directory: NameDirectory,
  where: Where = whereOf([change], 1, directory),
  places: readonly string[] = [placeOf(change)],
): ToldChange {
  const { line, details } = lines(change, directory, where(places));
  const flags = flagWords(change.flags, [change]).join(", ");
  return {
    ...CHANGE_WORDS[change.kind],
    line: flags === "" ? line : `[${flags}] ${line}`,
    details,
    unabridged: unabridged(change),
  };
}

/** What a grant that comes or goes gives or takes; where that is nothing, why. */
function differenceOrCover(
  verb: "gains" | "loses",
  { difference, coveredBy }: Extract<AccessChange, { kind: "grant-added" | "grant-removed" }>,
): string[] {
  return isNonEmpty(difference) ? differenceText(verb, difference) : [coverText(verb, coveredBy)];
}

type Told = Pick<ToldChange, "line" | "details">;

function lines(change: AccessChange, directory: NameDirectory, where: string): Told {
  switch (change.kind) {
    case "grant-added":
      return {
        line: grantText(change.after, directory, where),
        details: differenceOrCover("gains", change),
      };
    case "grant-removed":
      return {
        line: grantText(change.before, directory, where),
        details: differenceOrCover("loses", change),
      };
    case "grant-altered":
      return alteredGrant(change, directory, where);
    case "grant-restated":
      return {
        line: grantText(change.after, directory, where),
        details: restated(change.before, change.after),
      };
    case "definition-added":
      return { line: definitionText(change.after, where), details: wholeDefinition(change.after) };
    case "definition-removed":
      return { line: definitionText(change.before, where), details: claimed(change.before.claimedSource) };
    case "definition-changed":
      return { line: definitionText(change.after, where), details: definitionDetails(change) };
    case "assignment-added":
    case "assignment-removed":
      return { line: `delegation of ${where}`, details: [] };
    case "subscription-added":
      return { line: `subscription listed${inSubscription(where)}`, details: [] };
    case "subscription-vanished":
      return leftStanding(change.leftStanding, directory, inSubscription(where));
  }
}

function alteredGrant(
  { before, after, gained, lost }: Extract<AccessChange, { kind: "grant-altered" }>,
  directory: NameDirectory,
  where: string,
): Told {
  return {
    line: `${holderText(after, directory, where)}: ${wayText(before, directory)} -> ${wayText(after, directory)}`,
    details: [
      ...termsText(before.access, after.access),
      ...differenceText("gains", handedOut(gained)),
      ...differenceText("loses", handedOut(lost)),
    ],
  };
}

/** What is told of a difference where only the way of access is another: its terms say the rest. */
function handedOut({ delegated }: AccessDifference): AccessDifference {
  return { operations: [], delegated };
}

function unabridged(change: AccessChange): string[] {
  const { gained, lost } = exchangeOf(change);
  const told = (verb: "gains" | "loses", exchanged: Exchanged | undefined) => {
    if (exchanged === undefined) return [];
    const [difference] = exchanged;
    return unabridgedDifference(verb, change.kind === "grant-altered" ? handedOut(difference) : difference);
  };
  return [...told("gains", gained), ...told("loses", lost)];
}

/** Of a whole subscription nothing is to be said but which, where there are several. */
function inSubscription(where: string): string {
  return where === "the whole subscription" ? "" : ` (${where})`;
}

function leftStanding(grants: readonly AccessGrant[], directory: NameDirectory, where: string): Told {
  const told = grants
    .slice(0, MOST_LEFT_STANDING)
    .map((grant) => `left standing: ${grantText(grant, directory, scopeText(grant.scope))}`);
  const more = grants.length - told.length;
  return {
    line: `nobody looks after the subscription any more${where}: access left standing (${count(grants.length, "grant")})`,
    details: more > 0 ? [...told, `left standing: ${count(more, "more grant")}`] : told,
  };
}

function definitionText({ name }: DelegatedDefinition, where: string): string {
  return `definition "${shorten(name)}"${inSubscription(where)}`;
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
