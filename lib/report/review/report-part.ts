import type { Flag, Grade } from "../../review/grade.ts";
import type { ToldChange } from "./describe-change.ts";

/**
 * One thing that a review tells: the same change to one or more customers, a role that means something else, or how stacks
 * are deployed otherwise.
 */
export interface ToldPart {
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
  readonly changes: readonly ToldChange[];
}
