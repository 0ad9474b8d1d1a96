import type { NameDirectory } from "../../review/name-directory.ts";
import { shorten } from "./shorten.ts";

/** Where a customer or a plan's version is defined. */
export interface Source {
  /** Relative to the estate's root. */
  readonly file: string;
  /** From 1; undefined where nobody looked. */
  readonly line: number | undefined;
}

/** A place in words. */
export function sourceText({ file, line }: Source): string {
  return line === undefined ? shorten(file) : `${shorten(file)}:${line}`;
}

/** What a report is told beside the review. */
export interface ReportContext {
  /** Base's names. */
  readonly directory: NameDirectory;
  /** How the two sides are called. */
  readonly called: { readonly before: string; readonly after: string };
  /** What is to be said beside the changes, a line each. @default - nothing */
  readonly notes?: readonly string[];
  /** Where a customer is defined; nobody knows where no checkout was given. */
  readonly sourceOf: (customer: string) => Source | undefined;
  /** Where a version of a plan is defined, by `offer/plan@n.n.n`. */
  readonly sourceOfPlan: (source: string) => Source | undefined;
}
