import type { Flag, Grade } from "../../review/grade.ts";

/** A change in words: one line, then particulars. Text of users is shortened and unescaped. */
export interface DescribedChange {
  readonly sign: string;
  /** Meaning of the sign. */
  readonly title: string;
  readonly line: string;
  readonly details: readonly string[];
  /** All patterns gained or lost, a line each. Empty where the details already name all of them. */
  readonly unabridged: readonly string[];
}

/**
 * One part of a review. It is the same changes to one or more customers, a redefined role, or changed deployment
 * settings.
 */
export interface DescribedPart {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Grade and flags in words. */
  readonly title: string;
  /** Customers affected; undefined for a role. */
  readonly customers: readonly string[] | undefined;
  /** Place of a single customer's definition and its subscriptions, or the role's name. */
  readonly about: readonly string[];
  /** Consequences of its flags for access. */
  readonly consequences: readonly string[];
  readonly changes: readonly DescribedChange[];
}
