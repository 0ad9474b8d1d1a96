import type { DelegatedDefinition } from "../../access/access-side.ts";
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
import { groupBy } from "../../values/group-by.ts";
import { durationText } from "../authorization-text.ts";
import { shorten } from "../phrases.ts";

/*
 * The words of a review, once for all formats. Text of users is inserted unescaped: each format escapes it.
 */

/** Word and meaning of each grade. */
export const GRADE_WORDS: Readonly<Record<Grade, { readonly word: string; readonly meaning: string }>> = {
  none: { word: "access unchanged", meaning: "no permissions change" },
  cosmetic: { word: "cosmetic", meaning: "only texts that the customer reads change; no permissions change" },
  narrowing: { word: "narrowing", meaning: "revokes access, grants none" },
  broadening: { word: "BROADENING", meaning: "grants access, revokes none" },
  mixed: { word: "MIXED", meaning: "grants and revokes access, or cannot be compared" },
} satisfies Record<Grade, { word: string; meaning: string }>;

/** Word and meaning of each flag. */
export const FLAG_WORDS: Readonly<Record<Flag, { readonly word: string; readonly meaning: string }>> = {
  "lock-out": {
    word: "LOCK-OUT",
    meaning:
      "the provider can no longer remove the delegation itself, or access on request can no longer be activated",
  },
  interruption: {
    word: "INTERRUPTION",
    meaning:
      "access pauses while a delegation is replaced, or ends with an overlapping delegation that is removed",
  },
  "refused-role": {
    word: "REFUSED",
    meaning: "Azure will refuse the change, according to the role catalogue",
  },
  offboarding: {
    word: "offboarding",
    meaning: "scope is no longer delegated, or no longer managed here",
  },
  onboarding: { word: "onboarding", meaning: "scope is newly delegated" },
} satisfies Record<Flag, { word: string; meaning: string }>;

/** Sign at the beginning of a line, and title, of each kind of change. */
export const CHANGE_WORDS: Readonly<Record<ChangeKind, { readonly sign: string; readonly title: string }>> = {
  "grant-added": { sign: "+", title: "Access granted" },
  "grant-removed": { sign: "-", title: "Access removed" },
  "grant-altered": { sign: "~", title: "Access altered" },
  "grant-restated": { sign: "=", title: "Same access, with another name or delegation" },
  "definition-added": { sign: "+", title: "Registration definition added" },
  "definition-removed": { sign: "-", title: "Registration definition removed" },
  "definition-changed": { sign: "~", title: "Registration definition changed" },
  "assignment-added": { sign: "+", title: "Registration assignment added" },
  "assignment-removed": { sign: "-", title: "Registration assignment removed" },
  "subscription-added": { sign: "+", title: "Subscription added" },
  "subscription-vanished": { sign: "!", title: "Subscription no longer managed" },
} satisfies Record<ChangeKind, { sign: string; title: string }>;

/** Why Terraform replaces a definition; undefined where another line of the report shows it. */
export const REPLACEMENT_WORDS: Readonly<
  Record<ReplacementCause, (after: DelegatedDefinition) => string | undefined>
> = {
  address: ({ addressedOffer }) =>
    `is at the Terraform address of the offer ${addressedOffer} now: the old one is destroyed`,
  name: () => undefined,
  "managing-tenant": () => undefined,
  unexplained: () => "Terraform replaces it, though no difference shown here requires that",
};

/** Grants that cover another one, by what happens to them: singular and plural. */
const COVER_WORDS: Readonly<Record<GrantFate, readonly [one: string, several: string]>> = {
  stays: ["another grant that stays", "other grants that stay"],
  removed: ["the grant that this one replaces", "the grants that this one replaces"],
  added: ["the grant that replaces this one", "the grants that replace this one"],
  altered: ["another grant, which this change alters", "other grants, which this change alters"],
};

/** Why an added grant gives no permissions, or a removed one takes none. */
export function coverText(verb: "gains" | "loses", coveredBy: readonly CoveringGrant[]): string {
  const nothing = verb === "gains" ? "no new permissions" : "no permissions lost";
  if (coveredBy.length === 0) return `${nothing}: the role allows nothing here`;
  const covers = [...groupBy(coveredBy, ({ fate }) => fate)].map(
    ([fate, alike]) => COVER_WORDS[fate][alike.length === 1 ? 0 : 1],
  );
  return `${nothing}: ${verb === "gains" ? "already" : "still"} covered by ${covers.join(" and ")}`;
}

/** What a customer's presence on one side means; undefined where it is on both. */
export const PRESENCE_WORDS: Readonly<Record<CustomerChange["presence"], string | undefined>> = {
  both: undefined,
  added: "new in the estate",
  vanished: "no longer in the estate",
  renamed: "has a new id: move its Terraform state before deploying it; keeper synth prints the commands",
} satisfies Record<CustomerChange["presence"], string | undefined>;

/**
 * Causes of a lock-out of the provider. It loses the right to remove the delegation, or a Reader that activation needs.
 */
