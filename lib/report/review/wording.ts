import type { AccessGrant, EligibleAccess } from "../../access/access-grant.ts";
import type { DelegatedDefinition } from "../../access/access-side.ts";
import {
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../../delegation/azure-limits.ts";
import { canonicalDuration } from "../../delegation/just-in-time-access-policy.ts";
import type {
  AccessChange,
  ChangeKind,
  CoveringGrant,
  CustomerChange,
  GrantFate,
  ReplacementCause,
} from "../../review/access-change.ts";
import type { DeploymentChange } from "../../review/deployment-changes.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import type { NameDirectory, PrincipalLabel } from "../../review/name-directory.ts";
import type { GrantRefusal } from "../../review/refused-grant.ts";
import { refusalSentence } from "../../roles/verdict.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import {
  activationText,
  durationText,
  type EligibleTerms,
  eligibleText,
  standingText,
} from "../authorization-text.ts";
import { shorten } from "./shorten.ts";

/*
 * The words of a review, once for all formats. Text of users is put in as it is: whoever prints escapes it for where it
 * lands.
 */

/** A grade in a word, and what it means. */
export const GRADE_WORDS: Readonly<Record<Grade, { readonly word: string; readonly meaning: string }>> = {
  none: { word: "access unchanged", meaning: "nobody can do more or less than before" },
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

/** Why Terraform replaces a definition, where nothing else that is said of it shows that; undefined where it does. */
export const REPLACEMENT_WORDS: Readonly<
  Record<ReplacementCause, (after: DelegatedDefinition) => string | undefined>
> = {
  address: ({ addressedOffer }) =>
    `is at the Terraform address of the offer ${addressedOffer} now: the old one is destroyed`,
  name: () => undefined,
  "managing-tenant": () => undefined,
  unexplained: () => "Terraform replaces it, though no difference shown here requires that",
};

/** A grant that allows what another one allows, by what happens to it; one, and several. */
const COVER_WORDS: Readonly<Record<GrantFate, readonly [one: string, several: string]>> = {
  stays: ["another grant that stays", "other grants that stay"],
  removed: ["the grant that this one replaces", "the grants that this one replaces"],
  added: ["the grant that replaces this one", "the grants that replace this one"],
  altered: ["another grant, which this change alters", "other grants, which this change alters"],
};

/** Why a grant that comes gives nothing, or one that goes takes nothing. */
export function coverText(verb: "gains" | "loses", coveredBy: readonly CoveringGrant[]): string {
  const nothing = verb === "gains" ? "no new permissions" : "no permissions lost";
  if (coveredBy.length === 0) return `${nothing}: the role allows nothing here`;
  const covers = [...groupBy(coveredBy, ({ fate }) => fate)].map(
    ([fate, alike]) => COVER_WORDS[fate][alike.length === 1 ? 0 : 1],
  );
  return `${nothing}: ${verb === "gains" ? "already" : "still"} covered by ${covers.join(" and ")}`;
}

/** What it means that a customer is on one side only. */
export const PRESENCE_WORDS: Readonly<Record<CustomerChange["presence"], string | undefined>> = {
  both: undefined,
  added: "new to the estate",
  vanished: "gone from the estate",
  renamed:
    "known by another id until now: its state is to be moved before it is deployed, as keeper synth says",
} satisfies Record<CustomerChange["presence"], string | undefined>;

/** Why Azure refuses a grant, after the role's name. */
const REFUSAL_WORDS: {
  readonly [K in GrantRefusal["kind"]]: (
    refusal: Extract<GrantRefusal, { kind: K }>,
    directory: NameDirectory,
  ) => string;
} = {
  "role-unknown": () => "not in base's catalogue",
  "role-refused": ({ verdict }) => verdict.reasons.map(refusalSentence).join(", and "),
  "role-not-eligible": () => "it is never on request",
  "delegated-roles-missing": () => "it must name the roles that it may assign",
  "delegated-roles-refused": ({ roleDefinitionIds }, directory) => {
    const roles = roleDefinitionIds.map((id) => shorten(directory.role(id)));
    return `it may not assign ${listed(roles, MOST_DELEGATED_ROLES)}`;
  },
  "delegated-roles-without-effect": () => "only User Access Administrator may assign roles",
  "service-principal-eligible": () => "a service principal cannot activate a role",
  "service-principal-approves": () => "a service principal cannot approve an activation",
  "activation-out-of-range": () =>
    `an activation lasts at least ${durationText(canonicalDuration(SHORTEST_ACTIVATION_MINUTES))} and at most ${durationText(canonicalDuration(LONGEST_ACTIVATION_MINUTES))}`,
  "too-many-approvers": () => `at most ${MOST_APPROVERS} may approve`,
  "policies-differ": () => "in one definition it is on request on the same terms for everybody",
};

/** Why Azure refuses a grant, in words that go on after the role's name. */
export function refusalText(refusal: GrantRefusal, directory: NameDirectory): string {
  // the table pairs each kind with its own refusal, which an index by a union of kinds cannot express
  const words = REFUSAL_WORDS[refusal.kind] as (refusal: GrantRefusal, directory: NameDirectory) => string;
  return words(refusal, directory);
}

/** What it means that the Reader of somebody goes who has access on request. */
export const LOST_READER_WORDS =
  "the only standing Reader goes of somebody who must activate a role: it can be activated no more";

/** What a catalogue that gives a role another meaning does. */
export const REDEFINED_ROLE_WORDS: { readonly title: string; readonly meaning: string } = {
  title: "Built-in role redefined by the catalogue",
  meaning: "everybody who holds the role can do something else than the base's catalogue says",
};

/** Stacks that are deployed otherwise than before. */
export const DEPLOYMENT_WORDS: { readonly part: string; readonly title: string; readonly meaning: string } = {
  part: "deployment",
  title: "Stack deployed otherwise",
  meaning: "nobody's access changes by this; it says where Terraform acts, as whom, and by which state",
};

/** What a setting of a deployment says. */
export const SETTING_WORDS: Readonly<Record<DeploymentChange["setting"], string>> = {
  tenant: "the tenant that its providers are pinned to",
  cloud: "the cloud",
  "sign-in": "signs in by",
  partner: "the partner ID that is credited",
  azurerm: "the versions of azurerm",
  "resource-provider": "Microsoft.ManagedServices",
  state: "keeps its state in",
} satisfies Record<DeploymentChange["setting"], string>;

/** Roles that nobody holds and that the change's catalogue makes others. */
export const UNHELD_ROLE_WORDS: { readonly title: string; readonly meaning: string } = {
  title: "role catalogue",
  meaning:
    "nobody of these customers holds these roles yet: once merged, whoever grants one is judged by what the catalogue says of it then",
};

/** Roles to hand out that a line names one by one. */
const MOST_DELEGATED_ROLES = 20;

/** What stands before a name that is not base's. */
const MARKS: Readonly<Record<PrincipalLabel["mark"], (directory: NameDirectory) => string>> = {
  known: () => "",
  new: ({ fromRegistry }: NameDirectory) =>
    fromRegistry ? "[NEW: not in base's registry] " : "[NEW: not seen on the side before] ",
  changed: () => "[CHANGED: a known name on another GUID] ",
} satisfies Record<PrincipalLabel["mark"], unknown>;

/**
 * A principal by base's name and its GUID. A name that is not base's comes after a mark and in quotation marks: it is the
 * change's own word, and could read like a sentence of ours.
 */
export function principalText(grant: AccessGrant, directory: NameDirectory): string {
  return namedText(grant, grant.principalDisplayName, directory);
}

function namedText(
  { managingTenantId, principalId }: { readonly managingTenantId: Guid; readonly principalId: Guid },
  claimed: string,
  directory: NameDirectory,
): string {
  const { name, mark } = directory.principal(managingTenantId, principalId, claimed);
  if (name === principalId) return `${MARKS[mark](directory)}${principalId}`;
  const shown = mark === "known" ? shorten(name) : quoted(shorten(name));
  return `${MARKS[mark](directory)}${shown} (${principalId})`;
}

/** A text in quotation marks that it cannot end. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** A grant in words: who, which role, where, in which way. */
export function grantText(grant: AccessGrant, directory: NameDirectory, where: string): string {
  return `${holderText(grant, directory, where)}: ${wayText(grant, directory)}`;
}

/** Who has which role where, whatever the way. */
export function holderText(grant: AccessGrant, directory: NameDirectory, where: string): string {
  const role = directory.role(grant.roleDefinitionId);
  return `${principalText(grant, directory)}: ${shorten(role)} on ${where}`;
}

/** Standing, or on request and how. */
export function wayText({ access, managingTenantId }: AccessGrant, directory: NameDirectory): string {
  if (access.kind === "eligible") return eligibleText(shownTerms(access, managingTenantId, directory));
  const roles = access.delegatedRoleDefinitionIds.map((id) => shorten(directory.role(id)));
  return standingText(atMost(roles, MOST_DELEGATED_ROLES));
}

/** How access on request is activated; undefined where it is standing. */
export function activationOf(
  { access, managingTenantId }: AccessGrant,
  directory: NameDirectory,
): string | undefined {
  if (access.kind === "standing") return undefined;
  return activationText(shownTerms(access, managingTenantId, directory));
}

/** Base knows an approver without a mark: then the name alone is shown. */
function shownTerms(access: EligibleAccess, managingTenantId: Guid, directory: NameDirectory): EligibleTerms {
  const approvers = access.approvers.map(({ principalId, displayName }) => {
    const { name, mark } = directory.principal(managingTenantId, principalId, displayName);
    if (mark === "known") return shorten(name);
    return namedText({ managingTenantId, principalId }, displayName, directory);
  });
  // as many as Azure takes are named one by one
  const shown = atMost(approvers, MOST_APPROVERS).map((displayName) => ({ displayName }));
  const maximumActivationDuration = shorten(access.maximumActivationDuration);
  return { ...access, maximumActivationDuration, approvers: shown };
}

/** The first of many texts and how many more: nobody pushes the rest of a line out of sight. */
function atMost(texts: readonly string[], most: number): readonly string[] {
  return texts.length <= most ? texts : [...texts.slice(0, most), `${texts.length - most} more`];
}

/** A customer by base's name and its id, or by its id alone. */
export function customerText(id: string, directory: NameDirectory): string {
  const name = directory.customer(id);
  return name === undefined || name === id ? shorten(id) : `${shorten(name)} (${shorten(id)})`;
}

/** Customers compactly: a single one by name, of several the ids: all of a few, the first of many and how many more. */
export function customersText(customers: readonly string[], most: number, directory: NameDirectory): string {
  const [only, ...others] = customers;
  if (only !== undefined && others.length === 0) return `customer ${customerText(only, directory)}`;
  const ids = customers.map((customer) => shorten(customer));
  return `${customers.length} customers: ${listed(ids, most)}`;
}

/** What unfolds into every pattern of operations that a change gives or takes. */
export function unabridgedSummary(lines: readonly string[]): string {
  return `All ${lines.length} patterns of operations`;
}

/** Grade and flags of something, the urgent first. */
export function gradeText(graded: {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  readonly changes?: readonly AccessChange[];
}): string {
  const words = flagWords(graded.flags, graded.changes ?? []);
  // "offboarding" says more than "offboarding, access unchanged"
  const { grade } = graded;
  return (grade === "none" && words.length > 0 ? words : [...words, GRADE_WORDS[grade].word]).join(", ");
}

/** Flags in words. To end access and to leave it standing for good are one flag, and opposites to whoever reads. */
export function flagWords(flags: readonly Flag[], changes: readonly AccessChange[]): string[] {
  return flags.flatMap((flag) => {
    const { word } = FLAG_WORDS[flag];
    if (flag !== "offboarding") return [word];
    const flagged = changes.filter((change) => change.flags.includes(flag));
    const left = flagged.filter(({ kind }) => kind === "subscription-vanished");
    return [
      ...(left.length > 0 ? ["LEFT STANDING"] : []),
      ...(left.length < flagged.length || left.length === 0 ? [word] : []),
    ];
  });
}
