import type { Flag, Grade } from "../../review/grade.ts";

/** A change in words: one line, and more lines with the particulars. Text of users is in it as it is, but shortened. */
export interface DescribedChange {
  readonly sign: string;
  /** What the sign means. */
  readonly title: string;
  readonly line: string;
  readonly details: readonly string[];
  /** Everything that is gained or lost, a line each, where the details only count some of it; else nothing. */
  readonly unabridged: readonly string[];
}

/**
 * One thing that a review reports: the same change to one or more customers, a role that means something else, or how stacks
 * are deployed otherwise.
 */
export interface DescribedPart {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Grade and flags in words. */
  readonly title: string;
  /** Whom it is about: customers, or undefined for a role. */
  readonly customers: readonly string[] | undefined;
  /** Where more is to be found: the place of a single customer's definition and its subscriptions, or the role's name. */
  readonly about: readonly string[];
  /** What it does to access, where its flags say so. */
  readonly consequences: readonly string[];
  readonly changes: readonly DescribedChange[];
}
