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
import { TERM_DIRECTIONS, type TermChange, type TermDirection } from "../../review/changed-terms.ts";
import type { DeploymentChange } from "../../review/deployment-changes.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import type { NameDirectory, PrincipalLabel } from "../../review/name-directory.ts";
import type { GrantRefusal } from "../../review/refused-grant.ts";
import { refusalSentence } from "../../roles/verdict.ts";
import { groupBy } from "../../values/group-by.ts";
import { listed } from "../../values/listed.ts";
import { durationText } from "../authorization-text.ts";
import { shorten } from "../phrases.ts";

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

/** Refused roles to hand out that a line names one by one. */
const MOST_REFUSED_ROLES = 20;

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
    return `it may not assign ${listed(roles, MOST_REFUSED_ROLES)}`;
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

/** What locks the provider out: the right to remove the delegation goes, or the Reader of whoever must activate a role. */
export const LOCK_OUT_WORDS: { readonly exit: string; readonly reader: string } = {
  exit: "the last standing right to remove the delegation goes: only the customer can end it from then on",
  reader: "the only standing Reader goes of somebody who must activate a role: it can be activated no more",
};

const REPLACED =
  "Azure removes the delegation and makes it anew: everybody's access by it pauses, and activated roles end";
const MOVED = "this access moves to another delegation: it pauses between the removal and the new one";
const INTERRUPTED = FLAG_WORDS.interruption.meaning;

/** What an interruption does to access, by what is interrupted (facts 2.3: overlap trap, rename trap; 4.1). */
export const INTERRUPTION_WORDS: Readonly<Record<ChangeKind, string>> = {
  "definition-changed": REPLACED,
  "assignment-removed": REPLACED,
  "grant-altered": MOVED,
  "grant-restated": MOVED,
  "grant-removed":
    "another delegation gives the same access: the removal of this one can take it away as well",
  "grant-added": INTERRUPTED,
  "definition-added": INTERRUPTED,
  "definition-removed": INTERRUPTED,
  "assignment-added": INTERRUPTED,
  "subscription-added": INTERRUPTED,
  "subscription-vanished": INTERRUPTED,
};

/** What it means that Azure refuses a definition; the refused roles follow. */
export const REFUSED_DEFINITION_WORDS =
  "Azure refuses a definition as a whole: nothing of it comes about as long as it grants";

/** What becomes of access where a scope goes. */
export const OFFBOARDING_WORDS: Readonly<Record<"ended" | "left-standing", string>> = {
  ended: "the scope is delegated no more: all access to it ends",
  "left-standing":
    "Terraform removes nothing there: all access is left standing, and no later change takes it back",
};

const TERM_WORDS: { readonly [K in TermChange["kind"]]: (term: Extract<TermChange, { kind: K }>) => string } =
  {
    "activation-dropped": () => "standing, where it had to be activated",
    "activation-demanded": () => "on request, where it was standing",
    "multi-factor-authentication-dropped": () => "without multifactor authentication",
    "multi-factor-authentication-demanded": () => "with multifactor authentication",
    "activation-longer": () => "an activation lasts longer",
    "activation-shorter": () => "an activation lasts less long",
    "activation-not-comparable": ({ before, after }) =>
      `an activation lasts ${shorten(durationText(after))} instead of ${shorten(durationText(before))}`,
    "approval-dropped": () => "nobody has to approve any more",
    "approval-demanded": () => "somebody has to approve from now on",
    "approvers-added": ({ number }) => `${number} more may approve`,
    "approvers-removed": ({ number }) => `${number} who could approve can no more`,
  };

const DIRECTION_WORDS: Readonly<Record<TermDirection, string>> = {
  easier: "on easier terms",
  stricter: "on stricter terms",
  other: "on other terms",
};

/** What changes in the way of access, a line for each direction: easier, stricter, other. */
export function termsText(terms: readonly TermChange[]): string[] {
  return (Object.keys(DIRECTION_WORDS) as TermDirection[]).flatMap((direction) => {
    const own = terms.filter(({ kind }) => TERM_DIRECTIONS[kind] === direction);
    return own.length === 0 ? [] : [`${DIRECTION_WORDS[direction]}: ${own.map(termText).join("; ")}`];
  });
}

function termText(term: TermChange): string {
  // the table pairs each kind with its own change, which an index by a union of kinds cannot express
  const words = TERM_WORDS[term.kind] as (term: TermChange) => string;
  return words(term);
}

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

/** What stands before a name that is not base's. */
export const MARK_WORDS: Readonly<Record<PrincipalLabel["mark"], (directory: NameDirectory) => string>> = {
  known: () => "",
  new: ({ fromRegistry }: NameDirectory) =>
    fromRegistry ? "[NEW: not in base's registry] " : "[NEW: not seen on the side before] ",
  changed: () => "[CHANGED: a known name on another GUID] ",
} satisfies Record<PrincipalLabel["mark"], unknown>;

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
