/** A plan with a next version. */
export interface NextVersion {
  readonly offer: string;
  readonly plan: string;
  /** File of the offer, relative to the estate's root. */
  readonly file: string;
  /** Versions that are restored from the record, with all their authorizations written out. */
  readonly restored: readonly string[];
  /** The version whose text the next one has, with the edit. */
  readonly base: string;
  readonly next: string;
}

/**
 * Why a next version has to be written by hand.
 *
 * - `no-literal`: its versions or its managing tenant are no literals.
 * - `not-defined`: the offer does not define a recorded version any more.
 * - `unknown-principal`: the managing tenant does not list a principal of the record.
 */
export type NotWritten =
  | { readonly kind: "no-literal" | "not-defined" }
  | { readonly kind: "unknown-principal"; readonly objectId: string };

/** Written versions. Nothing was published or deployed. */
export interface NextVersions {
  readonly written: readonly NextVersion[];
  readonly unwritten: readonly UnwrittenVersion[];
  /** Recorded versions that still grant something else, as `offer/plan@n.n.n`. */
  readonly differing: readonly string[];
}

/** A next version that has to be written by hand. */
export interface UnwrittenVersion extends NextVersion {
  readonly why: NotWritten;
  /** Text of each restored version, as the file of the offer would have it. Empty where there is none to write. */
  readonly texts: readonly { readonly version: string; readonly text: string }[];
}
