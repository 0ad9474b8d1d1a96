import type { AccessGrant } from "../../delegation/access-grant.ts";
import type { DelegatedDefinition } from "../../delegation/access-side.ts";
import type { AccessChange } from "../../review/access-change.ts";
import type { Labels } from "../../review/names.ts";
import { count } from "../finding-text.ts";
import { differenceOrNothing, differenceText } from "./operations-text.ts";
import { shorten } from "./shorten.ts";
import { CHANGE_WORDS, FLAG_WORDS, grantText, holderText, scopeText, wayText } from "./wording.ts";

/** A change told: one line, and more lines with the particulars. Text of users is in it as it is, but shortened. */
export interface ToldChange {
  readonly sign: string;
  readonly line: string;
  readonly details: readonly string[];
}

/** Grants left standing that are told one by one. */
const MOST_LEFT_STANDING = 20;

/** Longest description of a definition that is repeated: customers read all of it, reviewers its beginning. */
const LONGEST_DESCRIPTION = 300;

/** A change in words. */
export function tell(change: AccessChange, labels: Labels): ToldChange {
  const { line, details } = lines(change, labels);
  const flags = change.flags.map((flag) => FLAG_WORDS[flag].word).join(", ");
  return { sign: CHANGE_WORDS[change.kind].sign, line: flags === "" ? line : `[${flags}] ${line}`, details };
}

function lines(change: AccessChange, labels: Labels): Omit<ToldChange, "sign"> {
  switch (change.kind) {
    case "grant-added":
      return {
        line: grantText(change.after, labels),
        details: differenceOrNothing("gains", change.difference),
      };
    case "grant-removed":
      return {
        line: grantText(change.before, labels),
        details: differenceOrNothing("loses", change.difference),
      };
    case "grant-altered":
      return {
        line: `${holderText(change.after, labels)}: ${wayText(change.before, labels)} -> ${wayText(change.after, labels)}`,
        details: [...differenceText("gains", change.gained), ...differenceText("loses", change.lost)],
      };
    case "grant-restated":
      return { line: grantText(change.after, labels), details: restated(change.before, change.after) };
    case "definition-added":
      return { line: definitionText(change.after), details: wholeDefinition(change.after) };
    case "definition-removed":
      return { line: definitionText(change.before), details: claimed(change.before.claimedSource) };
    case "definition-changed":
      return { line: definitionText(change.after), details: definitionDetails(change) };
    case "assignment-added":
      return { line: `delegation of ${scopeText(change.after.scope)}`, details: [] };
    case "assignment-removed":
      return { line: `delegation of ${scopeText(change.before.scope)}`, details: [] };
    case "subscription-added":
      return { line: "subscription listed", details: [] };
    case "subscription-vanished":
      return leftStanding(change.leftStanding, labels);
  }
}

function leftStanding(grants: readonly AccessGrant[], labels: Labels): Omit<ToldChange, "sign"> {
  const told = grants
    .slice(0, MOST_LEFT_STANDING)
    .map((grant) => `left standing: ${grantText(grant, labels)}`);
  const more = grants.length - told.length;
  return {
    line: `nobody looks after the subscription any more: access left standing (${count(grants.length, "grant")})`,
    details: more > 0 ? [...told, `left standing: ${count(more, "more grant")}`] : told,
  };
}

function definitionText({ name }: DelegatedDefinition): string {
  return `definition "${shorten(name)}"`;
}

function wholeDefinition(definition: DelegatedDefinition): string[] {
  const { description, managingTenantId, marketplacePlan, claimedSource } = definition;
  return [
    `the customer reads this name and the description "${shorten(description, LONGEST_DESCRIPTION)}"`,
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
}: Extract<AccessChange, { kind: "definition-changed" }>): string[] {
  return [
    ...customerReads("name", before.name, after.name),
    ...customerReads("description", before.description, after.description, LONGEST_DESCRIPTION),
    ...customerReads("marketplace plan", before.marketplacePlan ?? "", after.marketplacePlan ?? ""),
    ...(before.managingTenantId === after.managingTenantId
      ? []
      : [`managing tenant ${after.managingTenantId} instead of ${before.managingTenantId}`]),
    ...(JSON.stringify(before) === JSON.stringify(after)
      ? ["Terraform replaces it though nothing about it differs"]
      : []),
  ];
}

function customerReads(what: string, old: string, now: string, longest?: number): string[] {
  if (old === now) return [];
  return [`the customer reads the ${what} "${shorten(now, longest)}" instead of "${shorten(old, longest)}"`];
}
