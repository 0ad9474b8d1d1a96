import type { Path } from "../values/path.ts";

/** Where a finding stands: a file of the estate, relative to its root, and a path inside its definition. */
export interface Place {
  readonly file: string;
  readonly path: Path;
  /** Position in the file's text, where a parser named one. */
  readonly offset?: number;
  /** Line in the file, from 1, where somebody else named one. */
  readonly line?: number;
}

/** A JSON value: what the facts of a finding are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One way in which a rule is broken. The clauses are plain text; escaping belongs to whoever prints them. */
export interface Breach {
  readonly at: Place;
  /** What is wrong, as a sentence without its final period. */
  readonly problem: string;
  /** The value received, as text. */
  readonly received: string;
  /** What would be accepted. */
  readonly allowed: string;
  /** The likely fix, in the imperative. */
  readonly fix: string;
  /** Everything needed to say it again in other words. */
  readonly facts: { readonly [key: string]: Json };
}

/** Errors stop synthesis; warnings are printed and can be accepted with a reason. */
export type Severity = "error" | "warning";

/** A breach with the rule that found it. */
export interface Finding extends Breach {
  readonly code: string;
  readonly kind: string;
  readonly severity: Severity;
  /** The reason given in the definition for accepting this warning. */
  readonly accepted?: string;
}
