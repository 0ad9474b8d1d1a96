/** Why Azure Lighthouse refuses a role. */
export type RefusalReason =
  /** The role is Owner. */
  | { readonly kind: "owner" }
  /** The role has actions of the restricted list; `actions` are in the role's spelling. */
  | { readonly kind: "restrictedAction"; readonly actions: readonly string[] }
  /** The role has data actions. */
  | { readonly kind: "dataActions"; readonly actions: readonly string[] }
  /** The role has notDataActions; the service refuses them like data actions. */
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

/** Describes a reason, without capital and full stop. Example: "it carries data actions (a, b, c and 4 more)". */
export function refusalSentence(reason: RefusalReason): string {
  // the type of an index by a union of kinds does not pair each kind with its reason
  const sentence = SENTENCES[reason.kind] as (reason: RefusalReason) => string;
  return sentence(reason);
}
