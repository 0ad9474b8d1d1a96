import type { DriftKind, DriftWeight, Ownership } from "../../drift/finding.ts";

/** Each kind of finding: its name, and its meaning as a sentence without final period. */
export const DRIFT_WORDS: Readonly<Record<DriftKind, { readonly word: string; readonly meaning: string }>> = {
  missing: { word: "missing", meaning: "it is defined, and Azure grants none of its access" },
  extra: { word: "extra", meaning: "this estate made it, and no longer defines it" },
  wider: { word: "wider", meaning: "Azure grants more than the definition" },
  narrower: { word: "narrower", meaning: "Azure grants less than the definition" },
  mixed: { word: "wider and narrower", meaning: "Azure grants more and less than the definition" },
  restated: {
    word: "restated",
    meaning: "no permission is gained or lost; names, texts, ids or covered grants differ",
  },
  "another-managing-tenant": {
    word: "another managing tenant",
    meaning: "it is to a managing tenant that no definition of this estate names for it",
  },
  "outside-definitions": {
    word: "outside any definition",
    meaning: "it is to a managing tenant of this estate, and no definition makes it",
  },
  orphan: { word: "orphan", meaning: "it has no assignment and grants nothing" },
  failed: { word: "failed", meaning: "Azure could not create it; what stands of it is not known" },
  moved: {
    word: "moved",
    meaning: "the subscription is in another tenant now, and its delegations go on",
  },
  revoked: {
    word: "revoked",
    meaning: "the delegation was removed, by the managing tenant's activity log",
  },
  allowed: { word: "allowed", meaning: "a deviation allows this difference, and Azure has what it says" },
  "allowed-until": {
    word: "allowed until a day that is over",
    meaning: "the gate blocks more access for this customer until the deviation is renewed or removed",
  },
  "allowed-otherwise": {
    word: "another difference than the allowed one",
    meaning: "what a deployment writes is what the deviation says, and Azure has something else now",
  },
  "not-visible": {
    word: "not visible",
    meaning:
      "it was never deployed, or revoked, or the subscription was moved or disabled: nothing here says which",
  },
  "not-read": { word: "not read", meaning: "nothing is known of the subscription" },
};

/** Whose a delegation is: the word, and its meaning as a sentence without final period. */
export const OWNERSHIP_WORDS: Readonly<
  Record<Ownership, { readonly word: string; readonly meaning: string }>
> = {
  ours: {
    word: "ours",
    meaning: "this estate defines it, or its id is that of one of the estate's offers there",
  },
  "another-tenant": {
    word: "another tenant's",
    meaning: "its managing tenant is none of this estate's",
  },
  unknown: {
    word: "owner unknown",
    meaning: "it is to a managing tenant of this estate, and nothing shows that this estate made it",
  },
};

/** Headings of what findings mean for the result. */
export const WEIGHT_WORDS: Readonly<Record<DriftWeight, string>> = {
  drift: "Drift",
  "not-read": "Not read",
  note: "Notes, which are no drift",
};
