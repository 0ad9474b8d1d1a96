import type { Grade } from "../../review/grade.ts";

/*
 * What the page's script is given. Every text is stored once, because fleets repeat them, and is ready to show.
 */

/** Number of a text in `texts`. */
export type TextNumber = number;

/** Powers of one category that a principal has on a scope, before and after. */
export interface PageCell {
  /** Empty where nothing changes. */
  readonly sign: "" | "+" | "-" | "±";
  /** How the powers are used: none, on request, standing. */
  readonly before: TextNumber;
  readonly after: TextNumber;
  readonly gains: readonly TextNumber[];
  readonly losses: readonly TextNumber[];
  /** Worst severity of what is gained or lost. A text number, or -1 where nothing changes. */
  readonly severity: TextNumber;
}

/** One principal on one scope. */
export interface PageRow {
  readonly who: TextNumber;
  /** Index into the customer's scopes. */
  readonly scope: number;
  readonly roles: TextNumber;
  readonly isChanged: boolean;
  readonly cells: readonly PageCell[];
}

/** Who can do what before and after; equal for all customers of the same access. */
export interface PageMatrix {
  /** Names of categories. */
  readonly columns: readonly TextNumber[];
  readonly rows: readonly PageRow[];
}

/** One changed customer. */
export interface PageCustomer {
  readonly id: TextNumber;
  /** Name and id. */
  readonly called: TextNumber;
  readonly grade: Grade;
  /** Grade and flags in words. */
  readonly title: TextNumber;
  /** File and line, subscriptions. */
  readonly about: TextNumber;
  /** Numbers of the changes, as the page shows them. */
  readonly lines: readonly number[];
  readonly matrix: number;
  readonly scopes: readonly TextNumber[];
}

/** All data of a page. */
export interface PageData {
  readonly texts: readonly string[];
  readonly compared: number;
  /** Texts that a search finds a change by, in the order of the changes. */
  readonly lines: readonly (readonly TextNumber[])[];
  /** The riskiest first. */
  readonly customers: readonly PageCustomer[];
  readonly matrices: readonly PageMatrix[];
  /** The review as a comment, to be copied. */
  readonly markdown: string;
}
