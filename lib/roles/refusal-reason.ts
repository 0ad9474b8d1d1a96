/** Why Azure Lighthouse refuses a role. */
export type RefusalReason =
  /** The role is Owner. */
  | { readonly kind: "owner" }
  /** The role has actions of the restricted list; they are named as the role spells them. */
  | { readonly kind: "restrictedAction"; readonly actions: readonly string[] }
  /** The role has data actions. */
  | { readonly kind: "dataActions"; readonly actions: readonly string[] }
  /** The role has notDataActions, which the service refuses as it does data actions. */
  | { readonly kind: "notDataActions"; readonly actions: readonly string[] }
  /** The role is deprecated, according to `source`. */
  | { readonly kind: "deprecated"; readonly source: string; readonly replacement: string | null };

/** The kinds of refusal. */
export type RefusalReasonKind = RefusalReason["kind"];

type SentenceTable = {
  readonly [Kind in RefusalReasonKind]: (reason: Extract<RefusalReason, { kind: Kind }>) => string;
};

const SHOWN = 3;

function some(actions: readonly string[]): string {
  const rest = actions.length - SHOWN;
  return actions.slice(0, SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

const SENTENCES = {
  owner: () => "it is the Owner role, which Azure Lighthouse never accepts",
  restrictedAction: ({ actions }) => `it carries actions that manage access or locks (${some(actions)})`,
  dataActions: ({ actions }) => `it carries data actions (${some(actions)})`,
  notDataActions: ({ actions }) => `it carries notDataActions (${some(actions)})`,
  deprecated: ({ source, replacement }) =>
    `it is deprecated according to ${source}${replacement === null ? "" : `; use ${replacement} instead`}`,
} satisfies SentenceTable;

/** One plain sentence about a reason, without capital and full stop: "it carries data actions (a, b, c and 4 more)". */
export function refusalSentence(reason: RefusalReason): string {
  // the table pairs each kind with its own reason, which an index by a union of kinds cannot express
  const sentence = SENTENCES[reason.kind] as (reason: RefusalReason) => string;
  return sentence(reason);
}
