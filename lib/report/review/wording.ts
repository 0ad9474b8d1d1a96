import type { AccessGrant } from "../../delegation/access-grant.ts";
import { parseScopeId } from "../../delegation/scope.ts";
import type { Operations } from "../../permissions/operations.ts";
import type { AccessChange, AccessDifference, ChangeKind } from "../../review/access-change.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import type { Labels, PrincipalLabel } from "../../review/names.ts";
import { eligibleText, standingText } from "../authorization-text.ts";
import { count } from "../finding-text.ts";

/*
 * The words of a review, once for all formats. Text of users is put in as it is: whoever prints escapes it for where it
 * lands.
 */

/** A grade in a word, and what it means. */
export const GRADE_WORDS: Readonly<Record<Grade, { readonly word: string; readonly meaning: string }>> = {
  none: { word: "no change", meaning: "nobody can do more or less than before" },
  cosmetic: { word: "cosmetic", meaning: "only what the customer reads changes, not what anybody can do" },
  narrowing: { word: "narrowing", meaning: "somebody can do less, nobody more" },
  broadening: { word: "BROADENING", meaning: "somebody can do more, nobody less" },
  mixed: { word: "MIXED", meaning: "somebody can do more, and somebody less; or it cannot be compared" },
} satisfies Record<Grade, { word: string; meaning: string }>;

/** A flag in a word, and what it means. */
export const FLAG_WORDS: Readonly<Record<Flag, { readonly word: string; readonly meaning: string }>> = {
  "lock-out": {
    word: "LOCK-OUT",
    meaning:
      "the provider can no longer remove the delegation itself, or nobody can activate what is on request",
  },
  interruption: {
    word: "INTERRUPTION",
    meaning: "access pauses while a delegation is replaced, or goes with an overlapping one that is removed",
  },
  "refused-role": { word: "REFUSED", meaning: "Azure will refuse the change, by what the catalogue knows" },
  offboarding: {
    word: "offboarding",
    meaning: "a scope is delegated no more, or left standing with nobody looking after it",
  },
  onboarding: { word: "onboarding", meaning: "a scope is delegated that was not" },
} satisfies Record<Flag, { word: string; meaning: string }>;

/** How a kind of change begins its line, and its title. */
export const CHANGE_WORDS: Readonly<Record<ChangeKind, { readonly sign: string; readonly title: string }>> = {
  "grant-added": { sign: "+", title: "Access granted" },
  "grant-removed": { sign: "-", title: "Access removed" },
  "grant-altered": { sign: "~", title: "Access altered" },
  "grant-restated": { sign: "=", title: "The same access, named or delegated otherwise" },
  "definition-added": { sign: "+", title: "Registration definition added" },
  "definition-removed": { sign: "-", title: "Registration definition removed" },
  "definition-changed": { sign: "~", title: "Registration definition changed" },
  "assignment-added": { sign: "+", title: "Registration assignment added" },
  "assignment-removed": { sign: "-", title: "Registration assignment removed" },
  "subscription-added": { sign: "+", title: "Subscription added" },
  "subscription-vanished": { sign: "!", title: "Subscription no longer looked after" },
} satisfies Record<ChangeKind, { sign: string; title: string }>;

const MARKS: Readonly<Record<PrincipalLabel["mark"], string>> = {
  known: "",
  new: " [NEW: not in base's registry]",
  changed: " [CHANGED: a known name on another GUID]",
} satisfies Record<PrincipalLabel["mark"], string>;

/** A change told: one line, and more lines with the particulars. */
export interface ToldChange {
  readonly sign: string;
  readonly line: string;
  readonly details: readonly string[];
}

/** How many operations are named one by one. */
const MOST_OPERATIONS = 5;

/** A change in words. */
export function tell(change: AccessChange, labels: Labels): ToldChange {
  const { sign } = CHANGE_WORDS[change.kind];
  return { sign, ...lines(change, labels) };
}

function lines(change: AccessChange, labels: Labels): Omit<ToldChange, "sign"> {
  switch (change.kind) {
    case "grant-added":
      return { line: grantText(change.after, labels), details: differenceText("gains", change.difference) };
    case "grant-removed":
      return { line: grantText(change.before, labels), details: differenceText("loses", change.difference) };
    case "grant-altered":
      return {
        line: `${whoAndWhat(change.after, labels)}: ${wayText(change.before, labels)} -> ${wayText(change.after, labels)}`,
        details: [...differenceText("gains", change.gained), ...differenceText("loses", change.lost)],
      };
    case "grant-restated":
      return { line: grantText(change.after, labels), details: restated(change.before, change.after) };
    case "definition-added":
      return { line: `definition "${change.after.name}"`, details: claimed(change.after.claimedSource) };
    case "definition-removed":
      return { line: `definition "${change.before.name}"`, details: claimed(change.before.claimedSource) };
    case "definition-changed":
      return definitionLines(change);
    case "assignment-added":
      return { line: `delegation of ${scopeText(change.after.scope)}`, details: [] };
    case "assignment-removed":
      return { line: `delegation of ${scopeText(change.before.scope)}`, details: [] };
    case "subscription-added":
      return { line: "subscription listed", details: [] };
    case "subscription-vanished":
      return {
        line: `nobody looks after the subscription any more: access left standing (${count(change.leftStanding.length, "grant")})`,
        details: change.leftStanding.map((grant) => `left standing: ${grantText(grant, labels)}`),
      };
  }
}

