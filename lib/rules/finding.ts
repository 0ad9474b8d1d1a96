import type { Path } from "../values/path.ts";

/** Position of a finding: a file relative to the estate's root, and a definition path. */
export interface Place {
  readonly file: string;
  readonly path: Path;
  /** Offset in the file's text, in UTF-16 code units, where a parser reported one. */
  readonly offset?: number;
  /** Line in the file, from 1, where another tool reported one. */
  readonly line?: number;
}

/** A JSON value, for the facts of findings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One violation of a rule. Its texts are plain; the report that prints them escapes them. */
export interface Breach {
  readonly at: Place;
  /** The problem, as a sentence without its final period. */
  readonly problem: string;
  /** Lines that show the problem, such as a difference. @default - none */
  readonly details?: readonly string[];
  /** The value received, as text. */
  readonly received: string;
  /** What is accepted. */
  readonly allowed: string;
  /** The likely fix, in the imperative. */
  readonly fix: string;
  /** All values from which the texts can be written again, for example in another language. */
  readonly facts: { readonly [key: string]: Json };
}

/** Errors stop synthesis; warnings are printed and can be accepted with a reason. */
export type Severity = "error" | "warning";

/** A breach and its rule. */
export interface Finding extends Breach {
  readonly code: string;
  readonly kind: string;
  readonly severity: Severity;
  /** The reason given in the definition for accepting this warning. */
  readonly accepted?: string;
}