export const LOCK_OUT_WORDS: { readonly exit: string; readonly reader: string } = {
  exit: "the last standing right to remove the delegation is revoked: only the customer can then remove it",
  reader:
    "a principal with access on request loses its only standing Reader: its role can no longer be activated",
};

const REPLACED =
  "Azure removes the delegation and creates it again: all access through it pauses, and activated roles end";
const MOVED = "this access moves to another delegation: it pauses between removal and creation";
const INTERRUPTED = FLAG_WORDS.interruption.meaning;

/** What an interruption does to access, by kind of change. Source: facts 2.3 (overlap trap, rename trap) and 4.1. */
export const INTERRUPTION_WORDS: Readonly<Record<ChangeKind, string>> = {
  "definition-changed": REPLACED,
  "assignment-removed": REPLACED,
  "grant-altered": MOVED,
  "grant-restated": MOVED,
  "grant-removed": "another delegation gives the same access: removing this one can remove that access too",
  "grant-added": INTERRUPTED,
  "definition-added": INTERRUPTED,
  "definition-removed": INTERRUPTED,
  "assignment-added": INTERRUPTED,
  "subscription-added": INTERRUPTED,
  "subscription-vanished": INTERRUPTED,
};

/** What happens to access on a scope that is no longer delegated or managed. */
export const OFFBOARDING_WORDS: Readonly<Record<"ended" | "left-standing", string>> = {
  ended: "the scope is no longer delegated: all access to it ends",
  "left-standing": "Terraform removes nothing there: all access stays, and no later change removes it",
};

const TERM_WORDS: { readonly [K in TermChange["kind"]]: (term: Extract<TermChange, { kind: K }>) => string } =
  {
    "activation-dropped": () => "standing instead of on request",
    "activation-demanded": () => "on request instead of standing",
    "multi-factor-authentication-dropped": () => "without multifactor authentication",
    "multi-factor-authentication-demanded": () => "with multifactor authentication",
    "activation-longer": () => "activation is longer",
    "activation-shorter": () => "activation is shorter",
    "activation-not-comparable": ({ before, after }) =>
      `activation lasts ${shorten(durationText(after))} instead of ${shorten(durationText(before))}`,
    "approval-dropped": () => "approval is no longer required",
    "approval-demanded": () => "approval is now required",
    "approvers-added": ({ number }) => `approvers added: ${number}`,
    "approvers-removed": ({ number }) => `approvers removed: ${number}`,
  };

const DIRECTION_WORDS: Readonly<Record<TermDirection, string>> = {
  easier: "on easier terms",
  stricter: "on stricter terms",
  other: "on other terms",
};

/** Changes of the terms of access, a line for each direction: easier, stricter, other. */
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

/** Title and meaning of a role whose permissions the catalogue changes. */
export const REDEFINED_ROLE_WORDS: { readonly title: string; readonly meaning: string } = {
  title: "Built-in role redefined by the catalogue",
  meaning: "the permissions of every holder differ from those in base's catalogue",
};

/** Title and meaning of changed deployment settings. */
export const DEPLOYMENT_WORDS: { readonly part: string; readonly title: string; readonly meaning: string } = {
  part: "deployment",
  title: "Deployment settings changed",
  meaning:
    "access does not change; these settings say where Terraform acts, as which identity, and with which state",
};

/** Roles whose names change or move. */
export const ROLE_NAME_WORDS: { readonly part: string; readonly title: string; readonly meaning: string } = {
  part: "role names",
  title: "Names of roles changed",
  meaning: "policies, guardrails and definitions that name these roles mean other roles after this change",
};

/** Names, types and tags that change. */
export const FACTS_WORDS: { readonly part: string; readonly title: string; readonly meaning: string } = {
  part: "names and tags",
  title: "Names and tags changed",
  meaning: "access does not change; policies and later reviews use these names, types and tags",
};

/** Name of each deployment setting. */
export const SETTING_WORDS: Readonly<Record<DeploymentChange["setting"], string>> = {
  tenant: "tenant that the guards demand",
  cloud: "cloud",
  "sign-in": "sign-in",
  partner: "credited partner ID",
  azurerm: "versions of azurerm",
  "resource-provider": "Microsoft.ManagedServices",
  state: "state",
} satisfies Record<DeploymentChange["setting"], string>;

/** Title and meaning of redefined roles that no principal holds. */
export const UNHELD_ROLE_WORDS: { readonly title: string; readonly meaning: string } = {
  title: "role catalogue",
  meaning:
    "no principal of these customers holds these roles yet: after the merge, grants of them are judged by the new catalogue",
};

/** Mark before a name that is not base's. */
export const MARK_WORDS: Readonly<Record<PrincipalLabel["mark"], (directory: NameDirectory) => string>> = {
  known: () => "",
  new: ({ fromRegistry }: NameDirectory) =>
    fromRegistry ? "[NEW: not in base's registry] " : "[NEW: not seen on the side before] ",
  changed: () => "[CHANGED: a known name on another GUID] ",
} satisfies Record<PrincipalLabel["mark"], unknown>;

/** Grade and flags in words, the urgent first. */
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

/** Flags in words. Ended access and access left standing share the flag `offboarding`, but are opposites to a reader. */
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