function claimed(source: string | undefined): string[] {
  return source === undefined ? [] : [`says that it comes from ${source}`];
}

function restated(before: AccessGrant, after: AccessGrant): string[] {
  const moved =
    before.registrationDefinitionId !== after.registrationDefinitionId ||
    before.registrationAssignmentId !== after.registrationAssignmentId;
  const renamed = before.principalDisplayName !== after.principalDisplayName;
  return [
    ...(moved ? ["the same access from another definition or assignment"] : []),
    ...(renamed
      ? [`the customer reads "${after.principalDisplayName}" instead of "${before.principalDisplayName}"`]
      : []),
  ];
}

function definitionLines({
  before,
  after,
}: Extract<AccessChange, { kind: "definition-changed" }>): Omit<ToldChange, "sign"> {
  const changed = (what: string, old: string, now: string) =>
    old === now ? [] : [`the customer reads the ${what} "${now}" instead of "${old}"`];
  const same = JSON.stringify(before) === JSON.stringify(after);
  return {
    line: `definition "${after.name}"`,
    details: [
      ...changed("name", before.name, after.name),
      ...changed("description", before.description, after.description),
      ...changed("marketplace plan", before.marketplacePlan ?? "", after.marketplacePlan ?? ""),
      ...(before.managingTenantId === after.managingTenantId
        ? []
        : [`managing tenant ${after.managingTenantId} instead of ${before.managingTenantId}`]),
      ...(same ? ["Terraform replaces it though nothing about it differs"] : []),
    ],
  };
}

/** A principal by base's name, with a mark where base does not know it, and its GUID. */
export function principalText(grant: AccessGrant, labels: Labels): string {
  const { principalId, managingTenantId, principalDisplayName } = grant;
  const { name, mark } = labels.principal(managingTenantId, principalId, principalDisplayName);
  return name === principalId ? `${name}${MARKS[mark]}` : `${name}${MARKS[mark]} (${principalId})`;
}

/** A scope in a word or two: the subscription as a whole, or a resource group by name. */
export function scopeText(scope: string): string {
  const { resourceGroup } = parseScopeId(scope) ?? {};
  return resourceGroup === undefined ? "the whole subscription" : `resource group ${resourceGroup}`;
}

/** A grant in words: who, which role, where, in which way. */
export function grantText(grant: AccessGrant, labels: Labels): string {
  return `${whoAndWhat(grant, labels)}: ${wayText(grant, labels)}`;
}

function whoAndWhat(grant: AccessGrant, labels: Labels): string {
  const role = labels.role(grant.roleDefinitionId);
  return `${principalText(grant, labels)}: ${role} on ${scopeText(grant.scope)}`;
}

/** Standing, or on request and how. */
export function wayText({ access, managingTenantId }: AccessGrant, labels: Labels): string {
  if (access.kind === "standing")
    return standingText(access.delegatedRoleDefinitionIds.map((id) => labels.role(id)));
  const approvers = access.approvers.map(({ principalId, displayName }) => {
    const { name, mark } = labels.principal(managingTenantId, principalId, displayName);
    return { displayName: `${name}${MARKS[mark]}` };
  });
  return eligibleText({ ...access, approvers });
}

function differenceText(verb: "gains" | "loses", { operations, delegated }: AccessDifference): string[] {
  return [
    ...operationsText(verb, operations),
    ...operationsText(verb === "gains" ? "may newly hand out" : "may no longer hand out", delegated),
  ];
}

/** Operations in words, the first of them by name with an example. */
export function operationsText(verb: string, operations: readonly Operations[]): string[] {
  const named = operations.slice(0, MOST_OPERATIONS).map(({ pattern, except, example, plane, condition }) => {
    const data = plane === "data" ? " (data)" : "";
    const left = except.length === 0 ? "" : ` except ${shortList(except)}`;
    const under = condition === null ? "" : `, under a condition (${condition})`;
    const such = example === null ? "" : `, for example ${example === "" ? '""' : example}`;
    return `${verb} ${pattern}${data}${left}${under}${example === pattern.toLowerCase() ? "" : such}`;
  });
  const more = operations.length - named.length;
  return more > 0 ? [...named, `${verb} ${count(more, "more pattern")} of operations`] : named;
}

function shortList(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_OPERATIONS).join(", ");
  return texts.length > MOST_OPERATIONS ? `${shown} and ${texts.length - MOST_OPERATIONS} more` : shown;
}

/** Customers compactly: all of a few, the first of many and how many more. */
export function customersText(customers: readonly string[], most: number): string {
  const shown = customers.slice(0, most).join(", ");
  const more = customers.length - most;
  const counted = customers.length === 1 ? "customer" : `${customers.length} customers:`;
  return `${counted} ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Grade and flags of something, the urgent first. */
export function gradeText({
  grade,
  flags,
}: {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
}): string {
  return [...flags.map((flag) => FLAG_WORDS[flag].word), GRADE_WORDS[grade].word].join(", ");
}
